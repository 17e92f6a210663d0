import LSTMCore
import ModelFiles
import Testing

struct SeriesTableTests {
  private func series(
    _ text: String, columns: [String]? = nil, labels: String? = nil
  ) throws -> Series {
    try SeriesTable(text, name: "t.csv").series(
      columns: columns, labels: labels)
  }

  private let expected: [Vector] = [[1, -2.5], [3, 4e-3]]

  @Test(arguments: [
    "a,b\n1,-2.5\n3,4e-3\n", "a,b\r\n1,-2.5\r\n3,4e-3\r\n",
    "a,b\r1,-2.5\r3,4e-3", "\u{FEFF}a,b\n1,-2.5\n3,4e-3\n\n\n",
    "a;b\n1;-2,5\n3;0,004\n", "a\tb\n 1 \t−2.5\n3\t0.004",
    "\"a\",\"b\"\n\"1\",\"-2.5\"\n3,4e-3\n",
  ])
  func everyWritingOfATableIsTheSame(_ text: String) throws {
    // A mark is taken off where the file is read.
    let read = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    let series = try series(read)
    #expect(series.columns == ["a", "b"])
    #expect(series.rows == expected)
  }

  @Test func withoutNamesColumnsAreNumbered() throws {
    let series = try series("1,-2.5\n3,4e-3\n")
    #expect(series.columns == ["x0", "x1"] && series.rows == expected)
    #expect(try self.series("7").rows == [[7]])
  }

  @Test func columnsAreChosenAndRowsNamed() throws {
    let text = "day,\"in, out\",t,note\nMon,1,2,\"a \"\"b\"\"\"\nTue,3,4,\n"
    let series = try series(text, columns: ["t", "in, out"], labels: "note")
    #expect(series.columns == ["t", "in, out"])
    #expect(series.rows == [[2, 1], [4, 3]])
    #expect(series.labels == ["a \"b\"", ""])
  }

  @Test(arguments: [
    ("", SeriesError.empty("t.csv")), ("\n\n", .empty("t.csv")),
    ("a,b\n", .noRows("t.csv", columns: ["a", "b"])),
    ("a,b\n1,2\n3\n", .ragged("t.csv", line: 3, count: 1, wanted: 2)),
    ("a,b\n1,2\n\n3,4\n", .ragged("t.csv", line: 3, count: 1, wanted: 2)),
    ("a,a\n1,2\n", .repeatedColumn("t.csv", "a")),
    (
      "a,b\n1,2\n3,hot\n",
      .notANumber("t.csv", line: 3, column: "b", text: "hot")
    ),
    ("a,b\n1,\n2,nan\n", .noNumber("t.csv", column: "b")),
    (
      "a,b\n1,1e999\n",
      .notANumber("t.csv", line: 2, column: "b", text: "1e999")
    ),
  ])
  func whatIsWrongIsNamed(_ text: String, _ error: SeriesError) throws {
    #expect(throws: error) { try series(text) }
    #expect(!error.description.isEmpty)
  }

  @Test func aMissingNumberIsTheOneBefore() throws {
    let text = "a,b\n,1\n2,NA\n?,nan\n-3,4\n"
    let table = try SeriesTable(text, name: "t.csv")
    #expect(try table.series().rows == [[2, 1], [2, 1], [2, 1], [-3, 4]])
    #expect(table.missing(in: "a") == 2 && table.missing(in: "b") == 2)
    #expect(table.missing(in: "c") == 0)
  }

  @Test func changesOfColumnsAreColumns() throws {
    let table = try SeriesTable(
      "y,z\n1,10\n4,NA\n9,30\n16,50\n", name: "t.csv")
    let series = try table.series(columns: ["Δy", "z", "Δ2 y", "Δz"])
    #expect(series.columns == ["Δy", "z", "Δ2 y", "Δz"])
    #expect(
      series.rows == [
        [0, 10, 0, 0], [3, 10, 0, 0], [5, 30, 8, 20], [7, 50, 12, 20],
      ])
    #expect(table.missing(in: "Δz") == 1)
    #expect(table.has("Δ2 y") && !table.has("Δx") && table.has("z"))
    let levels = try table.levels(of: ["Δy", "z", "Δ2 y"])
    #expect(levels?.columns == ["y", "z"] && levels?.rows.last == [16, 50])
    #expect(try table.levels(of: ["y", "z"]) == nil)
    #expect(
      throws: SeriesError.noColumn("t.csv", "x", known: ["y", "z"])
    ) { try table.series(columns: ["Δx"]) }
    let named = try SeriesTable("Δy,y\n7,1\n8,2\n", name: "t.csv")
    #expect(try named.series(columns: ["Δy"]).rows == [[7], [8]])
  }

  @Test(arguments: [
    ("i,y\n0,5\n1,6\n2,5\n", "i"), ("y,i\n5,7\n5,8\n6,9\n", "i"),
    ("d,y\n19581230,1\n19590106,2\n19590113,1\n", "d"),
    ("i,y\n0,5\n1,6\n3,5\n", nil), ("i,y\n0,5\n1,6\n", nil),
    ("y\n1700.5\n1701.5\n1702.5\n", nil),
    ("d,y\n19581330,1\n19591306,2\n19601313,1\n", nil),
  ])
  func aColumnThatCountsIsFound(_ text: String, _ column: String?) throws {
    #expect(try SeriesTable(text, name: "t.csv").counter == column)
  }

  @Test func aQuotedLineEndCountsAsALine() throws {
    let text = "a,b\n\"x\ny\",1\n2,z\n"
    #expect(
      throws: SeriesError.notANumber(
        "t.csv", line: 4, column: "b", text: "z")
    ) { try series(text, columns: ["b"]) }
    #expect(
      throws: SeriesError.noColumn("t.csv", "c", known: ["a", "b"])
    ) { try series(text, columns: ["c"]) }
  }

  @Test func anyBytesAreATableOrAnError() {
    var generator = SplitMix64(seed: 5)
    let alphabet = Array("a1,;\t\"\n\r.−e😀 ")
    for _ in 0..<2_000 {
      let count = Int.random(in: 0...30, using: &generator)
      let text = String(
        (0..<count).map { _ in
          alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
        })
      if let table = try? SeriesTable(text, name: "t") {
        #expect(table.count > 0)
        _ = try? table.series()
      }
    }
  }
}
