import LSTMCore
import Testing

/// Back-propagation against central differences, which know nothing of it.
struct GradientTests {
  /// A loss that reads every hidden state with fixed random weights.
  static func loss(of stack: Stack, over inputs: [Vector]) -> Double {
    var generator = SplitMix64(seed: 77)
    return stack.steps(over: inputs).reduce(0) { total, step in
      let h = step[step.count - 1][.hidden]
      return total + Vector(normal: h.count, using: &generator).dot(h)
    }
  }

  static func outputs(_ steps: Int, _ hidden: Int) -> [Vector] {
    var generator = SplitMix64(seed: 77)
    return (0..<steps).map { _ in Vector(normal: hidden, using: &generator) }
  }

  static func inputs(_ steps: Int, width: Int) -> [Vector] {
    var generator = SplitMix64(seed: 5)
    return (0..<steps).map { _ in Vector(normal: width, using: &generator) }
  }

  /// Large weights, so that gates leave the middle of their range.
  static func randomise<C: Cell>(_ cell: C, seed: UInt64) -> C {
    var (cell, generator) = (cell, SplitMix64(seed: seed))
    cell.flatWeights =
      Vector(
        normal: cell.parameterCount, deviation: 0.8, using: &generator
      ).elements
    return cell
  }

  @Test func wholeModelMatchesFiniteDifferences() {
    var generator = SplitMix64(seed: 9)
    let model = Model(
      vocabulary: Vocabulary("abcde".unicodeScalars), embeddingSize: 3,
      hiddenSizes: [4, 5], using: &generator)
    let text = model.symbols(of: "abracadabra?ebb")
    let d = model.gradient(over: text)
    #expect((d.loss - model.loss(over: text)).magnitude < 1e-14)
    let expected = centralDifferences(
      of: { $0.loss(over: text) }, at: model, along: \.weights)
    #expect(difference(d.model.weights, expected) < 1e-7)
  }

  /// A model of numbers whose layers read both ways, every weight of it.
  @Test func aTwoWayModelOfNumbersMatchesFiniteDifferences() {
    var generator = SplitMix64(seed: 12)
    func layer(_ inputs: Int, _ seed: UInt64) -> Stack.Layer {
      Stack.Layer(
        forward: Self.randomise(
          LSTMCell(inputSize: inputs, hiddenSize: 3), seed: seed),
        reverse: Self.randomise(
          LSTMCell(inputSize: inputs, hiddenSize: 2), seed: seed + 1))
    }
    let model = Model(
      reader: .rows(
        columns: ["a", "b"], scaling: Scaling(mean: [1, 2], scale: [3, 0.5])),
      stack: Stack(layers: [layer(2, 5), layer(5, 7)]),
      readout: Readout(
        weights: Matrix(
          rows: 2, columns: 5, Vector(normal: 10, using: &generator).elements),
        bias: [0.5, -1],
        .numbers(
          Readout.Targets(
            names: ["a", "b"], ahead: 0,
            scaling: Scaling(mean: [0, 1], scale: [2, 1])))))
    func rows() -> [Datum] {
      (0..<7).map { _ in .row(Vector(normal: 2, using: &generator)) }
    }
    let (read, targets) = (rows(), rows())
    let d = model.gradient(over: read, targets: targets)
    let expected = centralDifferences(
      of: { $0.gradient(over: read, targets: targets).loss }, at: model,
      along: \.weights)
    #expect(difference(d.model.weights, expected) < 1e-7)
  }

  @Test func lowerLayerMatchesFiniteDifferences() throws {
    let lower = Self.randomise(LSTMCell(inputSize: 3, hiddenSize: 4), seed: 3)
    let upper = Self.randomise(LSTMCell(inputSize: 4, hiddenSize: 4), seed: 4)
    let inputs = Self.inputs(8, width: 3)
    let stack = Stack([lower, upper])
    let d = stack.backpropagate(
      through: stack.trace(over: inputs), outputs: Self.outputs(8, 4))
    let gradient = try #require(d.stack.cells[0] as? LSTMCell)
    for (index, parameter) in lower.parameters.enumerated() {
      let expected = centralDifferences(
        of: { Self.loss(of: Stack([$0, upper]), over: inputs) }, at: lower,
        along: \.[parameter: index])
      #expect(
        difference(gradient[parameter: index], expected) < 1e-7,
        "\(parameter.name)")
    }
  }
}
