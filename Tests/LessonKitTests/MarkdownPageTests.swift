import LessonKit
import Testing

struct MarkdownPageTests {
  private let text = """
    # A lesson

    Some **bold words** and *others*, `code here`, a
    [link](../../Sources/a.swift), 2 * 3 * 4 and snake_case_name.
    <!-- unseen -->
    ![A picture](../../Figures/cell.svg)

    - one
    - two, which is so long that it has to be wrapped onto a second line of text
      and goes on
    1. first

    > quoted
    > on

        C′ = f ⊙ C + i ⊙ C̃                 memory

    | gate | what it does, at some length so that the table must be wrapped |
    |---|---|
    | f | how much of the old cell stays when the next one is made from it |
    | C̃ | `tanh` |

    ```console
    $ lstm-lab trace --text "a very long command line that is longer than the page is wide"
    ```
    """

  @Test func aPageIsSetToItsWidth() {
    let lines = MarkdownPage(width: 60).render(text)
      .split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines where !line.contains("a very long command") {
      #expect(line.count <= 60, "\(line)")
    }
  }

  @Test func aPlainPageHasNoMarks() {
    let page = MarkdownPage(width: 60).render(text)
    #expect(!page.contains("\u{1B}") && !page.contains("**"))
    #expect(!page.contains("unseen"))
    #expect(page.contains("A lesson\n════════\n"))
    #expect(page.contains("Some bold words and others, `code here`, a"))
    #expect(page.contains("link\n(Sources/a.swift), 2 * 3 * 4"))
    #expect(page.contains("snake_case_name"))
    #expect(page.contains("[A picture: Figures/cell.svg]"))
    #expect(page.contains("  • one\n  • two, which"))
    #expect(page.contains("\n    and goes on") || page.contains(" goes on\n"))
    #expect(page.contains("│ quoted on"))
    #expect(page.contains("    C′ = f ⊙ C + i ⊙ C̃                 memory\n"))
    #expect(page.contains("longer than the page is wide\"\n"))
  }

  @Test func columnsOfATableStandUnderOneAnother() {
    let lines = MarkdownPage(width: 60).render(text).split(separator: "\n")
    let start = lines.firstIndex { $0.hasPrefix("gate") } ?? 0
    let column = lines[start].distance(
      from: lines[start].startIndex,
      to: lines[start].firstRange(of: "what")?.lowerBound
        ?? lines[start].startIndex)
    let row = lines.first { $0.hasPrefix("C̃") } ?? ""
    #expect(column == 6)
    #expect(Array(row)[column] == "`")
  }

  @Test func aColouredPageSetsWords() {
    let page = MarkdownPage(width: 80, isColoured: true).render(text)
    #expect(page.contains("\u{1B}[1mA lesson\u{1B}[0m"))
    #expect(page.contains("\u{1B}[1mbold\u{1B}[0m \u{1B}[1mwords\u{1B}[0m"))
    #expect(!page.contains("`"))
  }

  @Test(arguments: ["", "\n\n", "```", "| ", "[", "**", "`", "> ", "- ", "#"])
  func scrapsAreNoTrouble(_ text: String) {
    _ = MarkdownPage(width: 1).render(text)
  }

  /// The command that draws a picture can be copied: it is never broken.
  @Test func aPictureIsShownAsWhatDrawsIt() {
    #expect(
      MarkdownPage(width: 20).render(
        "![A b](F/a.svg \"lstm-lab diagram a.svg --unit 3\")")
        == "[A b]\n    lstm-lab diagram a.svg --unit 3\n")
  }

  @Test func wideCodeIsIndentedLess() {
    let page = MarkdownPage(width: 20)
    #expect(
      page.render("```\n123456789012345678\n```") == "  123456789012345678\n")
    #expect(page.render("```\n1\n```") == "    1\n")
  }

  /// A line that begins with a bar is a table where a rule follows it.
  @Test func aSizeBetweenBarsIsNoTable() {
    #expect(
      MarkdownPage().render("|C| of unit 3 is 2") == "|C| of unit 3 is 2\n")
  }
}
