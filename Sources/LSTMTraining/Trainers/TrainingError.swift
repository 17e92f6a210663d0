import Wording

/// Why training cannot start or go on.
package enum TrainingError: Error, Equatable {
  /// A layer is of a cell without a fast path, or not of that of the others.
  case unsupportedCell(String)
  /// The model does not embed symbols and predict the next one.
  case noText
  /// The text has fewer characters than one window of every stream needs.
  case textTooShort(characters: Int, needed: Int)
  /// The text has more different characters than indices.
  case tooManySymbols(Int)
  /// A setting is outside its range.
  case invalidSetting(name: String, value: String, allowed: String)
  /// The loss or the gradient's norm is not a number any more, or the loss
  /// stays far above `guessing`, what every symbol alike would cost.
  case diverged(
    update: Int, loss: Double, norm: Double, rate: Double, guessing: Double)
  /// The state to go on from belongs to other settings or another text.
  case mismatchedState(String)
}

extension TrainingError: CustomStringConvertible {
  /// What happened, where, and what to do next.
  package var description: String {
    switch self {
    case .unsupportedCell(let name):
      """
      a layer is '\(name)', and the fast path takes layers that are all one \
      of \(FastCell.allCases.map(\.rawValue).joined(separator: ", "))
      """
    case .noText:
      "the fast path takes models that read symbols by an embedding and "
        + "predict the next one"
    case .textTooShort(let characters, let needed):
      """
      the training part of the text has \(counted(characters, "character")), and \
      \(needed) are needed: use a longer text, or a smaller batch or window
      """
    case .tooManySymbols(let count):
      """
      the text has \(counted(count, "different character")), and at most \
      \(Corpus.largestVocabulary - 1) can be told apart: check that it is \
      text in UTF-8
      """
    case .invalidSetting(let name, let value, let allowed):
      "\(name) is \(value), and must be \(allowed)"
    case .diverged(let update, let loss, let norm, let rate, let guessing):
      """
      training diverged at update \(update): the loss is \(loss.general(4)) nats, \
      where guessing costs \(guessing.general(4)), and the gradient's norm \
      \(norm.general(4)). The learning rate was \(rate.general(4)): try \
      --learning-rate \((rate / 4).general(4)), or --clip 0.25
      """
    case .mismatchedState(let what):
      "the saved state does not fit: \(what)"
    }
  }
}
