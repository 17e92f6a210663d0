import LSTMCore

/// How well a value tells yes from no, and how a chance label would do.
package enum RankStatistics {
  /// The area under the ROC curve from counts by bin, the bins in order: the
  /// chance that a yes has a higher value than a no, ties counting half. nil
  /// where there is no yes or no no.
  package static func area(
    yes: some Collection<UInt32>, all: some Collection<UInt32>
  ) -> Double? {
    var (below, sum) = (0.0, 0.0)
    var (yesCount, noCount) = (0.0, 0.0)
    for (yes, all) in zip(yes, all) {
      let (y, n) = (Double(yes), Double(all) - Double(yes))
      sum += y * (below + n / 2)
      below += n
      (yesCount, noCount) = (yesCount + y, noCount + n)
    }
    guard yesCount > 0, noCount > 0 else { return nil }
    return sum / (yesCount * noCount)
  }

  /// The area, exactly, from values and flags of one length.
  package static func area(_ values: [Float], _ flags: [Bool]) -> Double? {
    let ranks = midRanks(values)
    let yes = flags.count { $0 }
    guard yes > 0, yes < flags.count else { return nil }
    let sum = zip(ranks, flags).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
    return area(rankSum: sum, yes: yes, of: flags.count)
  }

  package static func area(rankSum: Double, yes: Int, of count: Int) -> Double {
    let (yes, no) = (Double(yes), Double(count - yes))
    return (rankSum - yes * (yes + 1) / 2) / (yes * no)
  }

  /// The rank of each value, counted from 1; equal values share the middle of
  /// theirs.
  package static func midRanks(_ values: [Float]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, values[order[end]] == values[order[start]] {
        end += 1
      }
      let rank = Double(start + 1 + end) / 2
      for k in start..<end { ranks[order[k]] = rank }
      start = max(end, start + 1)
    }
    return ranks
  }

  /// Pearson's r from sums; nil where either side is constant.
  package static func correlation(
    count n: Double, x: Double, xx: Double, y: Double, yy: Double, xy: Double
  ) -> Double? {
    let (vx, vy) = (xx - x * x / n, yy - y * y / n)
    let tiny = 1e-9
    guard vx > tiny * max(1, xx), vy > tiny * max(1, yy) else { return nil }
    return (xy - x * y / n) / (vx * vy).squareRoot()
  }

  /// Pearson's r of two series of one length.
  package static func correlation(_ x: [Float], _ y: [Float]) -> Double? {
    var (sx, sxx, sy, syy, sxy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      let (a, b) = (Double(a), Double(b))
      (sx, sxx) = (sx + a, sxx + a * a)
      (sy, syy) = (sy + b, syy + b * b)
      sxy += a * b
    }
    return correlation(
      count: Double(x.count), x: sx, xx: sxx, y: sy, yy: syy, xy: sxy)
  }
}

/// What chance gives: the label laid against the wrong places, many times.
///
/// Characters of a text are not independent, and a label that comes in runs
/// fits many things by chance. So the label is not scattered but shifted as a
/// whole, around the end of the text, by a random distance: its runs stay.
package struct ShiftedLabels {
  private let shifts: [Int]

  /// Shifts for texts of so many characters.
  package init(count: Int, shuffles: Int, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let least = max(1, min(1_000, count / 20))
    shifts =
      count > 2 * least
      ? (0..<shuffles).map { _ in
        Int.random(in: least...(count - least), using: &generator)
      } : []
  }

  /// The strongest area, 0.5 to 1, that any shift gives.
  package func bestArea(_ values: [Float], _ flags: [Bool]) -> Double {
    let n = values.count
    let ranks = RankStatistics.midRanks(values)
    var prefix = [0.0]
    prefix.reserveCapacity(n + 1)
    for rank in ranks { prefix.append(prefix[prefix.count - 1] + rank) }
    let runs = Self.runs(flags)
    let yes = runs.reduce(0) { $0 + $1.count }
    guard yes > 0, yes < n else { return 0.5 }
    let total = prefix[n]
    return prefix.withUnsafeBufferPointer { prefix in
      shifts.reduce(0.5) { best, shift in
        var sum = 0.0
        for run in runs {
          var (start, end) = (run.lowerBound &+ shift, run.upperBound &+ shift)
          if start >= n { (start, end) = (start &- n, end &- n) }
          sum +=
            end <= n
            ? prefix[end] - prefix[start]
            : total - prefix[start] + prefix[end &- n]
        }
        let area = RankStatistics.area(rankSum: sum, yes: yes, of: n)
        return max(best, area, 1 - area)
      }
    }
  }

  /// The strongest |r| that any shift gives.
  package func bestCorrelation(_ values: [Float], _ numbers: [Float]) -> Double
  {
    let n = values.count
    let (x, y) = (standardised(values), standardised(numbers))
    guard let x, let y else { return 0 }
    let twice = y + y
    return shifts.reduce(0) { best, shift in
      let sum = x.withUnsafeBufferPointer { x in
        twice.withUnsafeBufferPointer { twice in
          dot(
            x,
            UnsafeBufferPointer(rebasing: twice[(n - shift)..<(2 * n - shift)]))
        }
      }
      return max(best, abs(sum) / Double(n))
    }
  }

  private static func runs(_ flags: [Bool]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for (k, flag) in flags.enumerated() {
      if flag, start == nil { start = k }
      if !flag, let first = start {
        runs.append(first..<k)
        start = nil
      }
    }
    if let start { runs.append(start..<flags.count) }
    return runs
  }
}

/// Mean 0, variance 1; nil for a constant.
private func standardised(_ values: [Float]) -> [Float]? {
  let n = Double(values.count)
  let mean = values.reduce(0) { $0 + Double($1) } / n
  let variance =
    values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / n
  guard variance > 1e-12 else { return nil }
  let scale = 1 / variance.squareRoot()
  return values.map { Float((Double($0) - mean) * scale) }
}

/// The scalar product, in lanes, summed in blocks so that single precision is
/// enough.
func dot(
  _ a: UnsafeBufferPointer<Float>, _ b: UnsafeBufferPointer<Float>
) -> Double {
  precondition(a.count == b.count, "\(a.count) and \(b.count) values")
  var total = 0.0
  var start = 0
  while start < a.count {
    let end = min(start + 4096, a.count)
    var sums = SIMD16<Float>.zero
    var k = start
    let (pa, pb) = (UnsafeRawBufferPointer(a), UnsafeRawBufferPointer(b))
    while k &+ 16 <= end {
      let x = pa.loadUnaligned(fromByteOffset: k &* 4, as: SIMD16<Float>.self)
      let y = pb.loadUnaligned(fromByteOffset: k &* 4, as: SIMD16<Float>.self)
      sums.addProduct(x, y)
      k &+= 16
    }
    total += Double(sums.sum())
    while k < end {
      total += Double(a[k]) * Double(b[k])
      k &+= 1
    }
    start = end
  }
  return total
}
