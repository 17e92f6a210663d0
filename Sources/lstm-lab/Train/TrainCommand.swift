import ArgumentParser
import LSTMCore
import LSTMTraining
import ModelFiles

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train an LSTM on your own text.",
    discussion: """
      Reads 80 per cent of the text, keeps the model that does best on the \
      next 10 and scores it on the last 10. A checkpoint stands beside the \
      model while it trains; after Ctrl-C, or a crash, --resume goes on from \
      it to the same bytes, on the same kind of processor. With --csv, a model \
      of numbers learns to predict columns of a table; with --words, a text is \
      read word by word; with --text and --label, one learns to label whole \
      texts. These three have other defaults than characters, which are said \
      when they start.

        lstm-lab train my-book.txt -o my.safetensors
        lstm-lab train my-book.txt -o my.safetensors --resume --epochs 40
        lstm-lab train my-book.txt --words -o words.safetensors
        lstm-lab train letters.txt -o letters.safetensors --from book
        lstm-lab train --csv tank.csv --target level -o tank.safetensors
        lstm-lab train mails.csv --text body --label kind -o mails.safetensors
      """)

  @Argument(help: "The text, UTF-8; a small preset brings its own.")
  var corpus: String?
  @Option(name: .shortAndLong, help: "Where to write the model.")
  var output: String
  @Option(
    help: ArgumentHelp(
      "The sizes, and for notebook-tiny the text, of a program that many begin "
        + "with.", valueName: "name"))
  var preset: Preset?
  @OptionGroup var kind: CellOptions
  @OptionGroup var options: TrainingOptions
  @OptionGroup var series: SeriesTrainingOptions
  @OptionGroup var labelled: LabelOptions
  @OptionGroup var workers: ThreadOptions
  @Option(
    help: ArgumentHelp(
      "Write the losses of the training into this .csv or .jsonl file.",
      valueName: "file"))
  var log: String?
  @Option(
    help: ArgumentHelp(
      "Write a checkpoint after this many updates (default: every minute).",
      valueName: "updates"))
  var checkpointEvery: Int?
  @Flag(
    help: ArgumentHelp(
      "Go on from the checkpoint, or with more --epochs from the finished model."
    ))
  var resume = false
  @Option(
    help: ArgumentHelp(
      "Start from the weights of this model, and keep its sizes.",
      valueName: "model"))
  var from: String?
  @Flag(help: "Replace a model that is there already.")
  var force = false
  @OptionGroup var messages: MessageOptions

  func run() throws {
    try TrainingLock.hold(on: output) {
      let display = TrainingDisplay(isQuiet: messages.quiet)
      if labelled.columns.isGiven {
        try trainOnLabels(display)
      } else if let table = try series.rows.table() {
        try trainOnRows(table, display)
      } else {
        try trainOnText(display)
      }
    }
  }

  private func trainOnRows(
    _ table: SeriesTable, _ display: TrainingDisplay
  ) throws {
    try protectInput()
    let model = try from.map { try EarlierModel($0) }
    let corpora = try series.corpora(table, like: model?.model)
    if let earlier = model?.model {
      try require(corpora[0], fits: earlier)
    }
    guard
      let beginning = try self.beginning(
        sha256: corpora.sha256, from: model, display)
    else { return }
    let settings = try settings(
      beginning, RowGradients.defaults, of: .rows)
    try requireMemory(
      settings, symbols: corpora[0].inputs.columns.count,
      steps: corpora.reduce(0) { $0 + $1.count })
    let source = try RowGradients(
      settings: settings, corpora: corpora,
      scaling: beginning.saved?.scaling
        ?? beginning.earlier.flatMap { RowScaling(of: $0.model) })
    try train(
      RowTask(source: source, table: table, options: series), beginning,
      display)
  }

  /// Refuses a model to start from that reads or predicts other columns.
  private func require(_ corpus: SeriesCorpus, fits model: Model) throws {
    let (read, said) = (corpus.inputs.columns, corpus.targets.columns)
    let earlier = model.readout?.targets?.names ?? []
    guard read == model.reader.columns, said == earlier else {
      func list(_ names: [String]) -> String { names.joined(separator: ", ") }
      throw Refusal(
        "\(from ?? "") reads \(list(model.reader.columns)) and predicts "
          + "\(list(earlier)), and this training would read \(list(read)) and "
          + "predict \(list(said)): leave out --from, or what changes that.")
    }
  }

  private func trainOnLabels(_ display: TrainingDisplay) throws {
    let columns = labelled.columns
    guard let corpus, let text = columns.text, let label = columns.label else {
      return
    }
    let table = try LabelledTable.load(corpus, text: text, label: label)
    try protectInput()
    guard
      let beginning = try self.beginning(
        sha256: table.sha256,
        from: from.map { try EarlierModel($0, labels: true) }, display)
    else { return }
    let settings = try settings(
      beginning, LabelGradients.defaults, of: .labels)
    let earlier = beginning.earlier?.model
    let texts = try LabelledTexts(
      table.texts, labels: table.labels, settings,
      vocabulary: earlier?.reader.vocabulary, classes: earlier?.classes?.names)
    try train(
      LabelTask(
        source: LabelGradients(settings: settings, texts: texts), table: table,
        path: corpus, columns: columns), beginning, display)
  }

  private func trainOnText(_ display: TrainingDisplay) throws {
    let text = try TrainingText(path: corpus, preset: preset)
    if let corpus,
      [".csv", ".tsv"].contains(where: corpus.lowercased().hasSuffix)
    {
      display.say(
        "note: \(corpus) looks like a table and is read as text: --csv \(corpus) "
          + "would learn its numbers, --text and --label its texts.")
    }
    try protectInput()
    guard
      let beginning = try self.beginning(
        sha256: text.sha256, from: from.map { try EarlierModel($0) }, display)
    else { return }
    let isOfWords =
      options.words || beginning.saved?.settings.readsWords ?? false
    var settings = try settings(
      beginning, preset?.settings ?? defaults,
      of: isOfWords ? .words : .text)
    let vocabulary =
      beginning.saved?.vocabulary ?? beginning.earlier?.model.reader.vocabulary
    let corpus = try text.corpus(settings, vocabulary: vocabulary)
    if !beginning.isContinued, options.batch == nil {
      settings.fitBatch(to: corpus.training.count)
    }
    try requireMemory(
      settings, symbols: corpus.vocabulary.count, steps: corpus.symbols.count)
    display.warn(ofUnknownIn: corpus)
    func train(_ source: some GradientSource) throws {
      let task = TextTask(
        source: source, text: text, corpus: corpus, preset: preset)
      try self.train(task, beginning, display)
    }
    if FastCell(rawValue: settings.cell) != nil {
      try train(FastGradients(settings: settings, corpus: corpus))
    } else {
      try train(ReferenceGradients(settings: settings, corpus: corpus))
    }
  }
}
