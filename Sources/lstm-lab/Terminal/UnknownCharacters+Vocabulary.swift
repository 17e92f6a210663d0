import LSTMCore
import Wording

extension UnknownCharacters {
  /// The symbol's index, the unknown one's for a character that the vocabulary
  /// lacks.
  mutating func index(
    of scalar: Unicode.Scalar, in vocabulary: Vocabulary
  ) -> Int {
    let index = vocabulary.knownIndex(of: scalar)
    note(scalar, isKnown: index != nil)
    return vocabulary.index(of: scalar)
  }

  /// Says once which characters were unknown and where they first stood.
  func warn(model: String) {
    if let warning = warning(model: model) { Talk.say(warning) }
  }
}
