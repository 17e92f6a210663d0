import ArgumentParser
import LSTMCore
import LSTMTraining
import ModelFiles
import Wording

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Score how well a model predicts a text.",
    discussion: """
      Beside the score stands that of a model that only counts which \
      character followed which in the first 80 per cent of the text, on the \
      same characters: what a network has to beat. It is the best of its kind, \
      smoothed after Kneser and Ney, of the order up to 8 that the next tenth \
      of the text likes best. A character that the model's vocabulary lacks \
      is read, and scored, as the unknown symbol; a warning counts them.

      A model of numbers is scored with --csv, beside simple predictions: the \
      mean, the last value, the season before, and least squares. One that \
      labels texts is scored on a table of texts and labels.

        lstm-lab evaluate --file book.txt --part test
        lstm-lab evaluate --model level.safetensors --csv table.csv
        lstm-lab evaluate --model mails.safetensors --file mails.csv
      """)

  @Option(
    help: ArgumentHelp(
      "The text to score; - is standard input.", valueName: "path"),
    completion: .file())
  var file: String?
  @OptionGroup var rows: SeriesOptions
  @OptionGroup var labelled: LabelColumns
  @Option(
    help: ArgumentHelp(
      "Of a model that labels texts, the table that simpler methods learn from "
        + "to be scored beside it, such as that of its training.",
      valueName: "table"))
  var baselines: String?
  @Option(
    help: "The part: all, or as `train` divides a text, 80, 10 and 10 per cent."
  )
  var part = CorpusPart.all
  @OptionGroup var held: InterventionOptions
  @OptionGroup var workers: ThreadOptions
  @OptionGroup var source: ModelOptions
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard (file == nil) != (rows.path == nil) else {
      throw ValidationError("Give --file TEXT, or --csv FILE, to score.")
    }
  }

  func run() throws {
    if let table = try rows.table() { return try evaluateSeries(table) }
    guard let file else { return }
    let model = try source.load()
    if model.model.classes != nil { return try evaluateLabels(model, file) }
    guard !labelled.isGiven, baselines == nil else {
      throw ValidationError(
        "--text, --label and --baselines are for models that label texts.")
    }
    if let attention = model.origin?.attention {
      return try evaluate(model, by: attention, file)
    }
    let vocabulary = try model.requireText()
    let corpus = try load(file, as: model, vocabulary)
    let range = part.range(of: corpus)
    guard range.count > 1 else {
      throw Refusal.tooShort(name: file, part: part, count: range.count)
    }
    let intervention = try held.intervention(on: model)
    try held.requireSteps(below: range.count)
    let window = model.metadata[.window].flatMap { Int($0) } ?? 0
    let packed =
      1...1_000_000 ~= window ? model.model.onFastPath : nil
    let progress = messages.progress
    defer { progress.end() }
    func score(_ range: Range<Int>) -> Double {
      let told = { (share: Double) in
        progress.show("reading", share: share)
      }
      guard intervention.isEmpty else {
        return model.model.loss(
          over: corpus.symbols[range].lazy.map(Int.init), under: intervention)
      }
      return packed?.lossOfWindows(
        over: corpus.symbols, in: range.dropFirst(), window: window,
        threads: workers.count, progress: told)
        ?? model.model.loss(
          over: corpus.symbols, in: range, threads: workers.count,
          progress: told)
    }
    let lines =
      [
        perSymbol(nats: score(range), vocabulary.symbolKind.rawValue)
          + " over \(counted(range.count - 1, vocabulary.symbolKind.rawValue))"
          + (window > 0 ? ", each from the \(window) before it" : "")
      ] + countedLines(corpus, range, score)
    progress.end()
    try Output.write(to: nil) { sink in
      for line in lines { try sink.write(line + "\n") }
    }
  }

  /// What counting the first four fifths comes to beside it: nothing where
  /// there is no text to count in, or no other to be asked about.
  private func countedLines(
    _ corpus: Corpus, _ range: Range<Int>, _ score: (Range<Int>) -> Double
  ) -> [String] {
    let asked = part == .all ? corpus.test : range
    let symbol = corpus.vocabulary.symbolKind.rawValue
    guard part != .training, asked.count > 1, corpus.training.count > 1
    else { return [] }
    let counted = NGramModel(
      corpus.symbols, in: corpus.training, symbols: corpus.vocabulary.count)
    let tuning =
      corpus.validation.count > 1 ? corpus.validation : corpus.training
    let order = counted.bestOrder(over: corpus.symbols, in: tuning)
    let loss = counted.losses(over: corpus.symbols, in: asked)[order - 1]
    let line =
      "\(order)-gram of the first 80 per cent: " + perSymbol(nats: loss, symbol)
    return part == .all
      ? [
        "last tenth: " + perSymbol(nats: score(asked), symbol),
        "last tenth, " + line,
      ] : [line]
  }

  /// Scores a model whose head reads all steps of a window.
  private func evaluate(
    _ model: ModelFile, by head: AttentionHead, _ path: String
  ) throws {
    guard held.isEmpty, part == .all else {
      throw ValidationError(
        "--clamp and --part do not go with a model that reads by attention.")
    }
    let symbols = try symbols(path, as: model, model.requireVocabulary())
    guard symbols.count > 1 else {
      throw Refusal.tooShort(name: path, part: part, count: symbols.count)
    }
    let text =
      perSymbol(
        nats: head.loss(of: model.model, over: symbols), "character")
      + " over \(counted(symbols.count - 1, "character")), each from the "
      + "\(AttentionHead.window) before it"
    try Output.write(to: nil) { try $0.write(text + "\n") }
  }

  private func load(
    _ file: String, as model: ModelFile, _ vocabulary: Vocabulary
  ) throws -> Corpus {
    try Corpus(symbols(file, as: model, vocabulary), of: vocabulary)
  }

  /// The text as a model reads it. A score of unknown symbols alone would say
  /// how well the model predicts those, and nothing of the text.
  private func symbols(
    _ file: String, as model: ModelFile, _ vocabulary: Vocabulary
  ) throws -> [Int] {
    var unknown = UnknownCharacters()
    let symbols = try unknown.symbols(
      of: TextFile.load(file).text, in: vocabulary)
    guard !unknown.areAll else {
      throw Refusal(
        "no \(unknown.symbol) of \(file) is in the vocabulary of \(model.name), so "
          + "there is nothing to score: choose another text or model.")
    }
    if !messages.quiet { unknown.warn(model: model.name) }
    return symbols
  }
}

extension Refusal {
  /// A text too short to predict anything of.
  static func tooShort(name: String, part: CorpusPart, count: Int)
    -> Refusal
  {
    Refusal(
      """
      \(part == .all ? "\(name)" : "The \(part.rawValue) part of \(name)") has \
      \(counted(count, "character")); a score needs at least 2, the first to predict the \
      second.
      """)
  }
}
