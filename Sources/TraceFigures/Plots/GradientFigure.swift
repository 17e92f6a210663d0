import Drawing
import Experiments
import LSTMCore

/// How sizes of gradients change, in plots side by side that share one
/// logarithmic axis.
package struct GradientFigure: Equatable, Figure {
  /// The title over all plots.
  package var title: String
  /// The plots of lines.
  package var panels: [LogPanel]
  /// A plot of dots after them, or nil.
  package var ranges: RangePanel?
  /// What a reader must be told, a paragraph each.
  package var notes: [String]

  /// A figure of the given plots.
  package init(
    title: String, panels: [LogPanel], ranges: RangePanel? = nil,
    notes: [String] = []
  ) {
    (self.title, self.panels) = (title, panels)
    (self.ranges, self.notes) = (ranges, notes)
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    GradientLayout(self, style: style, measure: measure).scene
  }
}

extension GradientFigure {
  /// The figure of a gradient study: ‖∂L/∂h‖ and ‖∂L/∂C‖ against lag, and
  /// what is left of them after fifty steps.
  package init(_ report: GradientReport) {
    let (study, curves) = (report.study, report.curves)
    self.init(
      title: "How far back does the error reach?",
      panels: [Quantity.hidden, .cell].map { quantity in
        LogPanel(
          title: "gradient norm ‖∂L/∂\(quantity.symbol)‖",
          axis: "steps back from the loss (the error travels this way →)",
          series: curves.filter { $0.quantity == quantity }.map { curve in
            LogPanel.Series(
              name: curve.subject.name,
              colour: study.subjects.firstIndex(of: curve.subject) ?? 0,
              values: curve.median, lower: curve.p10, upper: curve.p90,
              dashed: quantity == .cell ? curve.directPath : nil)
          })
      },
      ranges: Self.shares(report),
      notes: [
        report.study.conditions,
        """
        Lines are medians, bands reach from 10 to 90 % of the seeds. Dashed: \
        the direct path through the memory, Π f, mean over units. An update \
        below float32 epsilon, relative to its weight, is lost. Triangles on \
        the floor: below 1e−30, or exactly 0, as ‖∂L/∂h‖ of the cell of 1997, \
        whose truncation cuts it.
        """, report.sentence,
      ])
  }

  private static func shares(_ report: GradientReport) -> RangePanel {
    let lag = report.comparedLag
    let others = report.study.memoryless == "RNN" ? "RNN" : "no C"
    return RangePanel(
      title: "share of ‖∂L/∂C‖ (\(others): ‖∂L/∂h‖) left after \(lag) steps",
      axis: "b: forget bias at the start"
        + (report.study.cell.flatMap(Self.legend) ?? ""),
      columns: report.curves.filter { $0.quantity == $0.subject.state }
        .map { curve in
          let share = curve.share(atLag: lag)
          return RangePanel.Column(
            name: columnName(curve.subject),
            colour: report.study.subjects.firstIndex(of: curve.subject) ?? 0,
            value: share.median, lower: share.low, upper: share.high)
        })
  }

  private static func columnName(_ subject: StudiedCell) -> String {
    switch subject {
    case .rnn: "RNN"
    case .rnnOfNorm(let norm): "‖U‖=\(norm.bare)"
    case .lstm(let bias): "b=\(bias.bare)"
    case .chrono: "chrono"
    case .carousel: "1997"
    case .member(let name): legend(name) == nil ? name : "x"
    }
  }

  /// What stands for a cell whose name is too long for a column.
  private static func legend(_ name: String) -> String? {
    name.count > 9 ? ", x: \(name)" : nil
  }
}

extension GradientFigure {
  /// Every size of every line.
  package var numbers: FigureNumbers {
    FigureNumbers(
      ["panel", "line", "step", "size", "lower", "upper", "dashed"],
      panels.flatMap { panel in
        panel.series.flatMap { line in
          line.values.indices.map { k in
            [
              panel.title, line.name, "\(k)", line.values[k].field,
              line.lower?[k].field ?? "", line.upper?[k].field ?? "",
              line.dashed?[k].field ?? "",
            ]
          }
        }
      })
  }
}
