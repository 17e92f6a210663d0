import LSTMCore

/// The labels that are computed from any rows of numbers: what each column is,
/// where it came from, and where it goes.
package enum NumberLabels {
  /// Over how many rows a column is averaged, and how far ahead it is looked.
  package static let span = 24

  /// Every label of a series, each as long as it is. A label speaks of the rows
  /// up to and with its own, but for those of the kind `future`.
  package static func labels(of series: Series) -> [TextLabel] {
    series.columns.indices.flatMap { column in
      labels(
        of: series.rows.map { $0[column] }, called: series.columns[column])
    }
  }

  private static func labels(
    of values: [Double], called name: String
  ) -> [TextLabel] {
    let middle = values.median
    let next = values.dropFirst() + values.suffix(1)
    let previous = values.prefix(1) + values.dropLast()
    func label(
      _ what: String, _ words: String, _ kind: TextLabel.Kind,
      _ values: TextLabel.Values
    ) -> TextLabel {
      TextLabel(name + what, "\(name) \(words)", kind: kind, values: values)
    }
    return [
      label("", "in this row", .character, .numbers(values.map { Float($0) })),
      label(
        "-high", "above its middle value", .character,
        .flags(values.map { $0 > middle })),
      label(
        "-rises", "higher than in the row before", .memory,
        .flags(zip(values, previous).map { $0 > $1 })),
      label(
        "-mean", "on average over the last \(span) rows", .memory,
        .numbers(means(of: values))),
      label(
        "-next", "in the next row", .future, .numbers(next.map { Float($0) })),
      label(
        "-will-rise", "higher in the next row", .future,
        .flags(zip(next, values).map { $0 > $1 })),
    ]
  }

  /// The mean of each value and those before it, `span` of them at most.
  private static func means(of values: [Double]) -> [Float] {
    var sum = 0.0
    return values.indices.map { t in
      sum += values[t]
      if t >= span { sum -= values[t - span] }
      return Float(sum / Double(min(t + 1, span)))
    }
  }
}
