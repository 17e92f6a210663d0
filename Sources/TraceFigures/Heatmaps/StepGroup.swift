/// What a column of a heatmap stands for where it is more than a step: all steps
/// of a word, or of a line.
package enum StepGroup: String, CaseIterable, Sendable {
  /// A word, with the blanks that follow it.
  case word
  /// A line, with its end.
  case line

  /// More columns than this are no picture, and would fill the memory.
  package static let most = 5_000

  /// Whether a character begins the next one.
  func begins(_ character: String, after previous: String) -> Bool {
    func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
    return switch self {
    case .word: isBlank(previous) && !isBlank(character)
    case .line: previous == "\n"
    }
  }

  /// What an axis calls its characters: without blanks around them, if that
  /// leaves anything.
  func label(_ characters: String) -> String {
    let inner = characters.drop(while: \.isWhitespace)
    let end = inner.lastIndex { !$0.isWhitespace }
    return end.map { String(inner[...$0]) } ?? characters
  }
}
