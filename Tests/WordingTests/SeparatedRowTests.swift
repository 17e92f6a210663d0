import Testing
import Wording

struct SeparatedRowTests {
  private func rows(_ text: String) -> [[String]] {
    let bytes = Array(text.utf8)
    let separator = SeparatedRow.separator(of: bytes)
    return SeparatedRow.all(in: bytes, separator: separator)
      .map { $0.texts(in: bytes) }
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a;b\r\n1,5;2\r\n\r\n", [["a", "b"], ["1,5", "2"]]),
    ("a\tb\r1\t\r", [["a", "b"], ["1", ""]]),
    ("\"a,\"\"b\"\"\",\"c\nd\"\n,", [["a,\"b\"", "c\nd"], ["", ""]]),
    ("\"a;b\",c\n", [["a;b", "c"]]), ("a\n\nb", [["a"], [""], ["b"]]),
    ("\"open", [["\"open"]]), ("\"open\na", [["\"open"], ["a"]]),
    ("\"a\" b,\"c\" ,d", [["\"a\" b", "c", "d"]]),
    // A text that begins with a mark, and one that ends with one.
    ("\"a\tp\nb\"\tn", [["\"a", "p"], ["b\"", "n"]]),
    ("\"a\"\tp", [["a", "p"]]), ("", []), ("\n\n", []),
  ])
  func linesAreFields(_ text: String, _ expected: [[String]]) {
    #expect(rows(text) == expected)
  }

  @Test func linesAreCountedThroughQuotationMarks() {
    let bytes = Array("a\r\n\"b\nc\"\n\nd".utf8)
    let rows = SeparatedRow.all(in: bytes, separator: UInt8(ascii: ","))
    #expect(rows.map(\.line) == [1, 2, 4, 5])
  }

  @Test func whatIsWrittenIsReadBack() {
    for fields in [["a", "b,c", "d\"e"], ["x\ny", "", "1.5"]] {
      #expect(rows(CSVRow.text(fields)) == [fields])
    }
  }

  @Test(
    arguments: [
      ("1.5", ",", 1.5), (" −2e3 ", ",", -2000), ("0,5", ";", 0.5),
      ("0,5", ",", nil), ("x", ";", nil), ("", ",", nil),
    ] as [(String, Character, Double?)])
  func numbersAreReadAsTheyAreWritten(
    _ text: String, _ separator: Character, _ value: Double?
  ) {
    let separator = separator.asciiValue ?? 0
    #expect(SeparatedRow.number(text, separator: separator) == value)
  }
}
