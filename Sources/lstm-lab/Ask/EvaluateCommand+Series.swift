import ArgumentParser
import LSTMCore
import LSTMTraining
import ModelFiles
import Wording

extension EvaluateCommand {
  /// Scores the predictions of a model of numbers, each target in its own
  /// units.
  func evaluateSeries(_ table: SeriesTable) throws {
    guard held.isEmpty else {
      throw ValidationError(
        "--clamp goes with --file here; trace --csv takes it, too.")
    }
    let file = try source.loadOneWay()
    guard let targets = file.model.readout?.targets, !targets.names.isEmpty
    else {
      throw Refusal.nothingPredicted(model: file.name)
    }
    let corpus = try rows.corpus(of: table, for: file, predicting: targets)
    let range =
      switch part {
      case .all: 0..<corpus.count
      case .training: corpus.training
      case .validation: corpus.validation
      case .test: corpus.test
      }
    guard !range.isEmpty else {
      throw Refusal(
        "the \(part.rawValue) part of \(counted(corpus.count, "row")) has none: "
          + "give more rows, or leave out --part.")
    }
    let lines = SeriesReport.lines(of: file.model, on: corpus, in: range)
    let ahead = targets.ahead
    try Output.write(to: nil) { sink in
      try sink.write(
        "root mean squared error over \(counted(range.count, "row")), "
          + (ahead == 0
            ? "of the same row"
            : counted(ahead, "row") + " ahead")
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
