import ArgumentParser
import Foundation
import LSTMCore
import LSTMTraining
import ModelFiles
import Wording

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train an LSTM on your own text.",
    discussion: """
      Reads 80 per cent of the text, keeps the model that does best on the \
      next 10 and scores it on the last 10. A checkpoint stands beside the \
      model while it trains; after Ctrl-C, or a crash, --resume goes on from \
      it to the same bytes. With --csv, a model of numbers learns to \
      foretell columns of a table.
      """)

  @Argument(help: "The text, UTF-8; a small preset brings its own.")
  var corpus: String?
  @Option(name: .shortAndLong, help: "Where to write the model.")
  var output: String
  @Option(
    help: ArgumentHelp(
      "The sizes of a program of the notebook: "
        + Preset.allCases.map(\.rawValue).joined(separator: ", ") + ".",
      valueName: "name"))
  var preset: Preset?
  @Option(
    help: "The kind of cell; `lstm-lab cells` lists them (default: lstm).",
    transform: CellName.init)
  var cell: CellName?
  @Option(
    help: "Cells of a memory block, with --cell lstm-1997 (default: 1).")
  var blockSize: Int?
  @Option(
    help: "Values of h, with --cell projected (default: half the units).")
  var projection: Int?
  @OptionGroup var options: TrainingOptions
  @OptionGroup var series: SeriesTrainingOptions
  @Option(help: "Threads; the result does not depend on how many.")
  var threads = ProcessInfo.processInfo.activeProcessorCount
  @Option(
    help: ArgumentHelp(
      "Write the course of the losses here, .csv or .jsonl.",
      valueName: "file"))
  var log: String?
  @Option(
    help: ArgumentHelp(
      "A checkpoint after so many updates (default: one a minute).",
      valueName: "updates"))
  var checkpointEvery: Int?
  @Flag(help: "Go on from the checkpoint, if there is one.")
  var resume = false
  @Flag(help: "Replace a model that is there already.")
  var force = false
  @Flag(help: "No progress on standard error.")
  var quiet = false

  func validate() throws {
    if series.rows.csv != nil { return try validateSeries() }
    guard corpus != nil || preset?.text != nil else {
      throw ValidationError(
        "Name the text to train on: lstm-lab train my-book.txt -o "
          + "my.safetensors")
    }
    if let log, TrainingLog.Format(path: log) == nil {
      throw ValidationError("--log must end in .csv or .jsonl, not \(log).")
    }
    if let cell, !cell.isFast,
      resume || checkpointEvery != nil || preset != nil
    {
      let fast = FastCell.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError(
        "--resume, --checkpoint-every and --preset are for the cells \(fast); "
          + "\(cell.name) is trained by the reference, in one go.")
    }
    for (name, size, owner) in [
      ("block-size", blockSize, "lstm-1997"),
      ("projection", projection, "projected"),
    ] where size != nil && cell?.name != owner {
      throw ValidationError("--\(name) is for --cell \(owner).")
    }
    if let checkpointEvery, checkpointEvery < 1 {
      throw ValidationError(
        "--checkpoint-every must be at least 1, not \(checkpointEvery).")
    }
  }

  func run() throws {
    let display = TrainingDisplay(isQuiet: quiet)
    if series.rows.csv != nil { return try trainOnSeries(display) }
    if let cell, !cell.isFast { return try trainByReference(cell, display) }
    let saved = try savedTraining()
    if resume && saved == nil {
      if try isFinished() {
        return display.say(
          "\(output) is finished already; --force would train it anew.")
      }
      display.say("There is no checkpoint of \(output): starting anew.")
    }
    if saved == nil { try requireFreeOutputs() }
    let interruption = Interruption()
    let (source, corpus, trainer) = try prepare(saved)
    let keeper = CheckpointKeeper(
      model: output, corpusSHA256: source.sha256, every: checkpointEvery)
    if saved == nil {
      try? FileManager.default.removeItem(atPath: keeper.path)
    }
    display.announce(
      TrainingPlan(trainer), trainer.settings, corpus, named: source.name,
      updatesDone: saved.map { _ in trainer.updatesDone }, preset: preset)
    let course = try log.map {
      try TrainingLog(
        $0, format: TrainingLog.Format(path: $0) ?? .csv,
        keepingUpTo: saved == nil ? 0 : trainer.updatesDone)
    }

    let result = try trainer.run { progress in
      display.show(progress)
      try course?.note(progress)
      display.keep { try keeper.noteUpdate(of: trainer) }
      showSample(of: trainer, display)
    } shouldStop: {
      interruption.isRequested
    }
    display.end()
    try finish(result, trainer, source, corpus, keeper, display)
  }

  private func finish(
    _ result: TrainingResult, _ trainer: Trainer, _ source: Source,
    _ corpus: Corpus, _ keeper: CheckpointKeeper, _ display: TrainingDisplay
  ) throws {
    let isInterrupted = result.ending == .interrupted
    if isInterrupted { try keeper.save(trainer) }
    // An interrupted training has a model once an epoch has been validated.
    if !isInterrupted || trainer.state.best != nil {
      let metadata = metadata(of: result, source, corpus, trainer.settings)
      try ModelFile.save(result.model, metadata: metadata, to: output)
    }
    if isInterrupted {
      display.sayHowToResume(
        checkpoint: keeper.path, hasModel: trainer.state.best != nil,
        output: output, corpus: self.corpus, preset: preset)
      throw ExitCode.failure
    }
    try? FileManager.default.removeItem(atPath: keeper.path)
    if let preset, preset.text != nil {
      display.showSample(
        of: result.model, preset, window: trainer.settings.window,
        after: trainer.updatesDone)
    }
    display.conclude(
      result, output: output, prompt: preset?.prompt, log: log)
  }

  /// What the notebook's own number of updates leads to.
  private func showSample(of trainer: Trainer, _ display: TrainingDisplay) {
    guard let preset, let updates = preset.notebookUpdates,
      trainer.updatesDone == updates
    else { return }
    display.showSample(
      of: trainer.state.model.doublePrecision, preset,
      window: trainer.settings.window, after: updates)
  }
}

