import LSTMCore
import Wording

extension InputSequence {
  /// What the elements are called, for sentences.
  package var noun: String { series == nil ? "characters" : "rows" }

  /// What each step read, as a terminal shows it in a few columns: a character,
  /// or the end of a row's label.
  package var visibleLabels: [String] {
    series == nil
      ? labels.map { visible($0) }
      : labels.map { String($0.suffix(5)) }
  }
}
