import LSTMCore
import LSTMTraining
import Wording

/// What a comparison of cells came to, as text.
package struct CellComparisonReport: Sendable {
  /// What was asked.
  package let comparison: CellComparison
  /// What came out.
  package let runs: [CellComparison.Run]

  /// A report of the given runs.
  package init(comparison: CellComparison, runs: [CellComparison.Run]) {
    (self.comparison, self.runs) = (comparison, runs)
  }

  /// A row for every epoch of every run; `test` on the last row of each.
  package var csv: String {
    var text = "cell,units,weights,seed,epoch,training,validation,test\n"
    for run in runs {
      for epoch in run.curve {
        let isLast = epoch.epoch == run.curve.last?.epoch
        text += CSVRow.text([
          run.cell, "\(run.units)", "\(run.weights)", "\(run.seed)",
          "\(epoch.epoch)", "\(epoch.training)",
          CSVRow.field(epoch.validation),
          CSVRow.field(isLast ? run.testLoss : nil),
        ])
      }
    }
    return text
  }

  /// A line per cell, the best median first.
  package var table: String {
    let settings = comparison.settings
    let rows = comparison.cells.map { about in
      Row(cell: about.name, runs: runs.filter { $0.cell == about.name })
    }.sorted { ($0.median ?? .infinity) < ($1.median ?? .infinity) }
    let columns = TextTable([
      .left(22), .right(6), .right(9), .right(9), .right(9), .right(9),
      .right(8),
    ])
    var lines = [
      columns.line(
        "cell", "units", "weights", "median", "best", "worst", "s/run")
    ]
    for row in rows {
      lines.append(
        columns.line(
          row.cell, "\(row.runs.first?.units ?? 0)",
          grouped(row.runs.first?.weights ?? 0), nats(row.median),
          nats(row.losses.first), nats(row.losses.last),
          plain(row.seconds, decimals: 1)))
      if row.losses.count < row.runs.count {
        lines.append(
          "  \(row.runs.count - row.losses.count) of \(row.runs.count) diverged"
        )
      }
    }
    lines += [
      "",
      """
      Test loss in nats per character, \(counted(comparison.seeds, "seed")) from \
      \(settings.seed), \(counted(settings.epochs, "epoch")), \(counted(settings.layers, "layer")); \
      units chosen so that whole models have nearly as many weights as the \
      first.\(slow)
      """.wrapped(to: 78),
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// What to keep in mind of times, where some cells take the slow way.
  private var slow: String {
    let names = comparison.cells.map(\.name).filter {
      FastCell(rawValue: $0) == nil
    }
    return names.isEmpty
      ? ""
      : " Trained by the reference, some ten times slower: "
        + names.joined(separator: ", ") + "."
  }

  private func nats(_ value: Double?) -> String {
    value.map { plain($0) } ?? "–"
  }

  /// The runs of one cell.
  private struct Row {
    let cell: String
    let runs: [CellComparison.Run]
    /// The test losses, the best first.
    let losses: [Double]

    init(cell: String, runs: [CellComparison.Run]) {
      (self.cell, self.runs) = (cell, runs)
      losses = runs.compactMap(\.testLoss).sorted()
    }

    var median: Double? { losses.isEmpty ? nil : losses.median }

    var seconds: Double {
      runs.map(\.seconds).reduce(0, +) / Double(max(1, runs.count))
    }
  }
}
