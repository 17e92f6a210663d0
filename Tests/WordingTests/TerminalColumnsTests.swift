import Testing

import Wording

struct TerminalColumnsTests {
  @Test func wideCharactersTakeTwo() {
    #expect("abc".columns == 3)
    #expect("日本".columns == 4)
    #expect("e\u{301}".columns == 1)
    #expect("👩‍👩‍👧".columns == 2)
    #expect("日".padded(to: 4) == "日  ")
    #expect("日".leftPadded(to: 4) == "  日")
    #expect("long".padded(to: 2) == "long")
  }

  @Test func spacesAtTheEndGo() {
    #expect(" a b  ".trimmedAtEnd == " a b")
    #expect("   ".trimmedAtEnd == "")
  }

  @Test func cellsStandInTheirColumns() {
    let table = TextTable([.left(5), .right(4), .free])
    #expect(table.line("a", "12", " end") == "a      12 end")
    #expect(table.line(["a", "12"]) == "a      12")
  }
}
