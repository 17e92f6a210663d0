import LessonKit
import Testing

struct MentionedCommandTests {
  @Test func commandsInProseAndPlainBlocksAreFound() {
    let found = MentionedCommand.all(
      in: """
        Call `lstm-lab` or `lstm-lab trace
        --text "a b" -o x.csv`.
        ```console
        $ lstm-lab nothing
        ```
        ```
        lstm-lab train it.txt \\
          --epochs 3   # long
        lstm-lab lesson show 4.2 --start > write.yaml
        ```
        """)
    #expect(
      found.map(\.words) == [
        ["trace", "--text", "a b", "-o", "x.csv"],
        ["train", "it.txt", "--epochs", "3"],
        ["lesson", "show", "4.2", "--start"],
      ])
  }
}
