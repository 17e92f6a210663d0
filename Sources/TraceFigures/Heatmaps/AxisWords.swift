import Drawing

/// The words of a text along an axis whose columns are too narrow for single
/// characters: letters that are not neighbours would spell nothing.
enum AxisWords {
  /// The words that find room, each at the column of its first letter; nothing
  /// of words with characters that need signs or boxes, or that are read from
  /// right to left.
  static func placed(
    _ labels: [StepLabel], columnWidth: Double, size: Double,
    measure: some TextMeasure
  ) -> [(column: Int, text: String)] {
    var (words, free) = ([(column: Int, text: String)](), 0.0)
    let end = Double(labels.count) * columnWidth
    for (start, word) in all(labels) where !word.isRightToLeft {
      let left = Double(start) * columnWidth
      let width = measure.width(of: StepLabel.text(word, size: size))
      guard left >= free, left + width <= end else { continue }
      words.append((start, word))
      free = left + width + 0.8 * size
    }
    return words
  }

  /// Runs of characters between what is not one.
  private static func all(
    _ labels: [StepLabel]
  ) -> [(start: Int, word: String)] {
    var (words, start, word) = ([(start: Int, word: String)](), 0, "")
    for (column, label) in labels.enumerated() {
      if case .character(let text) = label {
        if word.isEmpty { start = column }
        word += text
      } else {
        if !word.isEmpty { words.append((start, word)) }
        word = ""
      }
    }
    return word.isEmpty ? words : words + [(start, word)]
  }
}
