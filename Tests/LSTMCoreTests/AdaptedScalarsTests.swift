import LSTMCore
import Testing

@Suite struct AdaptedScalarsTests {
  private let typographic = Vocabulary("abcit \n()‘’“”—".unicodeScalars)

  private func read(_ text: String, by vocabulary: Vocabulary) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: vocabulary.adapted(text.unicodeScalars).scalars)
    return String(view)
  }

  @Test(
    arguments: [
      ("\"a\" b", "“a” b"), ("it's", "it’s"), ("'tis (\"a\")", "‘tis (“a”)"),
      ("a—\"b\"", "a—“b”"), ("a\r\nb\r\n", "a\nb\n"), ("\"'a'\"", "“‘a’”"),
    ])
  func typographicFormsAreRead(_ text: String, _ wanted: String) {
    #expect(read(text, by: typographic) == wanted)
  }

  @Test("what is known stays, and so does what has no other form")
  func theRestStays() {
    let plain = Vocabulary("ab'\"\r\n".unicodeScalars)
    #expect(read("\"a\" 'b'\r\n", by: plain) == "\"a\" 'b'\r\n")
    let bare = Vocabulary("ab".unicodeScalars)
    #expect(read("\"a\"\r\n", by: bare) == "\"a\"\r\n")
    // A lone CR ends no line.
    #expect(read("a\rb", by: typographic) == "a\rb")
    #expect(read("a\r", by: typographic) == "a\r")
  }

  @Test("changes are counted")
  func changes() {
    let changes = typographic.adapted("\"it's\"\r\n\r\n".unicodeScalars).changes
    #expect(changes.quotes == 3 && changes.lineEnds == 2)
  }
}
