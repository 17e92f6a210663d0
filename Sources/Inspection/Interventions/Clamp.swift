import LSTMCore

/// One thing held from outside while a model reads: a quantity of some units,
/// over some steps, at a number or at what it was in another run.
package struct Clamp: Equatable, Sendable {
  /// What is held.
  package var quantity: Quantity
  /// The layer, or nil for all.
  package var layer: Int?
  /// The units, or nil for all.
  package var units: [ClosedRange<Int>]?
  /// The steps, or nil for all; the last may be `Int.max`.
  package var steps: [ClosedRange<Int>]?
  /// What it is held at.
  package var value: Value

  /// What a quantity is held at.
  package enum Value: Equatable, Sendable {
    /// A number.
    case constant(Double)
    /// What the same unit had at the same step of the run that is swapped in.
    case recorded
  }

  /// A clamp of the given parts.
  package init(
    _ quantity: Quantity, layer: Int? = nil, units: [ClosedRange<Int>]? = nil,
    steps: [ClosedRange<Int>]? = nil, value: Value
  ) {
    (self.quantity, self.layer, self.units) = (quantity, layer, units)
    (self.steps, self.value) = (steps, value)
  }

  /// Whether it holds at a step.
  func holds(at step: Int) -> Bool {
    steps?.contains { $0.contains(step) } ?? true
  }
}

extension Clamp: CustomStringConvertible {
  /// The clamp as it is written on the command line.
  package var description: String {
    var text = layer.map { "l\($0)." } ?? ""
    text += quantity.key
    if let units { text += "[\(written(units))]" }
    if case .constant(let value) = value { text += "=\(shortest(value))" }
    if let steps { text += "@\(written(steps))" }
    return text
  }
}

extension Clamp {
  /// The clamp in words: `c[11] held at 5, steps 10-20`.
  package var words: String {
    var text = layer.map { "layer \($0): " } ?? ""
    text += quantity.key + (units.map { "[\(written($0))]" } ?? "")
    switch value {
    case .constant(let value): text += " held at \(shortest(value))"
    case .recorded: text += " as in the other text"
    }
    guard let steps else { return text }
    let isOne =
      steps.count == 1 && steps[0].lowerBound == steps[0].upperBound
    return text + ", step\(isOne ? "" : "s") \(written(steps))"
  }
}

private func written(_ ranges: [ClosedRange<Int>]) -> String {
  ranges.map { range in
    // Not by its count: a range without end has more steps than an Int holds.
    range.lowerBound == range.upperBound
      ? "\(range.lowerBound)"
      : range.upperBound == .max
        ? "\(range.lowerBound)-"
        : "\(range.lowerBound)-\(range.upperBound)"
  }.joined(separator: ",")
}

private func shortest(_ value: Double) -> String {
  Int(exactly: value).map(String.init) ?? "\(value)"
}
