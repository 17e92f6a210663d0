import LSTMCore

/// The norm of a gradient against its distance from the loss, over many draws.
package struct GradientCurve: Equatable, Sendable {
  /// Which cell was measured.
  package let subject: StudiedCell
  /// What the gradient is taken by: h or C.
  package let quantity: Quantity
  /// ‖∂L/∂ quantity‖₂ of each draw at lags 0, 1, …
  package let draws: [[Double]]
  /// Their median at each lag.
  package let median: [Double]
  /// Their 10th percentile.
  package let p10: [Double]
  /// Their 90th percentile.
  package let p90: [Double]
  /// The median over draws of the mean over units of Π f, or nil for a cell
  /// without a forget gate.
  package let directPath: [Double]?

  /// A curve of the given draws, each with a norm per lag.
  package init(
    _ subject: StudiedCell, _ quantity: Quantity, draws: [[Double]],
    directPaths: [[Double]] = []
  ) {
    (self.subject, self.quantity, self.draws) = (subject, quantity, draws)
    median = percentile(0.5, of: draws)
    p10 = percentile(0.1, of: draws)
    p90 = percentile(0.9, of: draws)
    directPath = directPaths.isEmpty ? nil : percentile(0.5, of: directPaths)
  }

  /// The share of the gradient left after `lag` steps: the norm there over the
  /// norm at the loss, at the 10th, 50th and 90th percentile of the draws.
  package func share(atLag lag: Int) -> (
    low: Double, median: Double, high: Double
  ) {
    let shares = draws.map { [$0[lag] / $0[0]] }
    return (
      percentile(0.1, of: shares)[0], percentile(0.5, of: shares)[0],
      percentile(0.9, of: shares)[0]
    )
  }

  /// The first lag at which any draw is not a number, or nil.
  package var firstInvalidLag: Int? {
    median.indices.first { lag in draws.contains { $0[lag].isNaN } }
  }
}

/// A percentile at every position of several curves of one length, between
/// neighbours in proportion; NaN where any of them is.
func percentile(_ share: Double, of curves: [[Double]]) -> [Double] {
  curves[0].indices.map { position in
    curves.map { $0[position] }.percentile(share)
  }
}