extension TrainCommand {
  /// A text and where it comes from.
  struct Source {
    let name, sha256: String
  }

  /// The text as symbols, and a trainer at its beginning or where it stopped.
  private func prepare(
    _ saved: Checkpoint?
  ) throws -> (Source, Corpus, Trainer) {
    var settings = saved?.settings ?? preset?.settings ?? TrainingSettings()
    if saved == nil { apply(to: &settings) }
    settings.threads = threads
    try settings.validate()
    let (source, data) = try load(settings)
    if let saved {
      guard source.sha256 == saved.corpusSHA256 else {
        throw CheckpointError.otherCorpus(
          Checkpoint.path(for: output), corpus: source.name)
      }
      try requireAgreement(with: settings)
    } else {
      options.fitBatch(of: &settings, characters: data.training.count)
    }
    try requireMemory(settings, data)
    let trainer = try Trainer(
      settings: settings, corpus: data, resuming: saved?.state(for: data))
    return (source, data, trainer)
  }

  func load(
    _ settings: TrainingSettings
  ) throws -> (Source, Corpus) {
    let (name, hash, text): (String, String, String)
    if let corpus {
      let file = try TextFile.load(corpus)
      (name, hash, text) = (file.name, file.sha256, file.text)
    } else {
      text = preset?.text ?? ""
      name = "the text of \(preset?.rawValue ?? "")"
      hash = SHA256.hexDigest(of: Array(text.utf8))
    }
    let count = text.unicodeScalars.count
    guard count >= 20 else {
      throw CorpusTooShort(name: name, count: count)
    }
    let read = settings.lowercase ? text.lowercased() : text
    return (
      Source(name: name, sha256: hash),
      try Corpus(read, holdsOut: settings.holdsOut)
    )
  }

  /// Puts what was given into `settings`.
  private func apply(to settings: inout TrainingSettings) {
    options.apply(to: &settings)
    settings.cell = cell?.name ?? settings.cell
  }

  /// The checkpoint to go on from; nil for a training anew.
  private func savedTraining() throws -> Checkpoint? {
    let path = Checkpoint.path(for: output)
    guard resume, FileManager.default.fileExists(atPath: path) else {
      return nil
    }
    return try Checkpoint.load(path)
  }

  /// Refuses options that would make it another training.
  private func requireAgreement(with begun: TrainingSettings) throws {
    var asked = begun
    apply(to: &asked)
    for (old, new) in zip(begun.description, asked.description)
    where old.value != new.value {
      throw CheckpointError.otherSetting(
        Checkpoint.path(for: output), name: old.name, begun: old.value,
        asked: new.value)
    }
  }

  private func requireMemory(
    _ settings: TrainingSettings, _ data: Corpus
  ) throws {
    let need = TrainingPlan.memory(
      settings, symbols: data.vocabulary.count,
      characters: data.symbols.count)
    let there = ProcessInfo.processInfo.physicalMemory
    guard need < there else {
      throw NotEnoughMemory(need: need, there: Int(there))
    }
  }

  /// Whether the output is what this training would end with.
  private func isFinished() throws -> Bool {
    guard !force, FileManager.default.fileExists(atPath: output),
      let model = try? ModelFile.load(output)
    else { return false }
    let text =
      try corpus.map { try TextFile.load($0).sha256 }
      ?? SHA256.hexDigest(of: Array((preset?.text ?? "").utf8))
    return model.metadata[.corpusSHA256] == text
      && model.metadata[.interrupted] == nil
  }

  /// Hours of training must not end at a path that cannot be written, nor
  /// replace what somebody may want to keep.
  func requireFreeOutputs() throws {
    let files = FileManager.default
    if !force {
      let checkpoint = Checkpoint.path(for: output)
      if files.fileExists(atPath: checkpoint) {
        throw CheckpointExists(path: checkpoint)
      }
      for path in [output, log].compactMap({ $0 })
      where files.fileExists(atPath: path) && !path.hasPrefix("/dev/") {
        throw OutputExists(path: path)
      }
    }
    try OutputFile(output).discard()
  }

  func metadata(
    of result: TrainingResult, _ source: Source, _ data: Corpus,
    _ settings: TrainingSettings
  ) -> ModelMetadata {
    var metadata = ModelMetadata()
    metadata[.corpus] = source.name
    metadata[.corpusSHA256] = source.sha256
    metadata[.characters] = "\(data.symbols.count)"
    metadata[.epochs] = "\(result.curve.count)"
    metadata[.seed] = "\(settings.seed)"
    metadata[.heldOutNats] = result.testLoss.map { $0.fixed(4) }
    metadata[.version] = Version.current
    metadata[.settings] = settings.description
      .map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    if settings.loss == .last { metadata[.window] = "\(settings.window)" }
    if result.ending == .interrupted {
      metadata[.interrupted] =
        "after epoch \(result.curve.count) of \(settings.epochs)"
    }
    return metadata
  }
}
