import Inspection
import ModelFiles
import Testing

struct LabelTests {
  private func flags(_ name: String, _ text: String) throws -> String {
    let labels = TextLabels.labels(of: Array(text.unicodeScalars))
    let label = try #require(labels.first { $0.name == name })
    return (0..<label.values.count).map { label.values[$0] == 1 ? "1" : "0" }
      .joined()
  }

  private func numbers(_ name: String, _ text: String) throws -> [Float] {
    let labels = TextLabels.labels(of: Array(text.unicodeScalars))
    let label = try #require(labels.first { $0.name == name })
    return (0..<label.values.count).map { label.values[$0] }
  }

  @Test(arguments: [
    ("quotation", "a “b” c", "0011000"),
    ("quotation", "\"b\" c", "11000"),
    ("quotation", "“ab\ncd\n\nef", "1111111000"),
    ("brackets", "a(b(c))d", "01111100"),
    ("brackets", "))(", "001"),
    ("inside-word", "ab c abc", "01000011"),
    ("capital-word", "Ab cD", "11000"),
    ("indentation", "  a b\n c", "11000010"),
    ("sentence-start", "a. B", "0110"),
    ("sentence-end", "abcdefgh.", "000111110"),
    ("line-end", "ab\ncd", "11000"),
    ("vowel", "aBcdÉ", "10001"),
    ("capital", "aBcdÉ", "01001"),
    ("consonant", "aBcdÉ漢", "011101"),
    ("punctuation", "a,—“b”", "011101"),
    ("digit", "a1٣", "010"),
  ])
  func flagsAreWhatTheTextSays(
    _ name: String, _ text: String, _ expected: String
  ) throws {
    #expect(try flags(name, text) == expected, "\(name) of \(text)")
  }

  @Test func numbersAreWhatTheTextSays() throws {
    #expect(
      try numbers("line-position", "ab\ncd") == [1, 2, 0, 1, 2])
    #expect(try numbers("word-position", "ab c") == [1, 2, 0, 1])
    #expect(try numbers("bracket-depth", "((a)b)") == [1, 2, 2, 1, 1, 0])
    #expect(
      try numbers("sentence-position", "Ab. Cd") == [1, 2, 3, 4, 1, 2])
    #expect(
      try numbers("paragraph-position", "ab\nc\n\nd") == [1, 2, 2, 3, 3, 0, 1])
  }

  @Test(arguments: ["", "漢字🙂", "\n\n\n", "(((((", "\u{0}\u{FEFF}\u{301}"])
  func everyTextHasLabelsOfItsLength(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    for label in TextLabels.labels(of: scalars) {
      #expect(label.values.count == scalars.count)
    }
  }

  @Test(arguments: [
    "noun, weight\r\n1,0.5\r\n0,2\r\n1,-1\r\n",
    "noun;weight\n1;0,5\n0;2\n1;−1\n\n",
    "\"noun\",\"weight\"\n1,\"0.5\"\n0,2\n1,-1",
  ])
  func aTableOfLabelsIsRead(_ csv: String) throws {
    let labels = try LabelTable.labels(csv: csv, for: (3, "characters"))
    #expect(labels.map(\.name) == ["noun", "weight"])
    #expect(labels[0].values == .flags([true, false, true]))
    #expect(labels[1].values == .numbers([0.5, 2, -1]))
  }

  @Test func namesOfRowsAndWhatIsReadAreNoLabels() throws {
    let labels = try LabelTable.labels(
      csv: "day,rain,snow\nMon,3,4.5\nTue,2,6\n", for: (2, "rows"),
      known: ["rain"])
    #expect(labels.map(\.name) == ["snow"])
    #expect(labels[0].values == .numbers([4.5, 6]))
  }

  @Test func aTableThatDoesNotFitIsNamed() {
    for (csv, error) in [
      ("", LabelTableError.empty),
      ("a\n1\n0\n", .length(rows: 2, wanted: 3, noun: "characters")),
      ("a,b\n1,2\n3\n", .fields(line: 3, count: 1, wanted: 2)),
      ("a\n1\nx\n", .notANumber(line: 3, column: "a", text: "x")),
      ("a\nx\n", .noLabels(["a"])),
      ("a\nnan\n", .notANumber(line: 2, column: "a", text: "nan")),
    ] {
      #expect(throws: error) {
        try LabelTable.labels(csv: csv, for: (3, "characters"))
      }
    }
  }

  @Test func theSampleTextHasWhatTheLabelsLookFor() {
    let scalars = Array(BuiltIn.story.unicodeScalars)
    #expect((25_000...35_000).contains(scalars.count))
    let half = scalars.count / 2
    for label in TextLabels.labels(of: scalars) {
      for range in [0..<half, half..<scalars.count] {
        let values = Set(range.map { label.values[$0] })
        #expect(values.count > 1, "\(label.name)")
      }
    }
  }
}
