import Drawing

/// Breaks a paragraph into lines.
enum TextWrapping {
  /// Lines that are no wider than `width`, unless a single word is.
  static func lines(
    _ paragraph: String, width: Double, measure: some TextMeasure,
    text: (String) -> Text
  ) -> [String] {
    var lines: [String] = []
    for word in paragraph.split(whereSeparator: \.isWhitespace) {
      let longer = lines.last.map { "\($0) \(word)" }
      if let longer, measure.width(of: text(longer)) <= width {
        lines[lines.count - 1] = longer
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}

extension Text {
  /// Words, among them formulas: those with a `_` or `^` before a group or a
  /// single letter, unlike `proj_size`.
  static func prose(_ string: String, size: Double) -> Text {
    let words = string.split(separator: " ", omittingEmptySubsequences: false)
    let runs = words.enumerated().flatMap { index, word in
      let space = index == 0 ? [] : [Text.Run(" ")]
      return space
        + (Formula.isOne(word)
          ? Formula.runs(String(word)) : [Text.Run(String(word))])
    }
    return Text(runs, size: size)
  }
}
