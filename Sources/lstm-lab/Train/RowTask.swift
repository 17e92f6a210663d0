import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles
import Wording

/// A training on rows of numbers.
struct RowTask: TrainingTask {
  let source: RowGradients
  let table: SeriesTable
  let options: SeriesTrainingOptions

  var name: String { table.name }
  var sha256: String { source.corpora.sha256 }
  var reference: [[Datum]] {
    source.corpora.map { corpus in
      corpus.inputs.rows[corpus.validation].prefix(ReferenceScales.mostSteps)
        .map { .row($0) }
    }
  }
  var words: [String] { options.words }

  func announce(_ display: TrainingDisplay, updatesDone: Int?) {
    let (corpus, settings) = (source.corpus, source.settings)
    display.isOfText = false
    display.say(
      "\(name): "
        + counted(
          source.corpora.reduce(0) { $0 + $1.count + $1.ahead }, "row")
        + (source.corpora.count > 1
          ? " of \(counted(source.corpora.count, "series", plural: "series"))"
          : "")
        + "; reads "
        + corpus.inputs.columns.joined(separator: ", ") + " and predicts "
        + corpus.targets.columns.joined(separator: ", ")
        + (corpus.ahead == 0
          ? " of the same row"
          : " \(counted(corpus.ahead, "row")) ahead"))
    display.say(
      "\(settings.layers) × \(counted(settings.hidden, "unit")) of "
        + "\(settings.cell), \(counted(source.parameterCount, "weight")); "
        + "\(counted(settings.epochs, "epoch")) of "
        + "\(counted(source.updatesPerEpoch, "update")), "
        + "\(counted(settings.batch, "window")) of "
        + "\(counted(source.window, "row")); seed \(settings.seed)")
    display.say(
      "errors: mean squares, with targets scaled to variance 1; 80 % of the "
        + "rows to train,\n10 to validate, 10 to test")
    if let updatesDone {
      display.sayGoingOn(
        after: updatesDone, of: settings.epochs * source.updatesPerEpoch)
    }
  }

  func write(
    _ result: TrainingResult, to output: String
  ) throws {
    var metadata = metadata(of: result)
    metadata[.corpusSHA256] = sha256
    metadata[.settings] = source.settings.summary(of: .rows)
    metadata[.heldOutError] = source.corpora.flatMap { corpus in
      SeriesScore.scores(of: result.model, on: corpus, in: corpus.test).map {
        (corpus.name.map { $0 + ": " } ?? "")
          + "\($0.target) \($0.error.general(4))"
      }
    }.joined(separator: ", ")
    try ModelFile.save(result.model, metadata: metadata, to: output)
  }

  func conclude(
    _ result: TrainingResult, _ display: TrainingDisplay,
    output: String, log: String?
  ) {
    if result.ending == .settled {
      display.say("Stopped: the validation error gets no smaller.")
    }
    display.say(
      "On the last tenth of the rows, root mean squared error in the columns' "
        + "own units:")
    let corpus = source.corpus
    for line in SeriesReport.lines(
      of: result.model, on: source.corpora, in: \.test)
    { display.say("  " + line) }
    display.say(
      "Written: \(output)\(log.map { ", \($0)" } ?? ""). Now try:")
    var words = ["--model", output, "--csv", options.rows.csv ?? ""]
    if let labels = options.rows.labelColumn {
      words += ["--label-column", labels]
    }
    if let group = options.rows.group {
      words += [
        "--group", "\(group.column)=\(group.name ?? corpus.name ?? "")",
      ]
    }
    let csv = words.map(CommandText.quoted).joined(separator: " ")
    display.say("  lstm-lab plot-gates gates.png \(csv)")
    if Forecast.isPossible(by: result.model) {
      display.say("  lstm-lab forecast forecast.png \(csv)")
    }
  }
}
