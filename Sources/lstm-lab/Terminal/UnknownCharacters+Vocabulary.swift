import LSTMCore
import ModelFiles
import Wording

extension UnknownCharacters {
  /// The symbols of a text, the unknown one for what the vocabulary lacks.
  ///
  /// - Throws: `UnreadableCharacter` where there is no unknown symbol.
  mutating func symbols(
    of text: String, in vocabulary: Vocabulary
  ) throws -> [Int] {
    let (scalars, changes) = vocabulary.adapted(text.unicodeScalars)
    symbol = vocabulary.symbolKind.rawValue
    quotes += changes.quotes
    lineEnds += changes.lineEnds
    var symbols: [Int] = []
    for token in vocabulary.tokens(of: scalars) {
      note(token.text, isKnown: token.index != nil)
      guard let index = token.index ?? vocabulary.unknownIndex else {
        throw UnreadableCharacter(text: token.text, step: symbols.count)
      }
      symbols.append(index)
    }
    return symbols
  }

  /// A text in the characters that a vocabulary has, and what it lacks of its
  /// symbols.
  static func adapted(
    _ scalars: some Sequence<Unicode.Scalar>, to vocabulary: Vocabulary
  ) -> (scalars: [Unicode.Scalar], unknown: UnknownCharacters) {
    let (scalars, changes) = vocabulary.adapted(scalars)
    var unknown = UnknownCharacters()
    unknown.symbol = vocabulary.symbolKind.rawValue
    if vocabulary.readsCharacters {
      for scalar in scalars { _ = unknown.index(of: scalar, in: vocabulary) }
    } else {
      for token in vocabulary.tokens(of: scalars) {
        unknown.note(token.text, isKnown: token.index != nil)
      }
    }
    (unknown.quotes, unknown.lineEnds) = (changes.quotes, changes.lineEnds)
    return (scalars, unknown)
  }

  /// The symbol's index, the unknown one's for a character that the vocabulary
  /// lacks.
  mutating func index(
    of scalar: Unicode.Scalar, in vocabulary: Vocabulary
  ) -> Int {
    let index = vocabulary.knownIndex(of: scalar)
    note(scalar, isKnown: index != nil)
    return vocabulary.index(of: scalar)
  }

  /// Refuses what a vocabulary without an unknown symbol lacks.
  ///
  /// - Throws: `UnreadableCharacter`.
  func requireKnown(in vocabulary: Vocabulary) throws {
    guard vocabulary.unknownIndex == nil, let first = firstUnknown else {
      return
    }
    throw UnreadableCharacter(text: first.text, step: first.step)
  }

  /// Says once which characters were unknown and where they first stood, and
  /// what was read in another form.
  func warn(model: String) {
    if let note = note(model: model) { Talk.say(note) }
    if let warning = warning(model: model) { Talk.say(warning) }
  }
}
