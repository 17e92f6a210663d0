import Foundation
import LSTMCore
import Testing

/// Dense layers between h and the readout.
struct DenseTests {
  private func model() -> Model {
    var count = 0.0
    func values(_ places: Int) -> [Double] {
      (0..<places).map { _ in
        count += 1
        return sin(count)
      }
    }
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      Matrix(rows: rows, columns: columns, values(rows * columns))
    }
    let layers = Dense.Activation.allCases.map { activation in
      Dense(
        weights: matrix(3, 3), bias: Vector(values(3)), activation)
    }
    return Model(
      reader: .rows(columns: [], scaling: Scaling(none: 2)),
      stack: Stack([
        GradientTests.randomise(
          LSTMCell(inputSize: 2, hiddenSize: 3), seed: 3)
      ]),
      readout: Readout(
        layers: layers, weights: matrix(1, 3), bias: [0.5],
        .numbers(Readout.Targets(unnamed: 1))))
  }

  @Test(arguments: [
    (Dense.Activation.linear, 0.7, 0.7), (.linear, -2, -2),
    (.tanh, 0.5, 0.46211715726000975), (.sigmoid, 1, 0.7310585786300049),
    (.relu, -1, 0), (.relu, 1.5, 1.5), (.hardSigmoid, 1, 0.7),
    (.hardSigmoid, -3, 0), (.hardSigmoid, 3, 1),
    (.softplus, 0, 0.6931471805599453), (.softplus, 800, 800),
    (.elu, 2, 2), (.elu, -1, -0.6321205588285577),
  ])
  func activationsAreWhatTheySay(
    _ activation: Dense.Activation, _ z: Double, _ y: Double
  ) {
    #expect(abs(activation(z) - y) < 1e-15)
  }

  @Test func aStackIsItsLayersOneAfterAnother() {
    let readout = Readout(
      layers: [
        Dense(
          weights: Matrix(rows: 2, columns: 2, [1, -1, 2, 0]),
          bias: [0.5, -3], .relu)
      ],
      weights: Matrix(rows: 1, columns: 2, [2, 5]), bias: [0.25],
      .numbers(Readout.Targets(unnamed: 1)))
    // relu(1 − 2 + 0.5) = 0, relu(2·1 − 3) = 0; then relu(3.5), relu(3).
    #expect(readout([1, 2]) == [0.25])
    // 2 · 3.5 + 5 · 3 + 0.25
    #expect(readout([3, 0]) == [22.25])
    #expect(readout.parameterCount == 4 + 2 + 2 + 1)
  }

  /// Every weight, those of the layers below included, by central differences.
  @Test func theGradientIsTheSlope() {
    let model = model()
    let data = [[0.5, -1], [1, 0.25], [-0.5, 0.75]].map {
      Datum.row(Vector($0))
    }
    let targets = [0.25, -1, 2].map { Datum.row([$0]) }
    let gradient = model.gradient(over: data, targets: targets)
    let slopes = gradient.model.weights
    func loss(_ weights: [Double]) -> Double {
      var other = model
      other.weights = weights
      return other.gradient(over: data, targets: targets).loss
    }
    let step = 1e-5
    for k in slopes.indices {
      var (up, down) = (model.weights, model.weights)
      up[k] += step
      down[k] -= step
      let slope = (loss(up) - loss(down)) / (2 * step)
      #expect(
        abs(slope - slopes[k]) < 1e-7 * max(1, abs(slope)), "weight \(k)")
    }
  }
}
