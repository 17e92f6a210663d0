import LSTMCore
import Wording

extension InputSequence {
  /// What the elements are called, for sentences.
  package var noun: String { series == nil ? "characters" : "rows" }

  /// What each step read, as a terminal shows it in a few columns: a character,
  /// or a row's label without what all have in common.
  package var visibleLabels: [String] {
    series == nil
      ? labels.map { visible($0) }
      : shortened(labels)
  }
}

/// Labels of rows without what all of them share: the day where all are of one,
/// or else the year, and seconds that are 0 everywhere.
private func shortened(_ labels: [String]) -> [String] {
  guard labels.count > 1, let first = labels.first else { return labels }
  let common = labels.dropFirst().reduce(first[...]) { shared, label in
    shared.prefix(zip(shared, label).prefix { $0 == $1 }.count)
  }
  let day = common.lastIndex { $0 == " " || $0 == "T" }
  let year = common.firstIndex { $0 == "-" || $0 == "/" }
  let start =
    (day ?? year).map { first.distance(from: first.startIndex, to: $0) + 1 }
    ?? 0
  let hasSeconds = labels.allSatisfy {
    $0.hasSuffix(":00") && $0.count { $0 == ":" } == 2
  }
  return labels.map { label in
    String(label.dropFirst(start).dropLast(hasSeconds ? 3 : 0))
  }
}
