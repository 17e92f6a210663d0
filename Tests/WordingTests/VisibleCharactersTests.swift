import Testing

import Wording

struct VisibleCharactersTests {
  @Test func everyCharacterCanBeSeen() {
    let shown =
      ([" ", "\n", "a", "\u{7}", "\u{301}", "\u{200B}", "é"] as [Unicode.Scalar])
      .map { visible($0) }
    #expect(shown == ["␣", "⏎", "a", "U+0007", "◌\u{301}", "U+200B", "é"])
    #expect(visibleLine("a b\n".unicodeScalars) == "a b⏎")
  }

  @Test func terminalsAreGivenNoCommands() {
    #expect("plain\ttext\n".withVisibleControls == "plain\ttext\n")
    #expect("\u{1B}[2J".withVisibleControls == "<U+001B>[2J")
    #expect("a\u{202E}b".withVisibleControls == "a<U+202E>b")
    #expect("\u{9B}1m\r".withVisibleControls == "<U+009B>1m<U+000D>")
  }
}
