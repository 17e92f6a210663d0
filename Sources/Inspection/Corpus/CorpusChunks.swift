import LSTMCore
import LSTMTraining
import Wording

/// A piece of something long.
package struct CorpusChunk {
  /// The piece, with what comes before and after it.
  package let corpus: SearchedCorpus
  /// Which of the elements belong to the piece.
  package let range: Range<Int>
  /// Where in the whole the first of the elements stands.
  package let offset: Int

  /// Something in one piece.
  package init(whole corpus: SearchedCorpus) {
    self.init(corpus: corpus, range: corpus.sequence.indices, offset: 0)
  }

  init(corpus: SearchedCorpus, range: Range<Int>, offset: Int) {
    (self.corpus, self.range, self.offset) = (corpus, range, offset)
  }
}

/// A text of any length in pieces, so that memory does not grow with it: each
/// piece comes with characters before it for a model to warm up on, and a few
/// after it for the eye.
package struct CorpusChunks<Scalars: IteratorProtocol<Unicode.Scalar>>:
  Sequence,
  IteratorProtocol
{
  private var scalars: AdaptedScalars<Scalars>
  private let vocabulary: Vocabulary
  private let size: Int
  private var kept: [Unicode.Scalar] = []
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
    self.scalars = AdaptedScalars(scalars, for: vocabulary)
    (self.vocabulary, self.size) = (vocabulary, size)
  }

  /// The next piece, or nil at the end.
  package mutating func next() -> CorpusChunk? {
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
    }
    unknown.quotes = scalars.changes.quotes
    unknown.lineEnds = scalars.changes.lineEnds
    let end = isDone ? kept.count : lead + size
    guard end > lead else { return nil }
    let chunk = CorpusChunk(
      corpus: SearchedCorpus(kept, in: vocabulary, name: ""),
      range: lead..<end, offset: offset)
    if !isDone {
      let dropped = end - ActivationReader.warmUp
      kept.removeFirst(dropped)
      offset += dropped
      lead = ActivationReader.warmUp
    }
    return chunk
  }
}
