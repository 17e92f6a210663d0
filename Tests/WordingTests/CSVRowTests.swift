import Testing

import Wording

struct CSVRowTests {
  @Test func fieldsAreQuotedWhereTheyMustBe() {
    #expect(CSVRow.text(["a", "", "1.5"]) == "a,,1.5\n")
    #expect(
      CSVRow.text([",", "\"", "a\nb", "\r"])
        == "\",\",\"\"\"\",\"a\nb\",\"\r\"\n")
  }

  @Test func numbersReadBack() {
    #expect(CSVRow.field(0.1) == "0.1")
    #expect(CSVRow.field(nil as Double?) == "")
  }
}
