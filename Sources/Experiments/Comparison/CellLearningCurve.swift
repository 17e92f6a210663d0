import LSTMCore

/// How the validation loss of one kind of cell fell, over all seeds.
package struct CellLearningCurve: Equatable, Sendable {
  /// The name of the cell.
  package let cell: String
  /// The median over seeds after each epoch, in nats per character.
  package let median: [Double]
  /// The best seed after each epoch, whichever that is.
  package let best: [Double]
  /// The worst.
  package let worst: [Double]
}

extension CellComparisonReport {
  /// The courses of the cells, in the order they were asked for. Trainings that
  /// diverged have none, nor have those without a validation part.
  package var courses: [CellLearningCurve] {
    comparison.cells.compactMap { about in
      let curves = runs.filter { $0.cell == about.name }
        .map { $0.curve.compactMap(\.validation) }
        .filter { !$0.isEmpty }
      guard !curves.isEmpty else { return nil }
      return CellLearningCurve(
        cell: about.name, median: percentile(0.5, of: curves),
        best: percentile(0, of: curves), worst: percentile(1, of: curves))
    }
  }

  /// How many trainings ended because the loss was not a number any more.
  package var divergedCount: Int { runs.count { $0.testLoss == nil } }
}
