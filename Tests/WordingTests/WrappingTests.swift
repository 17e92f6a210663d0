import Testing

import Wording

struct WrappingTests {
  @Test func linesAreAsLongAsTheyMayBe() {
    let text = "the cell keeps what the gate lets it keep"
    for width in 1...50 {
      let lines = text.lines(of: width)
      #expect(lines.joined(separator: " ") == text)
      for (line, next) in zip(lines, lines.dropFirst()) {
        let word = next.prefix { $0 != " " }
        #expect(line.count <= width || !line.contains(" "))
        #expect(line.count + 1 + word.count > width)
      }
    }
  }

  @Test func columnsCountNotCharacters() {
    #expect("日本 日本".lines(of: 8) == ["日本", "日本"])
    #expect("日本 日本".lines(of: 9) == ["日本 日本"])
  }

  /// A command that is shown may be copied: it stays in one piece.
  @Test func linesThatAreIndentedStay() {
    let text = "one two three\n  lstm-lab trace --text\n\nfour"
    #expect(
      text.broken(at: 8) == "one two\nthree\n  lstm-lab trace --text\n\nfour")
    #expect(text.broken(at: 80) == text)
  }

  @Test func noWordsGiveNoLines() {
    #expect("".lines(of: 10).isEmpty)
    #expect("".wrapped(to: 10) == "")
  }
}
