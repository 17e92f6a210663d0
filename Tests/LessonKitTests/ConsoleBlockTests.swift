import LessonKit
import Testing

struct ConsoleBlockTests {
  @Test func blocksAreCommandsWithTheirOutput() {
    let blocks = ConsoleBlock.parse(
      """
      Prose with $ in it.
      ```console
      $ one
      a
      b
      $ two \\
          more
      ```
      ```
      $ not a console
      ```
      ```console long
      $ long
      ```
      ```console fails
      $ wrong
      ```
      """)
    #expect(blocks.map(\.isLong) == [false, true, false])
    #expect(blocks.map(\.fails) == [false, false, true])
    #expect(blocks[0].start == 2)
    #expect(blocks[0].entries.map(\.command) == ["one", "two \\\n    more"])
    #expect(blocks[0].entries.map(\.output) == [["a", "b"], []])
  }
}
