import ArgumentParser
import Experiments
import LSTMCore
import LSTMTraining
import ModelFiles
import TraceFigures

extension GradientsCommand {
  /// The views that rows of numbers have: what a trace gives, and with a
  /// readout the gradient of the squared error.
  func runSeries(_ file: SeriesModelFile, _ series: Series) throws {
    let stack = file.model.stack
    guard series.count <= Self.mostRows else {
      throw TooManyRows(count: series.count, most: Self.mostRows)
    }
    let names = series.rows.indices.map { row in
      series.labels.map { String($0[row].suffix(5)) } ?? "row \(row)"
    }
    let name = { (lag: Int) in names[names.count - lag] }
    switch view {
    case .jacobians:
      let fan = ErrorFan(
        of: stack.layers[layer], in: file.model.trace(over: series.rows),
        layer: layer, lags: lags)
      try show(fan, of: file, steps: names.count, "rows", name)
    case .paths:
      guard let lstm = stack.layers[layer] as? LSTMCell else {
        throw NoForgetGate(cell: type(of: stack.layers[layer]).name)
      }
      let paths = ErrorPaths(
        of: lstm, in: file.model.trace(over: series.rows), layer: layer,
        lags: lags)
      try print(paths.table(character: name), csv: paths.csv)
    case .gates: try showGates(of: file, series)
    case .counterexample, .rtrl, nil:
      throw ValidationError(
        "Rows of numbers have no next character: give --gates, --paths or "
          + "--jacobians with --csv.")
    }
  }

  /// Back-propagation keeps every row.
  private static let mostRows = 20_000

  private func showGates(
    of file: SeriesModelFile, _ series: Series
  ) throws {
    guard let readout = file.model.readout else {
      throw ValidationError(
        "\(file.name) predicts nothing, so there is no loss to differentiate: "
          + "give --paths or --jacobians.")
    }
    guard at == nil else {
      throw ValidationError(
        "--at is for texts; --csv takes the mean over rows.")
    }
    let corpus = try SeriesCorpus(
      series, predicting: readout.targets, ahead: readout.ahead)
    let gradient = file.model.gradient(
      over: corpus.inputs.rows.map(file.model.scaling.scaled),
      targets: corpus.targets.rows.map(readout.scaling.scaled)
    ).activations
    try show(
      gradient,
      names: corpus.inputs.labels ?? corpus.inputs.rows.map { _ in "" },
      series: corpus.inputs, of: file, stack: file.model.stack)
  }
}

/// More rows than back-propagation keeps.
private struct TooManyRows: Error, CustomStringConvertible {
  let count, most: Int

  var description: String {
    "there are \(count) rows, and gradients keep \(most) at most: give a part."
  }
}
