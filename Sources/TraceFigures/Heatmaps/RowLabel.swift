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

  /// Which of the labels of an axis are drawn where each column that has one
  /// needs so many: the first of each day, by its date alone, where labels are
  /// times of several days and not all of them have room; else every so many.
  static func placed(
    _ labels: [String], every: Int
  ) -> [(column: Int, text: String)] {
    let days = labels.map { day(of: $0) }
    let starts = days.indices.filter { $0 == 0 || days[$0] != days[$0 - 1] }
    guard every > 1, starts.count > 2, starts.count < labels.count,
      days.allSatisfy({ $0 != nil })
    else {
      return stride(from: 0, to: labels.count, by: every).map {
        ($0, shown(labels[$0]))
      }
    }
    // The first day may begin anywhere; whole days stand evenly.
    let whole = Array(starts.dropFirst())
    let length = max(1, whole[1] - whole[0])
    let step = (every + length - 1) / length
    return stride(from: 0, to: whole.count, by: step).map {
      (whole[$0], days[whole[$0]] ?? "")
    }
  }

  /// The date of a time such as `2024-05-01 13:00`; nil for what is none.
  private static func day(of label: String) -> String? {
    let parts = label.split(maxSplits: 1) { $0 == " " || $0 == "T" }
    guard parts.count == 2, parts[1].contains(":") else { return nil }
    return String(parts[0])
  }

  /// How far it reaches when it stands upright; 0 for none.
  static func length(
    _ label: String, _ style: FigureStyle, _ measure: some TextMeasure
  ) -> Double {
    label.isEmpty ? 0 : measure.width(of: style.small(shown(label))) + 4
  }
}
