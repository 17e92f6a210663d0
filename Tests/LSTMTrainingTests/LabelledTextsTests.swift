import LSTMCore
import LSTMTraining
import Testing

struct LabelledTextsTests {
  private static let texts = (0..<100).map { "word w\($0 % 5) x\($0)" }
  private static let labels = (0..<100).map { $0 % 3 == 0 ? "no" : "yes" }

  @Test func everyTextIsInOnePart() throws {
    var tests: [Int] = []
    for fold in 1...10 {
      var settings = LabelGradients.defaults
      settings.fold = fold
      let parts = try LabelledTexts(
        Self.texts, labels: Self.labels, settings)
      #expect(
        (parts.training + parts.validation + parts.test).sorted()
          == Array(0..<100))
      #expect(parts.training.count == 80)
      tests += parts.test
    }
    #expect(tests.sorted() == Array(0..<100))
  }

  @Test func theVocabularyIsOfTheTrainingPart() throws {
    let parts = try LabelledTexts(
      Self.texts, labels: Self.labels, LabelGradients.defaults)
    // x0 … x99 stand once each.
    #expect(
      parts.vocabulary.entries.dropFirst().sorted()
        == ["w0", "w1", "w2", "w3", "w4", "word"])
    #expect(parts.classes == ["no", "yes"])
    #expect(parts.labels == Self.labels.map { $0 == "yes" ? 1 : 0 })
  }

  @Test func emptyAndLongTextsAreCounted() throws {
    var texts = Self.texts
    texts[3] = " \t"
    texts[4] = [String](repeating: "w", count: 10_000).joined(separator: " ")
    let parts = try LabelledTexts(
      texts, labels: Self.labels, LabelGradients.defaults)
    #expect((parts.empty, parts.shortened) == (1, 1))
    #expect(parts.texts[3] == [0])
    #expect(parts.texts[4].count == LabelledTexts.longest)
  }

  @Test func classesThatAreNumbersGoByTheirSize() throws {
    let labels = (0..<100).map { ["10", "9", "-1"][$0 % 3] }
    let parts = try LabelledTexts(
      Self.texts, labels: labels, LabelGradients.defaults)
    #expect(parts.classes == ["-1", "9", "10"])
  }

  @Test func whatCannotBeLearntIsRefused() {
    func error(_ texts: [String], _ labels: [String]) -> LabelledTextsError? {
      #expect(throws: LabelledTextsError.self) {
        try LabelledTexts(texts, labels: labels, LabelGradients.defaults)
      }
    }
    let one = [String](repeating: "a", count: 100)
    #expect(error(Self.texts, one) == .classes(1, first: "a"))
    #expect(
      error(Array(Self.texts[..<9]), Array(Self.labels[..<9]))
        == .tooFew(9, needed: 20))
    let many = (0..<1_001).map { "\($0)" }
    #expect(error(many, many) == .classes(1_001, first: "0"))
  }

  @Test func learnsWhatTheLastWordSays() throws {
    // Which of two marks comes last decides; a bag of words cannot tell.
    var generator = SplitMix64(seed: 5)
    let texts = (0..<400).map { k in
      let pair = k % 2 == 0 ? "good bad" : "bad good"
      let more = Int.random(in: 0..<4, using: &generator)
      return pair + String(repeating: " so", count: more)
    }
    let labels = (0..<400).map { $0 % 2 == 0 ? "minus" : "plus" }
    var settings = LabelGradients.defaults
    (settings.hidden, settings.embedding, settings.epochs) = (8, 8, 12)
    (settings.learningRate, settings.dropout) = (0.02, 0)
    settings.wordDropout = 0
    let parts = try LabelledTexts(texts, labels: labels, settings)
    let source = try LabelGradients(settings: settings, texts: parts)
    let result = try Trainer(source).run()
    let right = parts.test.count { place in
      let said = result.model.classProbabilities(
        of: parts.texts[place].map { .symbol(Int($0)) })
      return (said[1] > 0.5) == (parts.labels[place] == 1)
    }
    #expect(right == parts.test.count)
    let bayes = NaiveBayes(
      parts.training.map { Tokenisation.words.split(texts[$0]) },
      labels: parts.training.map { parts.labels[$0] }, classes: 2)
    let same = ["good bad so", "bad good so"].map {
      bayes.logits(of: Tokenisation.words.split($0))
    }
    #expect(same[0] == same[1])
  }
}
