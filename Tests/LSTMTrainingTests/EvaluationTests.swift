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
