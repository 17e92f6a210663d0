import LSTMCore
import Testing

@testable import Inspection

/// What is said of each word of a short text, counted by hand.
struct WordLabelsTests {
  // “ Well , ” said Anna . | He left ( at 5 ) .
  private let corpus: SearchedCorpus = {
    let text = "“Well,” said Anna.\n\nHe left (at 5)."
    let vocabulary = Vocabulary(
      wordsOf: [Tokenisation.words.split(text)], least: 1, most: 100)
    return SearchedCorpus(Array(text.unicodeScalars), in: vocabulary, name: "")
  }()

  private func values(_ name: String) throws -> [Float] {
    let label = try #require(corpus.labels.first { $0.name == name })
    return corpus.sequence.indices.map { label.values[$0] }
  }

  @Test func flagsAreThoseOfTheWords() throws {
    #expect(corpus.count == 14)
    let expected: [(String, [Float])] = [
      ("capital", [0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]),
      ("number", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]),
      ("punctuation", [1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 1]),
      ("quotation", [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
      ("brackets", [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0]),
      ("sentence-start", [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1]),
      ("sentence-end", [0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0]),
      ("mark-next", [0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0]),
    ]
    for (name, flags) in expected {
      #expect(try values(name) == flags, "\(name)")
    }
  }

  @Test func placesAreCountedInWords() throws {
    #expect(
      try values("clause-position")
        == [0, 1, 0, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 0])
    #expect(
      try values("sentence-position")
        == [1, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 7])
    #expect(
      try values("paragraph-position")
        == [1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5, 6, 7])
  }
}
