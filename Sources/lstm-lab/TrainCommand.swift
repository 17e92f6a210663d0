import ArgumentParser
import Foundation
import LSTMCore
import LSTMTraining
import ModelFiles

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train an LSTM on your own text.",
    discussion: """
      Reads 80 per cent of the text, keeps the model that does best on the \
      next 10 and scores it on the last 10. Ctrl-C saves the best so far.
      """)

  private static let defaults = TrainingSettings()

  @Argument(help: "The text, UTF-8.")
  var corpus: String
  @Option(name: .shortAndLong, help: "Where to write the model.")
  var output: String
  @Option(
    help: "The kind of cell; `lstm-lab cells` lists them.",
    transform: CellName.init)
  var cell = CellName.lstm
  @Option(help: "Units of each layer.")
  var hidden = defaults.hidden
  @Option(help: "How many layers.")
  var layers = defaults.layers
  @Option(help: "How wide an embedding is.")
  var embedding = defaults.embedding
  @Option(help: "How often the training part is read.")
  var epochs = defaults.epochs
  @Option(
    help:
      "Streams read side by side (default: \(defaults.batch), or fewer for a short text)."
  )
  var batch: Int?
  @Option(help: "How many steps error travels back.")
  var window = defaults.window
  @Option(help: "The highest learning rate; it falls to a twentieth.")
  var learningRate = defaults.learningRate
  @Option(help: "The gradient's largest norm.")
  var clip = defaults.clip
  @Option(help: "The initial bias of every forget gate.")
  var forgetBias = defaults.forgetBias
  @Option(help: "Threads; the result does not depend on how many.")
  var threads = ProcessInfo.processInfo.activeProcessorCount
  @Option(help: "The seed of everything random.")
  var seed = defaults.seed
  @Flag(help: "Replace a model that is there already.")
  var force = false
  @Flag(help: "No progress on standard error.")
  var quiet = false

  func run() throws {
    try requireFreeOutput()
    let text = try TextFile.load(corpus)
    guard text.text.unicodeScalars.count >= 20 else {
      throw CorpusTooShort(
        name: corpus, count: text.text.unicodeScalars.count)
    }
    let data = try Corpus(text.text)
    let settings = settings(for: data)
    let display = TrainingDisplay(isQuiet: quiet)
    let result = try train(settings, data, display)
    display.end()
    let metadata = metadata(of: result, text, data, settings)
    try ModelFile.save(result.model, metadata: metadata, to: output)
    display.conclude(result, output: output)
  }

  /// The LSTM on the fast path, other cells by the reference.
  private func train(
    _ settings: TrainingSettings, _ data: Corpus, _ display: TrainingDisplay
  ) throws -> TrainingResult {
    let interruption = Interruption()
    if cell == .lstm {
      let trainer = try Trainer(settings: settings, corpus: data)
      display.announce(settings, data, updates: trainer.updatesPerEpoch)
      return try trainer.run(
        progress: display.show, shouldStop: { interruption.isRequested })
    }
    let trainer = try ReferenceTrainer(
      settings: settings, corpus: data, cell: cell.about.cell)
    if !quiet {
      Talk.say(
        "\(cell.name): trained by the reference, some ten times slower than "
          + "lstm")
    }
    display.announce(settings, data, updates: trainer.updatesPerEpoch)
    return try trainer.run(
      progress: display.show, shouldStop: { interruption.isRequested })
  }

  private func settings(for data: Corpus) -> TrainingSettings {
    var settings = TrainingSettings()
    settings.hidden = hidden
    settings.layers = layers
    settings.embedding = embedding
    settings.epochs = epochs
    settings.window = window
    // A short text cannot be read in many places at once.
    let room = data.training.count / max(2, window + 1)
    settings.batch = batch ?? max(1, min(settings.batch, room))
    settings.learningRate = learningRate
    settings.clip = clip
    settings.forgetBias = forgetBias
    settings.threads = threads
    settings.seed = seed
    return settings
  }

  /// Hours of training must not end at a path that cannot be written.
  private func requireFreeOutput() throws {
    guard force || !FileManager.default.fileExists(atPath: output) else {
      throw OutputExists(path: output)
    }
    try OutputFile(output).discard()
  }

  private func metadata(
    of result: TrainingResult, _ text: TextFile, _ data: Corpus,
    _ settings: TrainingSettings
  ) -> ModelMetadata {
    var metadata = ModelMetadata()
    metadata[.corpus] = text.name
    metadata[.corpusSHA256] = text.sha256
    metadata[.characters] = "\(data.symbols.count)"
    metadata[.epochs] = "\(result.curve.count)"
    metadata[.seed] = "\(seed)"
    metadata[.heldOutNats] = result.testLoss.map {
      String(format: "%.4f", $0)
    }
    metadata[.version] = Version.current
    metadata[.settings] =
      "batch \(settings.batch), window \(window), learning rate "
      + "\(learningRate), clip \(clip), forget bias \(forgetBias)"
    return metadata
  }
}

/// A model that would be overwritten.
struct OutputExists: Error, CustomStringConvertible {
  let path: String

  var description: String {
    "\(path) exists already; give --force to replace it, or another -o."
  }
}

/// A text with nothing to hold out.
struct CorpusTooShort: Error, CustomStringConvertible {
  let (name, count): (String, Int)

  var description: String {
    "\(name) has \(count) characters. Training needs at least 20, and "
      + "thousands to learn anything."
  }
}

/// Whether Ctrl-C or SIGTERM has come; a second one ends the program at once.
final class Interruption {
  nonisolated(unsafe) private static var flag: sig_atomic_t = 0

  init() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        Interruption.flag = 1
        signal(number, SIG_DFL)
      }
    }
  }

  var isRequested: Bool { Self.flag != 0 }
}
