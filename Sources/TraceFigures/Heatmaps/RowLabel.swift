import Drawing
import Wording

/// The label of a row of numbers, or a word, on an axis.
enum RowLabel {
  /// The label, its middle left out where it is long.
  static func shown(_ label: String) -> String {
    let label = visibleLine(label.unicodeScalars)
    return label.count > 20
      ? label.prefix(10) + "…" + label.suffix(9) : label
  }

  /// How far it reaches when it stands upright; 0 for none.
  static func length(
    _ label: String, _ style: FigureStyle, _ measure: some TextMeasure
  ) -> Double {
    label.isEmpty ? 0 : measure.width(of: style.small(shown(label))) + 4
  }
}
