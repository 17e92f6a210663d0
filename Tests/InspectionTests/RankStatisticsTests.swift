import Inspection
import LSTMCore
import Testing

struct RankStatisticsTests {
  /// The area by its definition: the share of pairs in the right order.
  private func pairs(_ values: [Float], _ flags: [Bool]) -> Double {
    var (sum, count) = (0.0, 0.0)
    for (a, yes) in zip(values, flags) where yes {
      for (b, other) in zip(values, flags) where !other {
        sum += a > b ? 1 : a == b ? 0.5 : 0
        count += 1
      }
    }
    return sum / count
  }

  @Test func theAreaIsTheShareOfOrderedPairs() throws {
    var generator = SplitMix64(seed: 2)
    for _ in 0..<5 {
      let values = (0..<60).map { _ in
        Float(Int.random(in: 0..<20, using: &generator))
      }
      let flags = values.map { _ in Bool.random(using: &generator) }
      let area = try #require(RankStatistics.area(values, flags))
      #expect(abs(area - pairs(values, flags)) < 1e-12)
      var (yes, all) = (
        [UInt32](repeating: 0, count: 20), [UInt32](repeating: 0, count: 20)
      )
      for (value, flag) in zip(values, flags) {
        all[Int(value)] += 1
        if flag { yes[Int(value)] += 1 }
      }
      let binned = try #require(RankStatistics.area(yes: yes, all: all))
      #expect(abs(binned - area) < 1e-12)
    }
    #expect(RankStatistics.area([1, 2], [true, true]) == nil)
  }

  /// The best of all shifts, against every shift done by hand.
  @Test func shiftsAreThoseOfTheWholeLabel() {
    var generator = SplitMix64(seed: 4)
    let n = 50
    let values = (0..<n).map { _ in Float.random(in: 0...1, using: &generator) }
    let flags = (0..<n).map { $0 % 11 < 4 }
    let numbers = (0..<n).map { Float($0 % 7) }
    let shifted = ShiftedLabels(count: n, shuffles: 2_000, seed: 1)
    let least = 2
    let areas = (least...(n - least)).map { shift in
      pairs(values, (0..<n).map { flags[($0 - shift + n) % n] })
    }
    let best = areas.map { max($0, 1 - $0) }.max() ?? 0
    #expect(abs(shifted.bestArea(values, flags) - best) < 1e-12)
    let correlations = (least...(n - least)).map { shift in
      abs(
        RankStatistics.correlation(
          values, (0..<n).map { numbers[($0 - shift + n) % n] }) ?? 0)
    }
    #expect(
      abs(
        shifted.bestCorrelation(values, numbers) - (correlations.max() ?? 0))
        < 1e-5)
  }
}
