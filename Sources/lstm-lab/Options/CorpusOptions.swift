import ArgumentParser
import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles
import Wording

/// A corpus to look through; the built-in sample text by default.
struct CorpusOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The text to look through; - is standard input (default: a built-in sample).",
      valueName: "corpus"), completion: .file())
  var file: String?
  @OptionGroup var rows: SeriesOptions

  func validate() throws {
    guard rows.path == nil || file == nil else {
      throw ValidationError("Give --file or --csv, not both.")
    }
  }

  /// What the text is called.
  private var name: String {
    file.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
      ?? "the built-in sample text"
  }

  /// The whole text, or all rows.
  func load(for file: ModelFile, quiet: Bool) throws -> SearchedCorpus {
    guard let all = try self.file == nil ? rows.table(for: file) : nil else {
      let vocabulary = try file.requireSymbols()
      let scalars =
        try self.file.map {
          Array(try TextFile.load($0).text.unicodeScalars)
        } ?? Array(BuiltIn.story.unicodeScalars)
      return try file.corpus(
        of: scalars, in: vocabulary, name: name, quiet: quiet)
    }
    let table = try rows.one(of: all, for: file)
    let read = try rows.series(of: table, for: file)
    var targets: [Vector] = []
    // What a prediction is held against, where the table has it.
    if let wanted = file.model.readout?.targets, !wanted.names.isEmpty,
      wanted.names.allSatisfy(table.has)
    {
      targets = Array(
        try table.series(columns: wanted.names).rows.dropFirst(wanted.ahead))
    }
    return SearchedCorpus(read, targets: targets, name: table.name)
  }

  /// A part of the text, and whether the model has read it in training, as far
  /// as the model's file tells. Unless told otherwise that is the last tenth of
  /// the text that the model was trained on, and all of any other.
  func load(
    _ part: CorpusPart?, for model: ModelFile, quiet: Bool
  ) throws -> SearchedCorpus {
    var corpus = try load(for: model, quiet: quiet)
    guard rows.csv == nil, let vocabulary = model.model.reader.vocabulary else {
      return corpus
    }
    var text = ""
    text.unicodeScalars.append(contentsOf: corpus.scalars)
    let divided = try Corpus(
      corpus.sequence.symbols.map(Int.init), of: vocabulary)
    let known = model.metadata[.corpusSHA256]
    let isLearnt =
      known != nil && known == SHA256.hexDigest(of: Array(text.utf8))
    let hasTest = isLearnt && divided.test.count >= CellSearch.least
    let part = part ?? (hasTest ? .test : .all)
    corpus.origin =
      isLearnt
      ? "The model was trained on this file: \(part.learning)."
      : model.metadata[.corpus].map {
        "Another file than the one that the model was trained on (\($0))."
      }
    return corpus.part(part.range(of: divided))
  }

  /// How many characters a regular file has, for whoever shows how far a long
  /// reading is; nil for anything else.
  func count() throws -> Int? {
    guard let file, rows.csv == nil else { return nil }
    let scalars = try TextScalars(file)
    guard scalars.isRegularFile else { return nil }
    return scalars.reduce(0) { count, _ in count + 1 }
  }

  /// Hands a text over piece by piece, in constant memory; words and rows all at
  /// once.
  func forEachChunk(
    for file: ModelFile, quiet: Bool, _ body: (CorpusChunk) throws -> Void
  ) throws {
    let vocabulary = file.model.reader.vocabulary
    guard rows.path == nil, vocabulary?.readsCharacters ?? true else {
      let corpus = try load(for: file, quiet: quiet)
      guard corpus.count > 0 else { throw EmptyText(source: name) }
      return try body(CorpusChunk(whole: corpus))
    }
    let scalars = try self.file.map { try TextScalars($0) }
    var chunks = CorpusChunks(
      AnyScalars(
        scalars.map { $0 as any IteratorProtocol<Unicode.Scalar> }
          ?? BuiltIn.story.unicodeScalars.makeIterator()),
      vocabulary: try file.requireCharacters())
    while let chunk = chunks.next() {
      try chunks.unknown.requireKnown(in: file.requireVocabulary())
      try body(chunk)
    }
    try scalars?.finish()
    guard chunks.count > 0 else { throw EmptyText(source: name) }
    if !quiet { chunks.unknown.warn(model: file.name) }
  }
}

/// Characters from wherever they come.
struct AnyScalars: IteratorProtocol {
  private var scalars: any IteratorProtocol<Unicode.Scalar>

  init(_ scalars: any IteratorProtocol<Unicode.Scalar>) {
    self.scalars = scalars
  }

  mutating func next() -> Unicode.Scalar? { scalars.next() }
}

extension ModelFile {
  /// The vocabulary of a model that reads a text character by character.
  ///
  /// - Throws: `ModelFileError.unsuitable` for one that reads words or parts of
  ///   them.
  func requireCharacters() throws -> Vocabulary {
    let vocabulary = try requireVocabulary()
    guard vocabulary.readsCharacters else {
      throw ModelFileError.unsuitable(path, .readsWords)
    }
    return vocabulary
  }
}

extension ModelFile {
  /// A text as the model reads it.
  func corpus(
    of scalars: [Unicode.Scalar], in vocabulary: Vocabulary, name: String,
    quiet: Bool
  ) throws -> SearchedCorpus {
    guard vocabulary.count <= Corpus.largestVocabulary else {
      throw Refusal(
        "\(self.name) knows \(grouped(vocabulary.count)) symbols, and this "
          + "looks through texts for models that know up to "
          + "\(grouped(Corpus.largestVocabulary)). What reads one text takes it: "
          + "trace, plot-gates, step, memory, intervene.")
    }
    let (adapted, unknown) = UnknownCharacters.adapted(scalars, to: vocabulary)
    try unknown.requireKnown(in: vocabulary)
    if !quiet { unknown.warn(model: self.name) }
    return SearchedCorpus(adapted, in: vocabulary, name: name)
  }
}
