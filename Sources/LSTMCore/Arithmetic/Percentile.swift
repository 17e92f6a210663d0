extension Collection<Double> {
  /// The value below which `share` of the values lie, interpolated between the
  /// two nearest; NaN where there are none, or where one is NaN.
  ///
  /// - Parameter share: 0 is the least value, 0.5 the median, 1 the greatest.
  package func percentile(_ share: Double) -> Double {
    guard !isEmpty, !contains(where: \.isNaN) else { return .nan }
    let sorted = sorted()
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    let weight = place - Double(below)
    guard weight > 0 else { return sorted[below] }
    return sorted[below] * (1 - weight) + sorted[below + 1] * weight
  }

  /// The middle value, or the mean of the middle two; NaN where there are none,
  /// or where one is NaN.
  package var median: Double { percentile(0.5) }
}
