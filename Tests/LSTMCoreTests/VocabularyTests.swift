import LSTMCore
import Testing

struct VocabularyTests {
  let vocabulary = Vocabulary("abé\u{301}a".unicodeScalars)

  @Test func symbolsAreScalarsAndTheFirstIsUnknown() {
    #expect(vocabulary.count == 5)
    #expect(vocabulary.indices(of: "bax") == [2, 1, 0])
    #expect(vocabulary[0] == "\u{FFFD}" && vocabulary[2] == "b")
  }

  @Test func combiningMarksStayApart() {
    // One grapheme, two scalars: the model reads two characters.
    #expect(vocabulary.indices(of: "b\u{301}") == [2, 4])
    #expect(vocabulary.indices(of: "👩‍👩‍👧").count == 5)
  }
}
