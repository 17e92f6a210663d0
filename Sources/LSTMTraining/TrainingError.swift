/// Why training cannot start or go on.
public enum TrainingError: Error, Equatable {
  /// A layer is not an LSTM, the only cell that is trained here.
  case unsupportedCell(String)
  /// The text has fewer characters than one window of every stream needs.
  case textTooShort(characters: Int, needed: Int)
  /// The text has more different characters than indices.
  case tooManySymbols(Int)
  /// A setting is outside its range.
  case invalidSetting(name: String, value: String, allowed: String)
  /// The loss or the gradient's norm is not a number any more.
  case diverged(update: Int, loss: Double, norm: Double)
  /// The state to go on from belongs to other settings or another text.
  case mismatchedState(String)
}

extension TrainingError: CustomStringConvertible {
  /// What happened, where, and what to do next.
  public var description: String {
    switch self {
    case .unsupportedCell(let name):
      "a layer is '\(name)', and only 'lstm' layers can be trained"
    case .textTooShort(let characters, let needed):
      """
      the training part of the text has \(characters) characters, and \
      \(needed) are needed: use a longer text, or a smaller batch or window
      """
    case .tooManySymbols(let count):
      """
      the text has \(count) different characters, and at most \
      \(Corpus.largestVocabulary - 1) can be told apart: check that it is \
      text in UTF-8
      """
    case .invalidSetting(let name, let value, let allowed):
      "\(name) is \(value), and must be \(allowed)"
    case .diverged(let update, let loss, let norm):
      """
      training diverged at update \(update): the loss is \(loss) and the \
      gradient's norm \(norm). Lower the learning rate, or clip at a \
      smaller norm
      """
    case .mismatchedState(let what):
      "the saved state does not fit: \(what)"
    }
  }
}
