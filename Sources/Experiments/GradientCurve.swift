import LSTMCore

/// The norm of a gradient against its distance from the loss, over many draws.
public struct GradientCurve: Equatable, Sendable {
  /// `rnn-tanh` or `lstm`.
  public let cell: String
  /// The forget gate's initial bias, or nil for a cell without one.
  public let forgetBias: Double?
  /// What the gradient is taken by: h or C.
  public let quantity: Quantity
  /// The median over draws of ‖∂L/∂ quantity‖₂, at lags 0, 1, …
  public let median: [Double]
  /// The 10th percentile.
  public let p10: [Double]
  /// The 90th percentile.
  public let p90: [Double]
  /// The median over draws of the mean over units of Π f, or nil for a cell
  /// without a forget gate.
  public let directPath: [Double]?

  init(of draws: [Measurement]) {
    cell = draws[0].cell
    forgetBias = draws[0].forgetBias
    quantity = draws[0].quantity
    let norms = draws.map(\.norms)
    median = percentile(0.5, of: norms)
    p10 = percentile(0.1, of: norms)
    p90 = percentile(0.9, of: norms)
    let paths = draws.compactMap(\.directPath)
    directPath = paths.isEmpty ? nil : percentile(0.5, of: paths)
  }

  /// What a table or legend calls the curve: "LSTM, b_f = 1".
  public var name: String {
    forgetBias.map { "LSTM, b_f = \(shortNumber($0))" } ?? "vanilla RNN"
  }

  /// The share of the gradient left after `lag` steps: median at that lag over
  /// median at the loss.
  public func share(atLag lag: Int) -> Double { median[lag] / median[0] }
}

/// A number without a needless ".0".
public func shortNumber(_ value: Double) -> String {
  value == value.rounded() && value.magnitude < 1e15
    ? String(Int(value)) : String(value)
}

/// A percentile at every position of several curves of one length, between
/// neighbours in proportion.
func percentile(_ share: Double, of curves: [[Double]]) -> [Double] {
  curves[0].indices.map { lag in
    let sorted = curves.map { $0[lag] }.sorted()
    let position = share * Double(sorted.count - 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    let weight = position - Double(below)
    return sorted[below] * (1 - weight) + sorted[above] * weight
  }
}
