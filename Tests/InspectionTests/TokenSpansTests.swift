import LSTMCore
import Testing

@testable import Inspection

struct TokenSpansTests {
  /// Each token is found where it stands, whatever stands between.
  @Test(arguments: [
    (["He", "said", ",", "“", "No", "”"], "He  said,\n\n“No”\n"),
    (["▁the", "▁c", "at"], "the cat"),
    (["the", "Ġcat", "s"], "the cats"),
    (["a", " b", "\n", "c"], "a b\nc"),
    ([], " \n"),
  ])
  func tokensAreFoundInTheirText(_ tokens: [String], _ text: String) {
    let scalars = Array(text.unicodeScalars)
    let spans = TokenSpans.spans(of: tokens, in: scalars)
    #expect(spans.count == tokens.count)
    for (token, span) in zip(tokens, spans) {
      var found = ""
      found.unicodeScalars.append(contentsOf: scalars[span])
      let bare = token.drop { "▁Ġ".contains($0) }
      #expect(found == token || found == " " + bare || found == bare)
    }
    for (a, b) in zip(spans, spans.dropFirst()) {
      #expect(a.upperBound <= b.lowerBound)
    }
  }

  /// What stands before the first word stays before it.
  @Test func theStartOfACorpusKeepsItsPlaces() {
    let text = Array("\n  One two three".unicodeScalars)
    let vocabulary = Vocabulary(words: ["One", "two"], unknownIndex: nil)
    let start = SearchedCorpus(text, in: vocabulary, name: "").prefix(2)
    #expect(start.count == 2 && start.line(1..<2) == "two")
    #expect(start.labels.allSatisfy { $0.values.count == 2 })
  }

  /// A part of a corpus of words is that of its words, with the text between.
  @Test func aPartOfACorpusOfWordsKeepsItsText() {
    let text = "One two, three.\nFour “five” six."
    let vocabulary = Vocabulary(
      wordsOf: [Tokenisation.words.split(text)], least: 1, most: 100)
    let corpus = SearchedCorpus(
      Array(text.unicodeScalars), in: vocabulary, name: "")
    #expect(corpus.count == 11 && corpus.noun == "words")
    #expect(!corpus.isOfCharacters)
    #expect(corpus.line(3..<4) == "three")
    #expect(corpus.line(before: 3, 5) == "two, ")
    #expect(corpus.line(after: 7, 2).hasPrefix("”"))
    let part = corpus.part(3..<9)
    #expect(part.count == 6 && part.line(0..<1) == "three")
    #expect(part.line(4..<5) == "five")
    #expect(part.sequence.symbols == Array(corpus.sequence.symbols[3..<9]))
    #expect(part.labels.allSatisfy { $0.values.count == 6 })
    let start = corpus.prefix(4)
    #expect(start.count == 4 && start.line(0..<4) == corpus.line(0..<4))
    #expect(start.scalars.count == 14)
  }
}
