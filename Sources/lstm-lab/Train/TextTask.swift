import LSTMCore
import LSTMTraining
import ModelFiles
import Wording

/// A training on a text.
struct TextTask<Source: GradientSource>: TrainingTask {
  let source: Source
  let text: TrainingText
  let corpus: Corpus
  let preset: Preset?

  var name: String { text.name }
  var sha256: String { text.sha256 }
  var reference: [[Datum]] {
    let part = corpus.holdsOut ? corpus.validation : corpus.training
    return [
      corpus.symbols[part].prefix(ReferenceScales.mostSteps)
        .map { .symbol(Int($0)) }
    ]
  }
  var words: [String] {
    (text.path.map { [$0] } ?? [])
      + (preset.map { ["--preset", $0.rawValue] } ?? [])
      + (source.settings.readsWords ? ["--words"] : [])
  }

  func announce(_ display: TrainingDisplay, updatesDone: Int?) {
    display.announce(
      TrainingPlan(source, corpus), source.settings, corpus, named: name,
      updatesDone: updatesDone, preset: preset)
    if FastCell(rawValue: source.settings.cell) == nil {
      display.say(
        "The cell \(source.settings.cell) has no fast kernel: it trains about "
          + "ten times slower than lstm.")
    }
  }

  /// What the notebook's own number of updates leads to.
  func show(_ trainer: Trainer<Source>, _ display: TrainingDisplay) {
    guard let preset, trainer.updatesDone == preset.notebookUpdates else {
      return
    }
    showSample(of: trainer.model, preset, trainer.updatesDone, display)
  }

  func write(
    _ result: TrainingResult, to output: String
  ) throws {
    let settings = source.settings
    var metadata = metadata(of: result)
    metadata[.corpusSHA256] = sha256
    metadata[settings.readsWords ? .words : .characters] =
      "\(corpus.symbols.count)"
    metadata[.heldOutNats] = result.testLoss.map { $0.fixed(4) }
    metadata[.settings] = settings.summary(
      of: settings.readsWords ? .words : .text)
    if settings.loss == .last { metadata[.window] = "\(settings.window)" }
    try ModelFile.save(result.model, metadata: metadata, to: output)
  }

  func conclude(
    _ result: TrainingResult, _ display: TrainingDisplay,
    output: String, log: String?
  ) {
    if let preset, preset.text != nil {
      let updates = result.epochs * source.updatesPerEpoch
      showSample(of: result.model, preset, updates, display)
    }
    display.conclude(
      result, output: output, prompt: preset?.prompt, log: log)
  }

  private func showSample(
    of model: Model, _ preset: Preset, _ updates: Int,
    _ display: TrainingDisplay
  ) {
    display.showSample(
      of: model, preset, window: source.settings.window, after: updates)
  }
}

/// A text to train on, and where it comes from.
struct TrainingText {
  /// Where it was read; nil for the text of a preset.
  let path: String?
  let name, sha256, text: String

  /// The text at `path`, or else that of the preset.
  init(path: String?, preset: Preset?) throws {
    self.path = path
    if let path {
      let file = try TextFile.load(path)
      (name, sha256, text) = (file.name, file.sha256, file.text)
    } else {
      text = preset?.text ?? ""
      name = "the text of \(preset?.rawValue ?? "")"
      sha256 = SHA256.hexDigest(of: Array(text.utf8))
    }
    let count = text.unicodeScalars.count
    guard count >= 20 else {
      throw CorpusTooShort(name: name, count: count)
    }
  }

  /// The text as symbols of `vocabulary`, or of one of its own.
  func corpus(
    _ settings: TrainingSettings, vocabulary: Vocabulary?
  ) throws -> Corpus {
    guard !settings.readsWords else {
      return try Corpus(wordsOf: text, settings, vocabulary: vocabulary)
    }
    let read = settings.lowercase ? text.lowercased() : text
    return try vocabulary.map {
      try Corpus(read, vocabulary: $0, holdsOut: settings.holdsOut)
    } ?? Corpus(read, holdsOut: settings.holdsOut)
  }
}
