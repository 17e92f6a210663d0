/// A text in the characters that a vocabulary has: straight quotation marks as
/// typographic ones, and CR LF as LF, where only those are known. All else
/// stays.
///
/// A straight mark opens at the beginning of a text and after a blank, an
/// opening bracket or a dash; elsewhere it closes, or is an apostrophe.
package struct AdaptedScalars<Base: IteratorProtocol<Unicode.Scalar>>:
  Sequence, IteratorProtocol
{
  private var base: Base
  private let isKnown: (Unicode.Scalar) -> Bool
  private var upcoming: Unicode.Scalar?
  private var previous: Unicode.Scalar?
  /// How many marks and line ends were changed so far.
  package private(set) var changes = AdaptedCharacters()

  /// The text of `base` for a vocabulary.
  package init(_ base: Base, for vocabulary: Vocabulary) {
    self.base = base
    // Symbols of several characters may begin with any.
    let adapts = vocabulary.readsCharacters
    isKnown = { !adapts || vocabulary.knownIndex(of: $0) != nil }
  }

  /// The next character.
  package mutating func next() -> Unicode.Scalar? {
    guard var scalar = upcoming ?? base.next() else { return nil }
    upcoming = nil
    if scalar == "\r", !isKnown("\r"), isKnown("\n") {
      upcoming = base.next()
      if upcoming == "\n" {
        (scalar, upcoming) = ("\n", nil)
        changes.lineEnds += 1
      }
    } else if scalar == "'" || scalar == "\"", !isKnown(scalar),
      let mark = mark(for: scalar)
    {
      scalar = mark
      changes.quotes += 1
    }
    previous = scalar
    return scalar
  }

  /// The typographic mark that stands for a straight one here.
  private func mark(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
    let (opening, closing): (Unicode.Scalar, Unicode.Scalar) =
      scalar == "'" ? ("‘", "’") : ("“", "”")
    if opens, isKnown(opening) { return opening }
    return isKnown(closing) ? closing : nil
  }

  private var opens: Bool {
    guard let previous else { return true }
    return previous.properties.isWhitespace
      || "([{—–“‘".unicodeScalars.contains(previous)
  }
}

/// How many characters of a text were changed for a vocabulary.
package struct AdaptedCharacters: Equatable, Sendable {
  /// Straight quotation marks read as typographic ones.
  package var quotes = 0
  /// CR LF read as LF.
  package var lineEnds = 0

  /// None yet.
  package init() {}
}

extension Vocabulary {
  /// A text in the characters that are known, as `AdaptedScalars` has it, and
  /// what was changed.
  package func adapted(
    _ scalars: some Sequence<Unicode.Scalar>
  ) -> (scalars: [Unicode.Scalar], changes: AdaptedCharacters) {
    var adapted = AdaptedScalars(scalars.makeIterator(), for: self)
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(scalars.underestimatedCount)
    while let scalar = adapted.next() { result.append(scalar) }
    return (result, adapted.changes)
  }
}
