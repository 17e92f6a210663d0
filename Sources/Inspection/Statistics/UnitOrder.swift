import LSTMCore

/// In which order to show the units of a layer.
package enum UnitOrder: String, CaseIterable, Sendable {
  /// As the model has them.
  case index
  /// Those that vary most over the text first.
  case variance
  /// By the step at which each is furthest from zero.
  case peak
  /// Each beside the one it resembles: a walk that always goes on to the unit
  /// whose values correlate most with the last one's.
  case similarity

  /// The order that a text gives to the units of one quantity.
  ///
  /// - Parameter values: one quantity over time; (steps × units). What is not
  ///   a finite number counts as 0.
  /// - Returns: the columns of `values`, in order.
  package func columns(of values: Matrix) -> [Int] {
    let units = Array(0..<values.columns)
    guard self != .index, values.rows > 0, values.columns > 1 else {
      return units
    }
    let series = units.map { unit in
      (0..<values.rows).map { step in
        let value = values[step, unit]
        return value.isFinite ? value : 0
      }
    }
    switch self {
    case .index: return units
    case .variance:
      let variances = series.map(Self.variance)
      return units.sorted { (variances[$1], $0) < (variances[$0], $1) }
    case .peak:
      let peaks = series.map(Self.peak)
      return units.sorted { (peaks[$0], $0) < (peaks[$1], $1) }
    case .similarity: return Self.walk(through: series)
    }
  }

  private static func variance(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      / Double(values.count)
  }

  /// The first step at which the magnitude is largest.
  private static func peak(_ values: [Double]) -> Int {
    values.indices.max {
      (values[$0].magnitude, $1) < (values[$1].magnitude, $0)
    } ?? 0
  }

  /// Starts at the unit of the largest variance.
  private static func walk(through series: [[Double]]) -> [Int] {
    let unit = series.map(standardised)
    let variances = series.map(variance)
    var left = Array(series.indices)
    var last =
      left.max { (variances[$0], $1) < (variances[$1], $0) } ?? 0
    var order = [last]
    left.removeAll { $0 == last }
    while !left.isEmpty {
      var (best, most) = (0, -Double.infinity)
      for (place, candidate) in left.enumerated() {
        let correlation = dot(unit[last], unit[candidate])
        if correlation > most { (best, most) = (place, correlation) }
      }
      last = left.remove(at: best)
      order.append(last)
    }
    return order
  }

  /// Without its mean, and of length 1, so that products are correlations.
  private static func standardised(_ values: [Double]) -> [Double] {
    let mean = values.reduce(0, +) / Double(values.count)
    let centred = values.map { $0 - mean }
    let length = dot(centred, centred).squareRoot()
    return length > 0 ? centred.map { $0 / length } : centred
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        var sum = SIMD8<Double>.zero
        let whole = a.count - a.count % 8
        for k in stride(from: 0, to: whole, by: 8) {
          let x = SIMD8(
            a[k], a[k + 1], a[k + 2], a[k + 3], a[k + 4], a[k + 5], a[k + 6],
            a[k + 7])
          let y = SIMD8(
            b[k], b[k + 1], b[k + 2], b[k + 3], b[k + 4], b[k + 5], b[k + 6],
            b[k + 7])
          sum += x * y
        }
        return (whole..<a.count).reduce(sum.sum()) { $0 + a[$1] * b[$1] }
      }
    }
  }
}
