import LSTMCore
import Wording

/// What a model is about to read, element by element: the symbols of a text, in
/// constant memory, or rows of numbers. It can be walked once.
///
///     let source = try ItemSource(file: "corpus.txt", vocabulary: vocabulary)
///     for (item, steps) in Reading(of: model, source) { … }
///     try source.finish()
package final class ItemSource: Sequence, IteratorProtocol {
  /// What the vocabulary lacks, of the symbols read so far.
  package private(set) var unknown = UnknownCharacters()
  /// How many elements there will be; nil where only reading tells.
  package let count: Int?
  /// The rows, where it is rows that are read.
  package let series: Series?
  private var nextItem: (ItemSource) -> Item? = { _ in nil }
  private var first: Item?
  private let finishReading: () throws -> Void
  private var refusal: UnreadableCharacter?

  /// The characters of a text, or its words.
  ///
  /// - Throws: `EmptyText`.
  package convenience init(
    _ text: String, vocabulary: Vocabulary
  ) throws {
    try self.init(
      text.unicodeScalars.makeIterator(),
      count: ItemSource.count(text.unicodeScalars, in: vocabulary),
      name: "--text", vocabulary: vocabulary, finish: {})
  }

  /// The characters of a file, or of standard input for `-`; or its words, for
  /// which all of it is kept.
  ///
  /// - Parameter isCounted: whether to walk a file once before, to know how
  ///   many characters it has. What can be read only once, such as a pipe, is
  ///   never counted.
  /// - Throws: `TextFileError`, `EmptyText`.
  package convenience init(
    file path: String, isCounted: Bool = false, vocabulary: Vocabulary
  ) throws {
    let scalars = try TextScalars(path)
    var count: Int?
    if isCounted, scalars.isRegularFile {
      let counted = try TextScalars(path)
      count = ItemSource.count(counted, in: vocabulary)
      try counted.finish()
    }
    try self.init(
      scalars, count: count, name: path, vocabulary: vocabulary,
      finish: { try scalars.finish() })
  }

  /// A text that is cut into symbols already.
  ///
  /// - Throws: `EmptyText`.
  package convenience init(
    _ tokens: GivenTokens, vocabulary: Vocabulary
  ) throws {
    try self.init(
      tokens.tokens(in: vocabulary).makeIterator(), count: tokens.count,
      name: tokens.name, vocabulary: vocabulary, finish: {})
  }

  private static func count(
    _ text: some Sequence<Unicode.Scalar>, in vocabulary: Vocabulary
  ) -> Int {
    vocabulary.tokens(of: AdaptedScalars(text.makeIterator(), for: vocabulary))
      .reduce(0) { count, _ in count + 1 }
  }

  /// Rows of numbers.
  package init(_ series: Series) {
    (self.series, count, finishReading) = (series, series.count, {})
    var items = InputSequence.rows(series).items.makeIterator()
    nextItem = { _ in items.next() }
  }

  private convenience init(
    _ scalars: some IteratorProtocol<Unicode.Scalar>, count: Int?,
    name: String, vocabulary: Vocabulary, finish: @escaping () throws -> Void
  ) throws {
    let adapted = SharedIterator(AdaptedScalars(scalars, for: vocabulary))
    try self.init(
      Tokens(adapted, in: vocabulary), count: count, name: name,
      vocabulary: vocabulary, changes: { adapted.base.changes },
      finish: finish)
  }

  private init(
    _ tokens: some IteratorProtocol<Token>, count: Int?,
    name: String, vocabulary: Vocabulary,
    changes: @escaping () -> AdaptedCharacters = { AdaptedCharacters() },
    finish: @escaping () throws -> Void
  ) throws {
    (self.count, series, finishReading) = (count, nil, finish)
    unknown.symbol = vocabulary.symbolKind.rawValue
    var (tokens, position) = (tokens, 0)
    nextItem = { source in
      guard source.refusal == nil, let token = tokens.next() else {
        return nil
      }
      defer { position += 1 }
      (source.unknown.quotes, source.unknown.lineEnds) =
        (changes().quotes, changes().lineEnds)
      source.unknown.note(token.text, isKnown: token.index != nil)
      guard let index = token.index ?? vocabulary.unknownIndex else {
        source.refusal = UnreadableCharacter(text: token.text, step: position)
        return nil
      }
      return Item(token.text, .symbol(index))
    }
    first = nextItem(self)
    guard first != nil else {
      try self.finish()
      throw EmptyText(source: name)
    }
  }

  /// The next element, or nil at the end and where reading fails.
  package func next() -> Item? {
    defer { first = nil }
    return first ?? nextItem(self)
  }

  /// Throws what ended the text early, if anything did. Call it after the last
  /// element.
  package func finish() throws {
    if let refusal { throw refusal }
    try finishReading()
  }
}

/// A character or a word that a vocabulary without an unknown symbol lacks.
package struct UnreadableCharacter: Error, Equatable, CustomStringConvertible {
  /// The character or the word, and at which step it stands.
  package let text: String
  package let step: Int

  package init(text: String, step: Int) {
    (self.text, self.step) = (text, step)
  }

  /// What is wrong, and what to do.
  package var description: String {
    "\(text) (\(codePoints)step \(step)) is not in the model's "
      + "vocabulary, which has no symbol for what it lacks. Leave it out, or say "
      + "which entry stands for it: --unknown INDEX."
  }
}

extension UnreadableCharacter {
  /// The code point of a single character, which may be hard to see.
  private var codePoints: String {
    let scalars = text.unicodeScalars
    guard scalars.count == 1, let scalar = scalars.first else { return "" }
    return scalar.codePoint + ", "
  }
}

/// A text with nothing in it.
package struct EmptyText: Error, CustomStringConvertible {
  /// What the text is called.
  package let source: String

  /// An empty text of that name.
  package init(source: String) { self.source = source }

  /// What is wrong, and what to do.
  package var description: String {
    "\(source) is empty: there is no character to read. Give some text, such "
      + "as --text 'Well, Prince'."
  }
}

/// An iterator that one reads from and another looks at.
private final class SharedIterator<Base: IteratorProtocol>: IteratorProtocol {
  private(set) var base: Base

  init(_ base: Base) { self.base = base }

  func next() -> Base.Element? { base.next() }
}
