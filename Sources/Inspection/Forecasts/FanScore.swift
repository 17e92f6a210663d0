/// How well a fan that the errors of earlier starts make foretells later ones.
package struct FanScore: Equatable, Sendable {
  /// The mean pinball loss of the quantiles, in the target's own units:
  ///
  ///     ρ(τ, y, q) = max(τ·(y − q), (τ − 1)·(y − q))
  ///
  /// Of all values the true quantile has the least. (Koenker & Bassett,
  /// *Regression Quantiles*, Econometrica 1978.)
  package let pinball: Double
  /// The share of the later starts that the outer two quantiles hold.
  package let held: Double

  /// Scores the quantiles of the first half of some errors on the second; nil
  /// where a half has fewer than `Forecast.leastOrigins`, or a forecast had no
  /// end.
  ///
  /// - Parameter errors: what came less what was said, in the order of time.
  init?(errors: [Double]) {
    let half = errors.count / 2
    guard half >= Forecast.leastOrigins, errors.allSatisfy(\.isFinite) else {
      return nil
    }
    let earlier = errors[..<half].sorted()
    let later = errors[half...]
    let quantiles = Forecast.shares.map { Forecast.quantile(earlier, $0) }
    var sum = 0.0
    for (share, quantile) in zip(Forecast.shares, quantiles) {
      for error in later {
        sum += max(share * (error - quantile), (share - 1) * (error - quantile))
      }
    }
    pinball = sum / Double(later.count * quantiles.count)
    let outer = quantiles[0]...quantiles[quantiles.count - 1]
    held = Double(later.count(where: outer.contains)) / Double(later.count)
  }
}
