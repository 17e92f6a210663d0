import LSTMCore

/// A text as symbols, and how it is divided: the first 80 per cent to train on,
/// the next 10 to validate, the last 10 to test; or all of it to train on.
package struct Corpus: Sendable {
  /// How many symbols there may be: an index fits 16 bits, and one is spare.
  package static let largestVocabulary = 65_535

  /// Which characters there are.
  package let vocabulary: Vocabulary
  /// The text, one index per character.
  package let symbols: [UInt16]
  /// Whether a fifth is kept back to validate and to test.
  package let holdsOut: Bool
  /// How many characters of the training part are left out at its beginning.
  var skipped = 0

  /// The characters of `text`, with a vocabulary of all that occur, in the
  /// order of their code points.
  ///
  /// Throws `TrainingError.tooManySymbols` when there are more than
  /// `largestVocabulary` with the unknown symbol.
  package init(_ text: String, holdsOut: Bool = true) throws {
    var seen: Set<Unicode.Scalar> = []
    for scalar in text.unicodeScalars { seen.insert(scalar) }
    try self.init(
      Array(text.unicodeScalars), vocabulary: Vocabulary(seen.sorted()),
      holdsOut: holdsOut)
  }

  /// The characters of `text` as `vocabulary` knows them, straight quotation
  /// marks and CR LF in the form that it has.
  ///
  /// Throws `TrainingError.tooManySymbols` when it has too many.
  package init(
    _ text: String, vocabulary: Vocabulary, holdsOut: Bool = true
  ) throws {
    try self.init(
      vocabulary.adapted(text.unicodeScalars).scalars, vocabulary: vocabulary,
      holdsOut: holdsOut)
  }

  /// The characters as `vocabulary` knows them.
  ///
  /// Throws `TrainingError.tooManySymbols` when it has too many.
  package init(
    _ scalars: [Unicode.Scalar], vocabulary: Vocabulary, holdsOut: Bool = true
  ) throws {
    guard vocabulary.count <= Self.largestVocabulary else {
      throw TrainingError.tooManySymbols(vocabulary.count - 1)
    }
    (self.vocabulary, self.holdsOut) = (vocabulary, holdsOut)
    var symbols: [UInt16] = []
    symbols.reserveCapacity(scalars.count)
    for scalar in scalars {
      symbols.append(UInt16(vocabulary.index(of: scalar)))
    }
    self.symbols = symbols
  }

  /// A text as symbols of a vocabulary.
  ///
  /// Throws `TrainingError.tooManySymbols` when it has too many.
  package init(_ symbols: [Int], of vocabulary: Vocabulary) throws {
    guard vocabulary.count <= Self.largestVocabulary else {
      throw TrainingError.tooManySymbols(vocabulary.count - 1)
    }
    (self.vocabulary, holdsOut) = (vocabulary, true)
    self.symbols = symbols.map { UInt16($0) }
  }

  /// The first 80 per cent, or all.
  package var training: Range<Int> {
    skipped..<(holdsOut ? symbols.count * 8 / 10 : symbols.count)
  }
  /// The next 10 per cent.
  package var validation: Range<Int> {
    training.upperBound..<max(training.upperBound, symbols.count * 9 / 10)
  }
  /// The last 10 per cent.
  package var test: Range<Int> { validation.upperBound..<symbols.count }
}
