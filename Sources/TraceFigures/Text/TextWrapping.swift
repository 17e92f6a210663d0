import Drawing
import Wording

/// Breaks a paragraph into lines.
enum TextWrapping {
  /// Lines that are no wider than `width`, unless a single word is.
  static func lines(
    _ paragraph: String, width: Double, measure: some TextMeasure,
    text: (String) -> Text
  ) -> [String] {
    paragraph.split(whereSeparator: \.isWhitespace).lines {
      measure.width(of: text($0.joined(separator: " "))) <= width
    }.map { $0.joined(separator: " ") }
  }
}

extension FigureStyle {
  /// A paragraph under a figure, in small and quiet lines.
  ///
  /// - Parameters:
  ///   - x: where lines begin; at the margin by default.
  ///   - width: how long they may be; as far as the other margin by default.
  ///   - leading: from line to line, in sizes of the text.
  ///   - y: the baseline of the line before; on return that of the last.
  func paragraph(
    _ paragraph: String, x: Double? = nil, width: Double? = nil,
    leading: Double = 1.45, y: inout Double, measure: some TextMeasure
  ) -> [Label] {
    TextWrapping.lines(
      paragraph, width: width ?? self.width - 2 * margin, measure: measure,
      text: small
    ).map { line in
      y += leading * smallText
      return Label(
        small(line), at: Point(x ?? margin, y), colour: theme.muted)
    }
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
