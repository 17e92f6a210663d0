import Experiments
import Wording

extension GradientFigure {
  /// The figure of a training study: a plot for each cell, a line for each
  /// moment of training.
  package init(_ report: TrainingReport) {
    self.init(
      title: "Gradients before, during and after training",
      panels: TrainingStudy.subjects.map { subject in
        LogPanel(
          title: "\(subject.name): share of ‖∂L/∂\(subject.state.symbol)‖ left",
          axis: "steps back from the loss (the error travels this way →)",
          series: report.snapshots.filter { $0.subject == subject }.enumerated()
            .map { index, snapshot in
              var line = LogPanel.Series(
                name: "\(snapshot.updates) updates", colour: index,
                values: snapshot.shares.median, lower: snapshot.shares.low,
                upper: snapshot.shares.high)
              let last = report.snapshots.count { $0.subject == subject } - 1
              line.shade = Double(index) / Double(max(1, last))
              return line
            })
      },
      notes: [
        report.study.conditions + " Bands reach from 10 to 90 %.",
        report.sentence,
      ])
  }

  /// The figure of a clipping study: what each step contributes to the
  /// gradient, before and after.
  package init(_ report: ClippingReport) {
    let axis = "steps back from the loss"
    self.init(
      title: "What clipping does, and what it does not",
      panels: [
        ("before: part of ∂L/∂U from each step", \ClippingStudy.Result.parts),
        ("clipped: the same, every line moved as one", \.clippedParts),
      ].map { title, parts in
        LogPanel(
          title: title, axis: axis, meansErrorFlow: false,
          series: report.results.enumerated().map { index, result in
            LogPanel.Series(
              name: "norm \(result.norm.bare)", colour: index,
              values: result[keyPath: parts])
          })
      }, notes: [report.study.conditions, ClippingReport.sentence])
  }
}
