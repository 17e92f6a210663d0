import LSTMCore
import Wording

/// What a model is about to read, element by element: the characters of a text,
/// in constant memory, or rows of numbers. It can be walked once.
///
///     let source = try ItemSource(file: "corpus.txt", vocabulary: vocabulary)
///     for (item, steps) in Reading(of: model, source) { … }
///     try source.finish()
package final class ItemSource: Sequence, IteratorProtocol {
  /// The characters that the vocabulary lacks, of those read so far.
  package private(set) var unknown = UnknownCharacters()
  /// How many elements there will be; nil where only reading tells.
  package let count: Int?
  /// The rows, where it is rows that are read.
  package let series: Series?
  private var nextItem: (ItemSource) -> Item? = { _ in nil }
  private var first: Item?
  private let finishReading: () throws -> Void

  /// The characters of a text.
  ///
  /// - Throws: `EmptyText`.
  package convenience init(
    _ text: String, vocabulary: Vocabulary
  ) throws {
    try self.init(
      text.unicodeScalars.makeIterator(), count: text.unicodeScalars.count,
      name: "--text", vocabulary: vocabulary, finish: {})
  }

  /// The characters of a file, or of standard input for `-`.
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
      count = counted.reduce(0) { count, _ in count + 1 }
      try counted.finish()
    }
    try self.init(
      scalars, count: count, name: path, vocabulary: vocabulary,
      finish: { try scalars.finish() })
  }

  /// Rows of numbers.
  package init(_ series: Series) {
    (self.series, count, finishReading) = (series, series.count, {})
    var items = InputSequence.rows(series).items.makeIterator()
    nextItem = { _ in items.next() }
  }

  private init(
    _ scalars: any IteratorProtocol<Unicode.Scalar>, count: Int?,
    name: String, vocabulary: Vocabulary, finish: @escaping () throws -> Void
  ) throws {
    (self.count, series, finishReading) = (count, nil, finish)
    var scalars = scalars
    nextItem = { source in
      scalars.next().map {
        let index = vocabulary.knownIndex(of: $0)
        source.unknown.note($0, isKnown: index != nil)
        return Item(String($0), .symbol(index ?? 0))
      }
    }
    first = nextItem(self)
    guard first != nil else {
      try finish()
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
  package func finish() throws { try finishReading() }
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
