import ArgumentParser
import Inspection
import LSTMCore
import ModelFiles
import Wording

/// A corpus to look through; the built-in sample text unless told otherwise.
struct CorpusOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The text to look through; - is standard input (default: a built-in sample).",
      valueName: "corpus"))
  var file: String?

  /// What the text is called.
  var name: String {
    file.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
      ?? "the built-in sample text"
  }

  /// The whole text, at least `needed` characters.
  func load(needed: Int, question: String) throws -> [Unicode.Scalar] {
    let scalars =
      try file.map {
        Array(try TextFile.load($0).text.unicodeScalars)
      } ?? Array(SampleText.text.unicodeScalars)
    guard scalars.count >= needed else {
      throw InspectionError.tooShort(
        characters: scalars.count, needed: needed, question: question)
    }
    return scalars
  }

  /// Hands the text over piece by piece, in constant memory.
  func forEachChunk(
    for model: ModelFile, quiet: Bool,
    _ body: (CorpusChunks<AnyScalars>.Chunk) throws -> Void
  ) throws {
    let scalars = try file.map { try TextScalars($0) }
    var chunks = CorpusChunks(
      AnyScalars(
        scalars.map { $0 as any IteratorProtocol<Unicode.Scalar> }
          ?? SampleText.text.unicodeScalars.makeIterator()),
      vocabulary: try model.requireVocabulary())
    while let chunk = chunks.next() { try body(chunk) }
    try scalars?.finish()
    guard chunks.count > 0 else { throw EmptyText(source: name) }
    if !quiet { chunks.unknown.warn(model: model.name) }
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
  /// Warns of characters that a text kept whole has and a vocabulary lacks.
  static func warn(_ scalars: [Unicode.Scalar], model file: ModelFile) {
    guard let vocabulary = file.model.reader.vocabulary else { return }
    var unknown = UnknownCharacters()
    for scalar in scalars {
      _ = unknown.index(of: scalar, in: vocabulary)
    }
    unknown.warn(model: file.name)
  }
}
