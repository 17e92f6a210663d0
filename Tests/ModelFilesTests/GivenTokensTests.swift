import LSTMCore
import ModelFiles
import Testing

/// Texts that are cut into symbols already.
struct GivenTokensTests {
  private let vocabulary = Vocabulary(
    entries: ["<unk>", "new york", "is", "7"], unknownIndex: 0)

  private func read(_ text: String) throws -> [Item] {
    Array(
      try ItemSource(
        GivenTokens(text, name: "t"), vocabulary: vocabulary))
  }

  @Test(arguments: [
    (#"["new york", "is", "7"]"#, [1, 2, 3]), ("[1, 2, 3]", [1, 2, 3]),
    ("1 2\n3", [1, 2, 3]), ("is 7 was", [2, 3, 0]), ("[9, \"is\"]", [0, 2]),
  ])
  func symbolsAndIndicesAreRead(_ text: String, _ indices: [Int]) throws {
    #expect(try read(text).map(\.datum) == indices.map { Datum.symbol($0) })
  }

  @Test func labelsAreTheSymbols() throws {
    #expect(try read("[1, 2]").map(\.label) == ["new york", "is"])
  }

  @Test func whatIsNoSymbolIsRefused() throws {
    #expect(throws: ForeignFileError.self) { try read("[1.5]") }
    #expect(throws: ForeignFileError.self) { try read("[1, {}]") }
    #expect(throws: EmptyText.self) { try read(" ") }
    let strict = Vocabulary(entries: ["a", "bc"], unknownIndex: nil)
    let source = try ItemSource(
      GivenTokens("a bc d", name: "t"), vocabulary: strict)
    #expect(source.map(\.label) == ["a", "bc"])
    #expect(throws: UnreadableCharacter(text: "d", step: 2)) {
      try source.finish()
    }
  }
}
