import ArgumentParser
import Inspection
import LSTMCore
import ModelFiles
import Wording

/// A corpus to look through; the built-in sample text by default.
struct CorpusOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The text to look through; - is standard input (default: a built-in sample).",
      valueName: "corpus"))
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
    guard let table = try rows.table() else {
      let vocabulary = try file.requireVocabulary()
      let scalars =
        try self.file.map {
          Array(try TextFile.load($0).text.unicodeScalars)
        } ?? Array(BuiltIn.story.unicodeScalars)
      try UnknownCharacters.check(scalars, model: file, quiet: quiet)
      return SearchedCorpus(scalars, in: vocabulary, name: name)
    }
    let read = try rows.series(of: table, for: file)
    var targets: [Vector] = []
    // What a prediction is held against, where the table has it.
    if let wanted = file.model.readout?.targets, !wanted.names.isEmpty,
      wanted.names.allSatisfy(table.columns.contains)
    {
      targets = Array(
        try table.series(columns: wanted.names).rows.dropFirst(wanted.ahead))
    }
    return SearchedCorpus(read, targets: targets, name: table.name)
  }

  /// Hands a text over piece by piece, in constant memory; rows all at once.
  func forEachChunk(
    for file: ModelFile, quiet: Bool, _ body: (CorpusChunk) throws -> Void
  ) throws {
    guard rows.path == nil else {
      return try body(CorpusChunk(whole: load(for: file, quiet: quiet)))
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

extension UnknownCharacters {
  /// Warns of characters that a text kept whole has and a vocabulary lacks, or
  /// refuses them where it has no unknown symbol.
  ///
  /// - Throws: `UnreadableCharacter`; `Refusal` for a model that reads words.
  static func check(
    _ scalars: [Unicode.Scalar], model file: ModelFile, quiet: Bool
  ) throws {
    let vocabulary = try file.requireCharacters()
    var unknown = UnknownCharacters()
    for scalar in scalars {
      _ = unknown.index(of: scalar, in: vocabulary)
    }
    try unknown.requireKnown(in: vocabulary)
    if !quiet { unknown.warn(model: file.name) }
  }
}

extension ModelFile {
  /// The vocabulary of a model that reads a text character by character.
  ///
  /// - Throws: `Refusal` for one that reads words or parts of them.
  func requireCharacters() throws -> Vocabulary {
    let vocabulary = try requireVocabulary()
    guard vocabulary.readsCharacters else {
      throw Refusal(
        "\(name) reads words or parts of them, and this looks through texts "
          + "character by character. What reads one text shows them: trace, "
          + "plot-gates, step, memory, intervene, evaluate.")
    }
    return vocabulary
  }
}
