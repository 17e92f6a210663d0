import LSTMCore
import Testing

/// A text cut into the symbols of a vocabulary.
struct TokensTests {
  private func cut(_ text: String, _ entries: [String]) -> [String] {
    Vocabulary(entries: entries, unknownIndex: nil)
      .tokens(of: text.unicodeScalars)
      .map { ($0.index.map { entries[$0] } ?? "?") + ":" + $0.text }
  }

  @Test func charactersAreReadOneByOne() {
    #expect(cut("abx", ["a", "b"]) == ["a:a", "b:b", "?:x"])
  }

  @Test func theLongestSymbolIsRead() {
    let entries = ["a", "ab", "abcd", "c", " ", "<s>"]
    #expect(
      cut("abc abcd", entries) == [
        "ab:ab", "c:c", " : ", "abcd:abcd",
      ])
    #expect(cut("<s>a<", entries) == ["<s>:<s>", "a:a", "?:<"])
  }

  @Test func wordsAreReadWhole() {
    let entries = ["the", "cat", "sat", ".", "don't", "a"]
    #expect(
      cut("the cat  sat.", entries) == [
        "the:the", "cat:cat", "sat:sat", ".:.",
      ])
    #expect(
      cut("them a cats don't", entries) == [
        "?:them", "a:a", "?:cats", "don't:don't",
      ])
  }

  @Test func blanksMayBeWrittenAsASign() {
    let sentencePiece = ["▁the", "▁c", "at", "▁", "s"]
    #expect(
      cut("the cats", sentencePiece) == [
        "▁the:▁the", "▁c:▁c", "at:at", "s:s",
      ])
    #expect(
      cut("the the", ["the", "Ġthe", "Ġa"]) == [
        "the:the", "Ġthe:Ġthe",
      ])
  }

  @Test func theUnknownSymbolIsNoText() {
    let vocabulary = Vocabulary(
      entries: ["<unk>", "a", "ab"], unknownIndex: 0)
    #expect(vocabulary.indices(of: "ab<unk>") == [2, 0, 0, 0, 0, 0])
    #expect(
      Vocabulary(entries: ["a", "ab"], unknownIndex: nil)
        != Vocabulary(entries: ["a", "ab"], unknownIndex: 0))
  }

  /// Nothing of a text is lost or read twice.
  @Test func thePiecesAreTheText() {
    var random = SplitMix64(seed: 5)
    let letters = Array("abc ")
    for _ in 0..<200 {
      let entries = Set(
        (0..<6).map { _ in
          String(
            (0..<Int.random(in: 1...4, using: &random)).map { _ in
              letters[Int.random(in: 0..<4, using: &random)]
            })
        } + [" x"])
      let text = String(
        (0..<40).map { _ in letters[Int.random(in: 0..<4, using: &random)] })
      let pieces = Vocabulary(entries: entries.sorted(), unknownIndex: nil)
        .tokens(of: text.unicodeScalars).map(\.text)
      #expect(pieces.joined() == text)
    }
  }
}
