import LSTMCore
import Testing

struct TokenisationTests {
  @Test(arguments: [
    ("It's 3.5 km!", ["It's", "3.5", "km", "!"]),
    ("end.Next, he said", ["end", ".", "Next", ",", "he", "said"]),
    ("twenty-one - 'tis", ["twenty-one", "-", "'", "tis"]),
    ("jean-claud  van\tdamme\n", ["jean-claud", "van", "damme"]),
    ("l’été, 1,000 fois…", ["l’été", ",", "1,000", "fois", "…"]),
    ("don't' 5. x", ["don't", "'", "5", ".", "x"]), ("", []), (" \n", []),
  ])
  func wordsAndMarks(_ text: String, _ parts: [String]) {
    #expect(Tokenisation.words.split(text) == parts)
  }

  @Test func charactersAreScalars() {
    #expect(Tokenisation.characters.split("a b") == ["a", " ", "b"])
  }

  @Test func blanksStandBetweenWordsAndNotBeforeMarks() {
    let parts = ["He", "said", ",", "“", "Oh", "!", "”", "and", "a-b", "."]
    let text = zip(parts, parts.dropFirst()).reduce(parts[0]) {
      $0 + (Tokenisation.hasBlank(between: $1.0, $1.1) ? " " : "") + $1.1
    }
    #expect(text == "He said, “Oh!” and a-b.")
  }

  @Test func theVocabularyGoesByFrequencyAndThenByName() {
    let texts = ["b a b.", "A c b .", "rare"].map(Tokenisation.words.split)
    let vocabulary = Vocabulary(
      wordsOf: texts, least: 2, most: 10, .lowercaseWords)
    #expect(vocabulary.entries == ["<unknown>", "b", ".", "a"])
    #expect(vocabulary.indices(of: "B rare a!") == [1, 0, 3, 0])
    #expect(vocabulary.knownIndex(ofPart: "<unknown>") == nil)
    let cased = Vocabulary(wordsOf: texts, least: 1, most: 3)
    #expect(cased.entries == ["<unknown>", "b", "."])
    #expect(cased.knownIndex(ofPart: "B") == nil)
  }
}
