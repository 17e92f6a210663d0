import Experiments
import LSTMCore
import Wording

extension LossCurves {
  /// The figure of a comparison of cells: the validation loss after each epoch,
  /// a line per cell.
  ///
  /// - Parameters:
  ///   - corpus: what the text is called.
  ///   - characters: how many of its characters an epoch reads.
  package init(
    _ report: CellComparisonReport, corpus: String, characters: Int
  ) {
    let courses = report.courses
    self.init(
      courses.map { course in
        var curve = Curve(
          name: course.cell,
          updates: course.median.indices.map { Double($0 + 1) },
          nats: course.median, hasMarks: true,
          band: Band(lower: course.best, upper: course.worst))
        curve.look = Self.look(of: course.cell)
        return curve
      }, notes: Self.notes(report, corpus: corpus, characters: characters))
    title = "Cells of equal size"
    (xTitle, yTitle) = ("epoch", "validation loss, nats per character")
    // What the first epoch leaves is where the picture starts.
    xStart = 1
  }

  /// A cell looks the same in every comparison, and those that are compared
  /// most often differ in colour.
  static func look(of cell: String) -> Int {
    let first = [
      "lstm", "gru", "rnn-tanh", "peephole", "coupled", "lstm-1997", "mgu",
    ]
    let order = first + CellFamily.names.filter { !first.contains($0) }
    return order.firstIndex(of: cell) ?? order.count
  }

  private static func notes(
    _ report: CellComparisonReport, corpus: String, characters: Int
  ) -> [String] {
    let (comparison, settings) = (report.comparison, report.comparison.settings)
    let units = comparison.cells.compactMap { about in
      report.runs.first { $0.cell == about.name }
        .map { "\(about.name) \($0.units)" }
    }
    let weights = report.runs.map(\.weights)
    var notes = [
      "\(corpus), \(grouped(characters)) characters per epoch",
      comparison.seeds == 1
        ? "one seed, \(settings.seed): no evidence of a difference"
        : "lines: median of \(comparison.seeds) seeds from \(settings.seed); "
          + "bands: from the best seed to the worst",
      Set(weights).count == 1
        ? "\(weights[0]) weights"
        : "\(weights.min() ?? 0) to \(weights.max() ?? 0) weights a model",
      "units: " + units.joined(separator: ", "),
    ]
    if report.divergedCount > 0 {
      notes.append(
        "\(report.divergedCount) of \(report.runs.count) trainings diverged "
          + "and are not shown")
    }
    return notes
  }
}
