import ArgumentParser
import Drawing
import Experiments
import LSTMCore
import LSTMTraining
import ModelFiles
import TraceFigures
import Wording

struct CellsCompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Train several cells on one text with equal numbers of weights.",
    discussion: """
      The first cell has --hidden units; the others get as many as bring \
      their models nearest to it in weights.

        lstm-lab cells compare --file book.txt --cells lstm,gru
        lstm-lab cells compare --file book.txt -o losses.png
      """)

  private static let defaults = TrainingSettings()

  @Option(
    help: ArgumentHelp(
      "The text to train on; - is standard input.", valueName: "corpus"),
    completion: .file())
  var file: String
  @Option(
    help: "The cells, such as lstm,gru,rnn-tanh.",
    transform: CellNames.init)
  var cells = CellNames(names: ["lstm", "gru", "rnn-tanh"])
  @Option(help: "Units of the first cell.")
  var hidden = 64
  @Option(help: "How many layers.")
  var layers = 1
  @Option(help: "Values of an embedding.")
  var embedding = 32
  @Option(help: "How many times to read the training part.")
  var epochs = 3
  @OptionGroup var repeated: SeedOptions
  @Option(help: "Read this many characters of the text at most.")
  var characters: Int?
  @Option(help: "How many steps error travels back.")
  var window = 50
  @Option(help: "The learning rate, which falls to a twentieth.")
  var learningRate = defaults.learningRate
  @OptionGroup var workers: ThreadOptions
  @Option(help: "What to print.")
  var format = ReportOptions.Format.table
  @Option(
    name: .shortAndLong,
    help: """
      Where to write (default: standard output); a .png, .svg or .pdf file \
      gets the plot of the losses, and the table is printed all the same.
      """, completion: .file())
  var output: String?
  @OptionGroup var look: PictureLook
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    if let characters, characters < 1 {
      throw ValidationError(
        "--characters must be at least 1, not \(characters).")
    }
  }

  func run() throws {
    let source = try TextFile.load(file)
    let text = source.text.unicodeScalars
    guard text.count >= 20 else {
      throw CorpusTooShort(name: file, count: text.count)
    }
    let corpus = try Corpus(
      characters.map { String(String.UnicodeScalarView(text.prefix($0))) }
        ?? String(text))
    let settings = settings(for: corpus)
    try settings.validate()
    // Hours of training must not end at a path that cannot be written.
    if let picture { try OutputFile(picture).discard() }
    let comparison = CellComparison(
      cells: cells.names.compactMap { CellFamily[$0] }, settings: settings,
      seeds: repeated.seeds)
    let runs = try comparison.run(on: corpus, progress: show)
    if !messages.quiet, TerminalFacts.isErrorTerminal { Talk.update("") }
    let report = CellComparisonReport(comparison: comparison, runs: runs)
    if let picture {
      try look.write(
        LossCurves(
          report, corpus: source.name, characters: corpus.training.count),
        to: picture)
    }
    try Output.write(to: picture == nil ? output : nil) {
      try $0.write(format == .csv ? report.csv : report.table)
    }
  }

  /// The output, where it is the name of a picture.
  private var picture: String? {
    output.flatMap { (try? ImageFormat(path: $0)) == nil ? nil : $0 }
  }

  private func settings(for corpus: Corpus) -> TrainingSettings {
    var settings = TrainingSettings()
    (settings.hidden, settings.layers) = (hidden, layers)
    (settings.embedding, settings.epochs) = (embedding, epochs)
    (settings.window, settings.seed) = (window, repeated.seed)
    (settings.learningRate, settings.threads) = (learningRate, workers.count)
    settings.fitBatch(to: corpus.training.count)
    return settings
  }

  private func show(
    _ number: Int, _ about: CellDefinition, _ seed: UInt64,
    _ progress: TrainingProgress?
  ) {
    guard !messages.quiet else { return }
    let start =
      "run \(number) of \(cells.names.count * repeated.seeds): \(about.name), seed \(seed)"
    if TerminalFacts.isErrorTerminal {
      let detail = progress.map {
        ", epoch \($0.epoch)/\($0.epochs) \($0.update)/\($0.updatesPerEpoch), "
          + "\(plain($0.loss)) nats"
      }
      Talk.update(start + (detail ?? ""))
    } else if progress == nil {
      Talk.say(start)
    }
  }
}

/// Cells written by their names, `lstm,gru`.
struct CellNames: Equatable, CustomStringConvertible {
  var names: [String]

  var description: String { names.joined(separator: ",") }

  init(names: [String]) { self.names = names }

  init(_ text: String) throws {
    names = try text.split(separator: ",", omittingEmptySubsequences: false)
      .map { try CellName(String($0)).name }
    guard Set(names).count == names.count else {
      throw ValidationError("'\(text)' names a cell twice.")
    }
  }
}
