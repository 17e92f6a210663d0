import Testing

@testable import LessonKit

struct LessonPagesTests {
  private let text = """
    # 1. One

    ```console
    $ shown before
    ```

    ## Predict, then look

    Which?

    <!-- guess -->

    It is the first. **Predict:** how many?

    ```
    as <!-- guess --> in a line is text
    ```

    <!-- guess -->

    | c | d |
    """

  @Test func aLessonStopsWhereItsMarksAre() {
    let pieces = LessonPages(text).pieces
    #expect(pieces.count == 3)
    #expect(pieces[0].hasSuffix("Which?\n"))
    #expect(pieces[1].hasPrefix("\nIt is the first."))
    #expect(pieces[1].contains("in a line is text"))
    #expect(pieces[2] == "\n| c | d |")
  }

  @Test func aQuestionWithoutAMarkIsAFault() {
    #expect(LessonPages.unmarked(in: text).isEmpty)
    #expect(
      LessonPages.unmarked(
        in: "## Predict\n\nWhat?\n\n## Next\n\n**Predict** that.\n")
        == ["## Predict", "**Predict** that."])
  }

  /// A heading and the question below it are one.
  @Test func aHeadingAsksWithWhatStandsBelow() {
    let text = "## Predict\n\n**Predict:** what?\n\n<!-- guess -->\n"
    #expect(LessonPages.unmarked(in: text).isEmpty)
  }
}
