import LessonKit
import Testing

struct PictureVerificationTests {
  private func problems(_ text: String) -> [String] {
    PictureVerification(page: "a.md", text: text).problems.map(\.reason)
  }

  @Test func everyPictureHasACommandThatDrawsIt() {
    #expect(
      problems("![A cell](../Figures/cell.svg)")
        == ["no command of the page draws it"])
    #expect(problems("![A](F/cell.svg \"lstm-lab diagram cell.svg\")").isEmpty)
    #expect(
      problems("![A](F/a.png)\n```\nlstm-lab sweep t.txt a.png\n```").isEmpty)
  }

  @Test func aPictureBesideATableShowsTheSameRun() {
    func page(_ option: String) -> String {
      """
      ![Drift](F/d.svg "lstm-lab paper drift d.svg --seed 1")
      ```console
      $ lstm-lab paper drift \(option)
      after 100 steps 12
      ```
      """
    }
    #expect(problems(page("--seed 1")).isEmpty)
    #expect(problems(page("--trials 2")).isEmpty)
    #expect(
      problems(page("--seed 2"))
        == ["shows another run than the table that the page prints"])
  }
}
