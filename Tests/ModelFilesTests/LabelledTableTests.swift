import ModelFiles
import Testing

struct LabelledTableTests {
  @Test func aTableGivesTextsAndLabels() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "t.tsv", "id\ts\tm\n1\t\" so , \"\" good\tplus \n2\tb\" c\tminus\n")
    let table = try LabelledTable.load(path, text: "s", label: "m")
    #expect(table.texts == ["\" so , \"\" good", "b\" c"])
    #expect(table.labels == ["plus", "minus"])
  }

  @Test(arguments: [
    ("s,m\n", LabelledTableError.empty("t.csv")),
    ("s,n\na,b\n", .noColumn("t.csv", "m", known: ["s", "n"])),
    (
      "s,m\na,b\nc,d,e\n",
      .ragged("t.csv", line: 3, count: 3, wanted: 2)
    ), ("s,m\na,b\nc, \n", .noLabel("t.csv", line: 3, column: "m")),
  ])
  func aRowThatDoesNotFitIsNamed(_ text: String, _ error: LabelledTableError)
    throws
  {
    let folder = try TemporaryFolder()
    let path = try folder.file("t.csv", text)
    #expect(throws: error) {
      try LabelledTable.load(path, text: "s", label: "m")
    }
  }
}
