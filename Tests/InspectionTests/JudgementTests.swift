import Inspection
import LSTMCore
import Testing

struct JudgementTests {
  private static func judgement(_ words: String) -> (Model, Judgement) {
    var generator = SplitMix64(seed: 2)
    let vocabulary = Vocabulary(
      words: ["<unknown>", "good", "bad", "very"], unknownIndex: 0,
      .lowercaseWords)
    let model = Model(
      reader: .embedding(
        vocabulary,
        Matrix(
          rows: 4, columns: 3, Vector(normal: 12, using: &generator).elements)),
      stack: Stack([
        CellForm(CellFamily.lstm).layer(
          inputSize: 3, hiddenSize: 4, forgetBias: 1, using: &generator)
      ]),
      readout: Readout(
        weights: Matrix(
          rows: 2, columns: 4, Vector(normal: 8, using: &generator).elements),
        bias: [0.1, -0.1],
        .label(Readout.Classes(["minus", "plus"], pooling: .mean))))
    let parts = Tokenisation.words.split(words)
    let items = zip(parts, vocabulary.indices(of: words)).map {
      Item($0, .symbol($1))
    }
    return (model, Judgement(of: model, reading: items))
  }

  @Test func withoutAWordIsTheTextThatLacksIt() throws {
    let (model, judgement) = Self.judgement("Very good film")
    #expect(judgement.words.map(\.isKnown) == [true, true, false])
    let rest = model.classProbabilities(of: [.symbol(3), .symbol(0)])
    let without = try #require(judgement.words[1].without)
    #expect((without - rest).norm < 1e-12)
    let called = judgement.called
    #expect(
      abs(
        (judgement.change(of: 1) ?? 0)
          - (judgement.probabilities[called] - rest[called])) < 1e-12)
    #expect(judgement.words[2].after == judgement.probabilities)
  }

  @Test func ofOneWordNothingIsLeft() {
    let (_, judgement) = Self.judgement("good")
    #expect(judgement.words[0].without == nil)
    #expect(judgement.change(of: 0) == nil)
    #expect(judgement.text.contains("–"))
  }
}
