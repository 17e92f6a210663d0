import Experiments
import Wording

extension TrialResultsFigure {
  /// Every trial, and the paper's mean beside it.
  package var numbers: FigureNumbers {
    FigureNumbers(
      ["condition", "method", "criterion", "solved", "sequences", "paper"],
      outcomes.flatMap { row in
        (row.solved.map { ($0, "yes") } + row.unsolved.map { ($0, "no") }).map {
          [
            row.condition, row.method, row.criterion, $1, "\($0)",
            "\(row.published)",
          ]
        }
      })
  }
}
