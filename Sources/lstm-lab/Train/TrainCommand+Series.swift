import ArgumentParser
import Foundation
import LSTMCore
import LSTMTraining
import ModelFiles
import Wording

/// What to learn from rows of numbers.
struct SeriesTrainingOptions: ParsableArguments {
  @OptionGroup var rows: SeriesOptions
  @Option(
    help: ArgumentHelp(
      "With --csv, the columns to predict (default: all that are read).",
      valueName: "a,b"),
    transform: ColumnNames.init)
  var target: ColumnNames?
  @Option(
    help: "With --csv, how many rows ahead (default: 1; 0 does not read them).")
  var ahead: Int?

  func validate() throws {
    guard rows.csv != nil || (target == nil && ahead == nil) else {
      throw ValidationError("--target and --ahead go with --csv FILE.")
    }
    if let ahead, !(0...100_000).contains(ahead) {
      throw ValidationError(
        "--ahead must be from 0 to 100000, not \(ahead).")
    }
  }

  /// The rows to learn from, all numbers finite.
  func corpus(_ table: SeriesTable) throws -> SeriesCorpus {
    let labels = rows.labels(of: table)
    var columns = rows.columns?.names
    for target in target?.names ?? [] where columns?.contains(target) == false {
      columns?.append(target)
    }
    return try SeriesCorpus(
      try table.series(columns: columns, labels: labels),
      predicting: target?.names, ahead: ahead ?? 1)
  }
}

extension TrainCommand {
  /// Refuses what only a text has.
  func validateSeries() throws {
    guard corpus == nil, preset == nil else {
      throw ValidationError(
        "--csv brings what is learnt: give it without a text and --preset.")
    }
    guard !resume, checkpointEvery == nil, log == nil else {
      throw ValidationError(
        "--resume, --checkpoint-every and --log are for texts: a model of "
          + "numbers is trained in one go.")
    }
    guard options.embedding == nil, options.loss == nil,
      options.stride == nil, options.dropout == nil, !options.lowercase
    else {
      throw ValidationError(
        "--embedding, --loss, --stride, --dropout and --lowercase are for "
          + "texts.")
    }
    guard blockSize == nil, projection == nil else {
      throw ValidationError("--block-size and --projection are for texts.")
    }
  }

  /// Trains on rows of numbers, by the reference.
  func trainOnSeries(_ display: TrainingDisplay) throws {
    guard let table = try series.rows.table() else { return }
    try requireFreeOutputs()
    let interruption = Interruption()
    let corpus = try series.corpus(table)
    var settings = SeriesTrainer.defaults
    options.apply(to: &settings)
    settings.threads = threads
    let trainer = try SeriesTrainer(
      settings: settings, corpus: corpus,
      cell: cell?.about ?? CellFamily.lstm)
    announce(trainer, table, display)
    let start = Date()
    let result = try trainer.run { loss in
      show(loss, of: settings.epochs, since: start, display)
    } shouldStop: {
      interruption.isRequested
    }
    display.end()
    if result.ending == .interrupted, result.curve.isEmpty {
      display.say("Interrupted before the first epoch ended: nothing written.")
      throw ExitCode.failure
    }
    try ModelFile.save(
      result.model, metadata: metadata(of: result, table, settings),
      to: output)
    conclude(result, display)
    if result.ending == .interrupted { throw ExitCode.failure }
  }

  private func announce(
    _ trainer: SeriesTrainer, _ table: SeriesTable, _ display: TrainingDisplay
  ) {
    let (corpus, settings) = (trainer.corpus, trainer.settings)
    display.say(
      "\(table.name): \(table.count) rows; reads "
        + corpus.inputs.columns.joined(separator: ", ") + " and predicts "
        + corpus.targets.columns.joined(separator: ", ")
        + (corpus.ahead == 0
          ? " of the same row"
          : " \(corpus.ahead) \(corpus.ahead == 1 ? "row" : "rows") ahead"))
    display.say(
      "\(settings.layers) × \(settings.hidden) units of "
        + "\(cell?.name ?? CellFamily.lstm.name), "
        + "\(trainer.weightCount) weights; \(settings.epochs) epochs of "
        + "\(trainer.updatesPerEpoch) updates, \(settings.batch) windows of "
        + "\(trainer.window) rows; seed \(settings.seed)")
    display.say(
      "errors: mean squares, with targets scaled to variance 1; 80 % of the "
        + "rows to train,\n10 to validate, 10 to test")
  }

  private func show(
    _ loss: EpochLoss, of epochs: Int, since start: Date,
    _ display: TrainingDisplay
  ) {
    let seconds =
      -start.timeIntervalSinceNow * Double(epochs - loss.epoch)
      / Double(loss.epoch)
    let line =
      "epoch \(loss.epoch)/\(epochs)  training \(plain(loss.training))  "
      + "validation \(plain(loss.validation ?? .nan))  "
      + "\(duration(seconds)) left"
    if TerminalFacts.isErrorTerminal, !quiet { Talk.update(line) }
    let interval = max(1, epochs / 10)
    if loss.epoch % interval == 0 { display.say(line) }
  }

  private func metadata(
    of result: SeriesTrainer.Result, _ table: SeriesTable,
    _ settings: TrainingSettings
  ) -> ModelMetadata {
    var metadata = ModelMetadata()
    metadata[.corpus] = table.name
    metadata[.epochs] = "\(result.curve.count)"
    metadata[.seed] = "\(settings.seed)"
    metadata[.version] = Version.current
    metadata[.settings] =
      "batch \(settings.batch), window \(settings.window), learning rate "
      + "\(settings.learningRate), clip \(settings.clip), forget bias "
      + "\(settings.forgetBias)"
    metadata.values["held_out_error"] = result.scores.map {
      "\($0.target) \($0.error.general(4))"
    }.joined(separator: ", ")
    if result.ending == .interrupted {
      metadata[.interrupted] =
        "after epoch \(result.curve.count) of \(settings.epochs)"
    }
    return metadata
  }

  private func conclude(
    _ result: SeriesTrainer.Result, _ display: TrainingDisplay
  ) {
    if result.ending == .settled {
      display.say("Stopped: the validation error gets no smaller.")
    }
    display.say(
      "On the last tenth of the rows, root mean squared error in the columns' "
        + "own units:")
    for score in result.scores {
      display.say("  " + SeriesScoreText.line(score, ahead: series.ahead ?? 1))
    }
    let csv = series.rows.csv ?? ""
    display.say("Written: \(output). Now try:")
    display.say(
      "  lstm-lab plot-gates gates.png --model \(output) --csv \(csv)")
  }
}

/// A score in words.
enum SeriesScoreText {
  static func line(_ score: SeriesScore, ahead: Int) -> String {
    "\(score.target): \(score.error.general(4)); "
      + (ahead == 0 ? "its mean" : "staying as it is")
      + " would give \(score.baseline.general(4))"
  }
}
