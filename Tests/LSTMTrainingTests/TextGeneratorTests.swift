import LSTMCore
import LSTMTraining
import Testing

@Suite struct TextGeneratorTests {
  @Test(
    "one sequence in single precision, held to the reference",
    arguments: [[10], [128], [140], [10, 7]], FastCell.allCases)
  func sequence(hidden: [Int], cell: FastCell) throws {
    let small = SmallModel(hidden: hidden, cell: cell)
    let fast = TextGenerator(small.reference)
    // A vanilla RNN of such weights is chaotic: roundings grow with each step.
    let steps = cell == .rnnTanh ? 8 : 60
    let trace = small.reference.trace(over: small.symbols(0..<steps))
    for (t, step) in trace.steps.enumerated() {
      fast.read(Int(small.text[t]))
      let expected = small.reference.logits(
        after: step[hidden.count - 1][.hidden])
      #expect(
        relativeDifference(fast.logits().elements, expected.elements) < 1e-5)
    }
  }

  @Test("a window forgets what lies before it, and a short one is padded")
  func window() throws {
    let small = SmallModel(hidden: [10, 7])
    let generator = TextGenerator(small.reference, window: 6)
    for t in 0..<20 {
      generator.read(Int(small.text[t]))
      let read = small.symbols(max(0, t - 5)..<t + 1)
      let top = small.reference.trace(over: read).steps[read.count - 1][1]
      let expected = small.reference.logits(after: top[.hidden])
      #expect(
        relativeDifference(generator.logits().elements, expected.elements)
          < 1e-5)
    }
  }

  @Test("cells that only the reference knows are read by it")
  func otherCells() throws {
    var random = SplitMix64(seed: 1)
    var model = SmallModel(hidden: [4]).reference
    model.stack = Stack([
      CellFamily.known("rnn-relu").layer(inputs: 5, units: 4, using: &random)
    ])
    let generator = TextGenerator(model)
    generator.read(2)
    generator.read(3)
    let trace = model.trace(over: [2, 3])
    #expect(
      generator.logits() == model.logits(after: trace.steps[1][0][.hidden]))
  }

  @Test("the same seed, the same text")
  func seeded() {
    let small = SmallModel(hidden: [10])
    let texts = (0..<2).map { _ in
      let generator = TextGenerator(small.reference)
      var random = SplitMix64(seed: 3)
      generator.read(1)
      return (0..<50).map { _ in
        generator.next(Sampler(), using: &random)
      }
    }
    #expect(texts[0] == texts[1] && Set(texts[0]).count > 3)
  }
}
