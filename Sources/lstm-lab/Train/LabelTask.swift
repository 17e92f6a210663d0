import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles
import Wording

/// A training on texts with a label each.
struct LabelTask: TrainingTask {
  let source: LabelGradients
  let table: LabelledTable
  let path: String
  let columns: LabelColumns

  var name: String { table.name }
  var sha256: String { table.sha256 }
  var reference: [[Datum]] {
    source.texts.validation.map { place in
      source.texts.texts[place].map { .symbol(Int($0)) }
    }
  }
  var words: [String] {
    [path, "--text", columns.text ?? "", "--label", columns.label ?? ""]
  }

  func announce(_ display: TrainingDisplay, updatesDone: Int?) {
    let (texts, settings) = (source.texts, source.settings)
    display.isOfText = false
    display.say(
      "\(name): \(counted(table.texts.count, "text")) of "
        + "\(counted(texts.classes.count, "class", plural: "classes")): "
        + list(texts.classes, most: 8))
    display.say(
      "\(counted(texts.vocabulary.count, "word")), lower case, each at least "
        + "\(counted(settings.leastCount, "time")) in the training part; tenths drawn by "
        + "chance:\neight to train, one to validate, number \(settings.fold) to "
        + "test")
    sayLengths(display)
    display.say(
      (settings.isTwoWay
        ? "2 × \(counted(settings.hidden, "unit")), one way and the other"
        : counted(settings.hidden, "unit")) + ", \(settings.pooling) of h; "
        + "\(counted(source.parameterCount, "weight")); "
        + "\(counted(settings.epochs, "epoch")) of "
        + "\(counted(source.updatesPerEpoch, "update")), "
        + "\(counted(settings.batch, "text")) at a time; seed "
        + "\(settings.seed)")
    display.say(
      "losses: nats a text; guessing costs \(plain(source.guessing))")
    if let updatesDone {
      display.sayGoingOn(
        after: updatesDone, of: settings.epochs * source.updatesPerEpoch)
    }
  }

  private func sayLengths(_ display: TrainingDisplay) {
    let texts = source.texts
    if texts.empty > 0 {
      display.say(
        "warning: \(counted(texts.empty, "text has", plural: "texts have")) no "
          + "word, and count as one unknown word.")
    }
    if texts.shortened > 0 {
      display.say(
        "warning: of \(counted(texts.shortened, "text")) longer than "
          + "\(LabelledTexts.longest) words the rest is not read.")
    }
  }

  func write(_ result: TrainingResult, to output: String) throws {
    var metadata = metadata(of: result)
    metadata[.corpusSHA256] = sha256
    metadata[.settings] = source.settings.summary(of: .labels)
    metadata[.textColumn] = columns.text
    metadata[.labelColumn] = columns.label
    if let score = try score(of: result.model) {
      metadata[.heldOutAccuracy] = score.accuracy.fixed(4)
    }
    try ModelFile.save(result.model, metadata: metadata, to: output)
  }

  func conclude(
    _ result: TrainingResult, _ display: TrainingDisplay, output: String,
    log: String?
  ) {
    if result.ending == .settled {
      display.say("Stopped: the validation loss gets no better.")
    }
    let texts = source.texts
    if let score = try? score(of: result.model) {
      let words = table.words()
      let baselines = LabelBaselines(
        texts, words: words, scoring: texts.test.map { words[$0] },
        labels: texts.test.map { texts.labels[$0] })
      display.say("On the tenth kept back:")
      for line in baselines.comparison(with: score) { display.say("  " + line) }
    }
    display.say("Written: \(output)\(log.map { ", \($0)" } ?? ""). Now try:")
    display.say(
      "  lstm-lab plot-text --model \(output) --text '…'")
    display.say("  lstm-lab evaluate --model \(output) --file TABLE")
  }

  private func score(of model: Model) throws -> LabelScore? {
    let texts = source.texts
    guard !texts.test.isEmpty else { return nil }
    let said = try FloatModel(model).logits(
      of: texts.test.map { texts.texts[$0] }, threads: source.settings.threads)
    return LabelScore(
      said.map(softmax), labels: texts.test.map { texts.labels[$0] },
      classes: texts.classes)
  }
}
