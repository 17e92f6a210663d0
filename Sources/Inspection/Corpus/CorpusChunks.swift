import LSTMCore
import LSTMTraining
import Wording

/// A text of any length in pieces, so that memory does not grow with it: each
/// piece comes with characters before it for a model to warm up on, and a few
/// after it for the eye.
package struct CorpusChunks<Scalars: IteratorProtocol<Unicode.Scalar>>:
  Sequence,
  IteratorProtocol
{
  /// One piece.
  package struct Chunk {
    /// The characters, those before and after included.
    package let scalars: [Unicode.Scalar]
    /// The same as symbols of the vocabulary.
    package let symbols: [UInt16]
    /// Which of them belong to this piece.
    package let range: Range<Int>
    /// Where in the whole text the first of `scalars` stands.
    package let offset: Int
  }

  private var scalars: Scalars
  private let vocabulary: Vocabulary
  private let size: Int
  private var kept: [Unicode.Scalar] = []
  private var keptSymbols: [UInt16] = []
  private var offset = 0
  private var lead = 0
  private var isDone = false
  /// What was read that the vocabulary lacks.
  package private(set) var unknown = UnknownCharacters()
  /// How many characters were read.
  package private(set) var count = 0

  /// How many characters of the next piece come along.
  package static var tail: Int { 64 }

  /// The pieces of a text, `size` characters each.
  package init(
    _ scalars: Scalars, vocabulary: Vocabulary, size: Int = 1 << 20
  ) {
    (self.scalars, self.vocabulary, self.size) = (scalars, vocabulary, size)
  }

  /// The next piece, or nil at the end.
  package mutating func next() -> Chunk? {
    guard !isDone else { return nil }
    let wanted = lead + size + Self.tail
    while kept.count < wanted {
      guard let scalar = scalars.next() else {
        isDone = true
        break
      }
      let index = vocabulary.knownIndex(of: scalar)
      unknown.note(scalar, isKnown: index != nil)
      count += 1
      kept.append(scalar)
      keptSymbols.append(UInt16(index ?? 0))
    }
    let end = isDone ? kept.count : lead + size
    guard end > lead else { return nil }
    let chunk = Chunk(
      scalars: kept, symbols: keptSymbols, range: lead..<end, offset: offset)
    if !isDone {
      let dropped = end - ActivationReader.warmUp
      kept.removeFirst(dropped)
      keptSymbols.removeFirst(dropped)
      offset += dropped
      lead = ActivationReader.warmUp
    }
    return chunk
  }
}
