import ArgumentParser
import Experiments
import LSTMCore
import LSTMTraining
import ModelFiles
import TraceFigures

extension GradientsCommand {
  /// The views that rows of numbers have: what a trace gives, and with a
  /// readout the gradient of the squared error.
  func runSeries(_ file: ModelFile, _ table: SeriesTable) throws {
    let stack = file.model.stack
    guard table.count <= Self.mostRows else {
      throw Refusal.tooManyRows(count: table.count, most: Self.mostRows)
    }
    if view == .gates { return try showGates(of: file, table) }
    let read = InputSequence.rows(
      try sequence.rows.series(of: table, for: file))
    let names = read.visibleLabels.enumerated().map { row, label in
      label.isEmpty ? "row \(row)" : label
    }
    let name = { (lag: Int) in names[names.count - lag] }
    switch view {
    case .jacobians:
      let fan = JacobianSpectrum(
        of: stack.cells[layer], in: file.model.trace(over: read.data),
        layer: layer, lags: lags)
      try show(fan, of: file, steps: names.count, "rows", name)
    case .paths:
      guard let lstm = stack.cells[layer] as? LSTMCell else {
        throw Refusal.noForgetGate(cell: stack.cells[layer].definition.name)
      }
      let paths = ErrorPaths(
        of: lstm, in: file.model.trace(over: read.data), layer: layer,
        lags: lags)
      try show(paths, of: file, steps: names.count, "rows", name)
    case .gates, .counterexample, .rtrl, nil:
      throw ValidationError(
        "Rows of numbers have no next character: give --gates, --paths or "
          + "--jacobians with --csv.")
    }
  }

  /// Back-propagation keeps every row.
  private static let mostRows = 20_000

  private func showGates(
    of file: ModelFile, _ table: SeriesTable
  ) throws {
    guard let targets = file.model.readout?.targets, !targets.names.isEmpty
    else {
      throw ValidationError(
        "\(file.name) predicts nothing that has a name, so there is no loss to differentiate: "
          + "give --paths or --jacobians.")
    }
    guard at == nil else {
      throw ValidationError(
        "--at is for texts; --csv takes the mean over rows.")
    }
    let corpus = try sequence.rows.corpus(
      of: table, for: file, predicting: targets)
    let gradient = file.model.gradient(
      over: corpus.inputs.rows.map(Datum.row),
      targets: corpus.targets.rows.map(Datum.row)
    ).activations
    try show(gradient, read: .rows(corpus.inputs), of: file)
  }
}

extension Refusal {
  /// More rows than back-propagation keeps.
  fileprivate static func tooManyRows(count: Int, most: Int) -> Refusal {
    Refusal(
      "there are \(count) rows, and gradients keep \(most) at most: give a part."
    )
  }
}
