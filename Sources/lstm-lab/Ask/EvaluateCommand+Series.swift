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
    try file.requireNumbers()
    guard let targets = file.model.readout?.targets, !targets.names.isEmpty
    else {
      throw Refusal.nothingPredicted(model: file.name)
    }
    let corpora = try rows.corpora(of: table, for: file, predicting: targets)
    func range(of corpus: SeriesCorpus) -> Range<Int> {
      switch part {
      case .all: 0..<corpus.count
      case .training: corpus.training
      case .validation: corpus.validation
      case .test: corpus.test
      }
    }
    let count = corpora.reduce(0) { $0 + range(of: $1).count }
    guard count > 0 else {
      throw Refusal(
        "the \(part.rawValue) part of \(counted(corpora[0].count, "row")) has none: "
          + "give more rows, or leave out --part.")
    }
    if part == .all { sayIfLearnt(corpora, by: file) }
    let lines = SeriesReport.lines(of: file.model, on: corpora, in: range)
    let ahead = targets.ahead
    try Output.write(to: nil) { sink in
      try sink.write(
        "root mean squared error over \(counted(count, "row")), "
          + (ahead == 0
            ? "of the same row"
            : counted(ahead, "row") + " ahead")
          + ", in the columns' own units\n")
      for line in lines { try sink.write(line + "\n") }
    }
  }
}

/// Says that a model has read rows in training, so that scores flatter it.
private func sayIfLearnt(_ corpora: [SeriesCorpus], by model: ModelFile) {
  guard model.metadata[.corpusSHA256] == corpora.sha256 else { return }
  Talk.note(
    "note: \(model.name) was trained on four fifths of these rows; --part test "
      + "scores those that it has not read.")
}

extension Refusal {
  /// A model without a readout whose targets have names.
  fileprivate static func nothingPredicted(model: String) -> Refusal {
    Refusal(
      "\(model) predicts nothing that has a name, so there is nothing to score: "
        + "use a model that lstm-lab train --csv made.")
  }
}
