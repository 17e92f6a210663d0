import LSTMCore
import LSTMTraining
import Testing

@Suite struct EvaluationTests {
  @Test("a short text, exactly as the reference", arguments: [2, 101, 399])
  func shortText(characters: Int) throws {
    let small = SmallModel(hidden: [10, 7])
    let loss = try FloatModel(small.reference).loss(
      over: small.text, in: 1..<1 + characters)
    let expected = small.reference.loss(
      over: small.symbols(1..<1 + characters))
    #expect(abs(loss - expected) < 1e-5)
  }

  @Test("each symbol from a window alone, as the reference reads it")
  func windows() throws {
    let small = SmallModel(hidden: [10, 7])
    let loss = try FloatModel(small.reference).lossOfWindows(
      over: small.text, in: 0..<90, window: 12)
    // The first has nothing before it.
    let expected = (1..<90).map { target in
      let read = small.symbols(max(0, target - 12)..<target)
      let top = small.reference.trace(over: read).steps[read.count - 1][1]
      return crossEntropy(
        small.reference.logits(after: top[.hidden]),
        target: Int(small.text[target]))
    }
    #expect(abs(loss - expected.reduce(0, +) / 89) < 1e-5)
  }

  @Test("a long text, in several streams, on any number of threads")
  func longText() throws {
    let small = SmallModel(hidden: [10], characters: 25_000)
    let model = try FloatModel(small.reference)
    let loss = model.loss(over: small.text, threads: 1)
    #expect(
      abs(loss - small.reference.loss(over: small.symbols(0..<25_000))) < 1e-5)
    #expect(loss == model.loss(over: small.text, threads: 2))
  }
}
