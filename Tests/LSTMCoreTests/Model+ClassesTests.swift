import LSTMCore
import Testing

/// Models that say what a whole sequence is.
struct ModelClassesTests {
  private static let data = [1, 3, 0, 3, 2].map(Datum.symbol)

  private static func model(
    _ pooling: Readout.Pooling, isTwoWay: Bool
  ) -> Model {
    var generator = SplitMix64(seed: 3)
    func cell(_ inputs: Int) -> any Cell {
      CellForm(CellFamily.lstm).layer(
        inputSize: inputs, hiddenSize: 3, forgetBias: 1, using: &generator)
    }
    let layers = [
      Stack.Layer(forward: cell(2), reverse: isTwoWay ? cell(2) : nil),
      Stack.Layer(
        forward: cell(isTwoWay ? 6 : 3),
        reverse: isTwoWay ? cell(6) : nil),
    ]
    let width = isTwoWay ? 6 : 3
    return Model(
      reader: .embedding(
        Vocabulary("abc".unicodeScalars),
        Matrix(
          rows: 4, columns: 2, Vector(normal: 8, using: &generator).elements)),
      stack: Stack(layers: layers),
      readout: Readout(
        weights: Matrix(
          rows: 3, columns: width,
          Vector(normal: 3 * width, using: &generator).elements),
        bias: Vector(normal: 3, using: &generator),
        .label(Readout.Classes(["x", "y", "z"], pooling: pooling))))
  }

  @Test(arguments: Readout.Pooling.allCases, [false, true])
  func theGradientIsThatOfCentralDifferences(
    _ pooling: Readout.Pooling, _ isTwoWay: Bool
  ) {
    let model = Self.model(pooling, isTwoWay: isTwoWay)
    let gradient = model.gradient(over: Self.data, label: 1)
    let expected = centralDifferences(
      of: {
        crossEntropy($0.classLogits(of: $0.trace(over: Self.data)), target: 1)
      },
      at: model, along: \.weights)
    #expect(
      abs(
        gradient.loss
          - crossEntropy(
            model.classLogits(of: model.trace(over: Self.data)), target: 1))
        < 1e-12)
    for (a, b) in zip(gradient.model.weights, expected) {
      #expect(abs(a - b) < 1e-8)
    }
  }

  @Test func whatIsPooledIsWhatItsNameSays() {
    let model = Self.model(.last, isTwoWay: true)
    let trace = model.trace(over: Self.data)
    // h of the forward cell at the end, of the reverse one at the beginning.
    let top = Vector(joining: [
      trace.steps[4][2][.hidden], trace.steps[0][3][.hidden],
    ])
    #expect(model.classLogits(of: trace) == model.logits(after: top))
    let mean = Self.model(.mean, isTwoWay: false)
    let means = mean.trace(over: Self.data).steps.map { $0[1][.hidden] }
      .reduce(Vector(zeros: 3), +)
    let logits = mean.classLogits(of: mean.trace(over: Self.data))
    #expect((logits - mean.logits(after: 0.2 * means)).norm < 1e-12)
  }

  @Test(arguments: Readout.Pooling.allCases, [false, true])
  func aJudgementAfterEachWordIsThatOfTheTextSoFar(
    _ pooling: Readout.Pooling, _ isTwoWay: Bool
  ) {
    let model = Self.model(pooling, isTwoWay: isTwoWay)
    let after = model.classProbabilities(afterEachOf: Self.data)
    for (k, said) in after.enumerated() {
      let alone = model.classProbabilities(of: Array(Self.data[...k]))
      #expect((said - alone).norm < 1e-12)
      #expect(abs(said.elements.reduce(0, +) - 1) < 1e-12)
    }
  }
}
