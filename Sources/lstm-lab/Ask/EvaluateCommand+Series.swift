import ArgumentParser
import LSTMCore
import LSTMTraining
import ModelFiles

extension EvaluateCommand {
  /// Scores the predictions of a model of numbers, each target in its own
  /// units.
  func evaluateSeries(_ table: SeriesTable) throws {
    guard held.isEmpty else {
      throw ValidationError(
        "--clamp goes with --file here; trace --csv takes it, too.")
    }
    let file = try source.loadOneWay()
    guard file.model.reader.vocabulary == nil else {
      throw ModelFileError.unsuitable(file.path, .readsText)
    }
    guard let targets = file.model.readout?.targets, !targets.names.isEmpty
    else {
      throw Refusal.nothingPredicted(model: file.name)
    }
    let labels = rows.labels(of: table)
    let table = try rows.completed(table, for: file)
    let wanted = file.model.reader.columns + targets.names
    let columns = wanted.enumerated().filter { place, name in
      wanted.firstIndex(of: name) == place
    }.map(\.element)
    let corpus = try SeriesCorpus(
      try table.series(columns: columns, labels: labels),
      predicting: targets.names, ahead: targets.ahead)
    let range =
      switch part {
      case .all: 0..<corpus.count
      case .training: corpus.training
      case .validation: corpus.validation
      case .test: corpus.test
      }
    let lines = SeriesReport.lines(of: file.model, on: corpus, in: range)
    let ahead = targets.ahead
    try Output.write(to: nil) { sink in
      try sink.write(
        "root mean squared error over \(range.count) rows, "
          + (ahead == 0
            ? "of the same row"
            : "\(ahead) \(ahead == 1 ? "row" : "rows") ahead")
          + ", in the columns' own units\n")
      for line in lines { try sink.write(line + "\n") }
    }
  }
}

extension Refusal {
  /// A model without a readout whose targets have names.
  fileprivate static func nothingPredicted(model: String) -> Refusal {
    Refusal(
      "\(model) predicts nothing that has a name, so there is nothing to score: "
        + "use a model that lstm-lab train --csv made.")
  }
}
