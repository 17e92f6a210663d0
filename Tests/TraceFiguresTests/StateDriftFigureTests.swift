import Drawing
import Experiments
import Testing
import TraceFigures

/// Where states go, drawn: the numbers in the picture are those of the drift.
struct StateDriftFigureTests {
  static let figure: StateDriftFigure = {
    let condition = PaperTaskName.veryLongLag.conditions(length: 60)[0]
    return StateDriftFigure(
      [PaperRule.asPublished, .nothingConstant].map {
        StateDrift(condition, rule: $0, steps: 60, seeds: 5, seed: 1)
      }, task: "2c")
  }()

  @Test func everyStateIsInItsTable() {
    let numbers = Self.figure.numbers
    #expect(numbers.columns == ["rule", "network", "step", "state"])
    #expect(numbers.rows.count == 2 * 5 * 60)
    #expect(numbers.rows[61][1] == "1" && numbers.rows[61][2] == "2")
    let state = Self.figure.drifts[0].states[1][1]
    #expect(numbers.rows[61][3] == "\(state)")
  }
}
