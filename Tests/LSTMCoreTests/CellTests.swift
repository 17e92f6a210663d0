import LSTMCore
import Testing

struct CellTests {
  @Test(arguments: 0..<20)
  func valuesStayInTheirRanges(_ seed: Int) {
    let cell = GradientTests.randomise(
      LSTMCell(inputSize: 3, hiddenSize: 6), seed: UInt64(seed))
    let trace = Stack([cell]).trace(
      over: GradientTests.inputs(60, width: 3).map { 3 * $0 })
    for quantity in Quantity.lstm {
      let values = trace[quantity, layer: 0].elements
      switch cell.definition.range(of: quantity) {
      case .zeroToOne: #expect(values.allSatisfy { $0 >= 0 && $0 <= 1 })
      case .plusMinusOne: #expect(values.allSatisfy { abs($0) <= 1 })
      default:
        // |C_t| ≤ |C_0| + t, for every step adds at most 1.
        for (t, step) in trace.steps.enumerated() {
          #expect(
            step[0][.cell].elements.allSatisfy { abs($0) <= Double(t + 1) })
        }
      }
    }
  }

  @Test(arguments: [(50, 128), (128, 128), (1, 1), (7, 3)])
  func weightCounts(_ inputs: Int, _ units: Int) {
    let cell = LSTMCell(inputSize: inputs, hiddenSize: units)
    #expect(
      cell.parameterCount == 4 * (units * (inputs + units) + units))
    let rnn = equationCell("rnn-tanh", inputs: inputs, units: units)
    #expect(rnn.parameterCount == units * (inputs + units) + units)
  }

  @Test(arguments: [(24, [128], 95_944), (27, [128, 128], 228_065)])
  func weightCountsOfTheNotebooksModels(
    _ symbols: Int, _ hidden: [Int], _ expected: Int
  ) {
    var generator = SplitMix64(seed: 1)
    let letters = (0..<symbols - 1).compactMap { Unicode.Scalar(97 + $0) }
    let model = Model(
      vocabulary: Vocabulary(letters), embeddingSize: 50, hiddenSizes: hidden,
      using: &generator)
    #expect(model.parameterCount == expected)
  }

  @Test func zeroLogitsCostTheLogarithmOfTheVocabulary() {
    // ln 24 is the first loss that the notebook's log prints, 3.1780.
    let logits = Vector(zeros: 24)
    let loss = crossEntropy(logits, target: 5)
    #expect((loss - 3.178_053_830_347_946).magnitude < 1e-15)
    let p = softmax(logits)
    #expect(p.elements.allSatisfy { ($0 - 1.0 / 24).magnitude < 1e-16 })
  }

  @Test func softmaxSurvivesLargeLogits() {
    let p = softmax([1000, 1001, -1000])
    #expect((p.elements.reduce(0, +) - 1).magnitude < 1e-15)
    #expect((p[1] / p[0] - 2.718_281_828_459_045).magnitude < 1e-12)
    #expect(crossEntropy([1000, 0], target: 1) == 1000)
  }

  @Test func streamingAndKeepingComputeTheSame() {
    var generator = SplitMix64(seed: 3)
    let model = Model(
      vocabulary: Vocabulary("abc".unicodeScalars), embeddingSize: 4,
      hiddenSizes: [6, 5], using: &generator)
    let ids = model.symbols(of: "abcabbz")
    let kept = model.trace(over: ids)
    #expect(Array(model.steps(over: ids.map(Datum.symbol))) == kept.steps)

    let first = model.trace(over: Array(ids[..<3]))
    let rest = model.trace(
      over: Array(ids[3...]), from: first.steps[2].map(\.state))
    #expect(first.steps + rest.steps == kept.steps)
  }
}
