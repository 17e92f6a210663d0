import LSTMCore
import Testing

@testable import Inspection

@Suite struct RankBinsTests {
  /// Values of a saturated gate, of a narrow memory, of a tanh: each with
  /// flags that go with them.
  static let samples: [(RankBins.Stretch, [Float], [Bool])] = {
    var generator = SplitMix64(seed: 5)
    func draws(_ value: (Double, Bool) -> Double) -> ([Float], [Bool]) {
      let flags = (0..<40_000).map { _ in
        Double.random(in: 0..<1, using: &generator) < 0.2
      }
      let values = flags.map { flag in
        let normal = (0..<12).reduce(-6.0) { sum, _ in
          sum + Double.random(in: 0..<1, using: &generator)
        }
        return Float(value(normal, flag))
      }
      return (values, flags)
    }
    let gate = draws { sigmoid([8 + 3 * $0 + ($1 ? 2 : 0)])[0] }
    let shut = draws { sigmoid([-15 + 4 * $0 + ($1 ? 3 : 0)])[0] }
    let narrow = draws { 137 + 0.01 * $0 + ($1 ? 0.02 : 0) }
    let squashed = draws { tanh([3 * $0 + ($1 ? -1 : 0)])[0] }
    return [
      (.gate, gate.0, gate.1), (.gate, shut.0, shut.1),
      (.none, narrow.0, narrow.1), (.signed, squashed.0, squashed.1),
    ]
  }()

  private func histograms(
    _ values: [Float], _ flags: [Bool], _ bins: RankBins
  ) -> (yes: [UInt32], all: [UInt32]) {
    var yes = [UInt32](repeating: 0, count: bins.count)
    var all = yes
    for (value, flag) in zip(values, flags) {
      let bin = Int(bins(value))
      all[bin] += 1
      if flag { yes[bin] += 1 }
    }
    return (yes, all)
  }

  @Test("areas from fine bins are exact to 1e-4, however values crowd")
  func areas() throws {
    for (stretch, values, flags) in Self.samples {
      let limit = 1.25 * (values.map { abs(stretch($0)) }.max() ?? 1)
      let coarse = RankBins(stretch, from: -limit, to: limit)
      let fine = coarse.divided(by: histograms(values, flags, coarse).all)
      #expect(fine.count <= RankBins.fine)
      let (yes, all) = histograms(values, flags, fine)
      let area = try #require(RankStatistics.area(yes: yes, all: all))
      let exact = try #require(RankStatistics.area(values, flags))
      #expect(abs(area - exact) < 1e-4, "\(stretch): \(area), \(exact)")
    }
  }

  @Test("a bin's middle lies in it, and bins rise with the values")
  func inverse() {
    for (stretch, values, flags) in Self.samples {
      let limit = 1.25 * (values.map { abs(stretch($0)) }.max() ?? 1)
      let coarse = RankBins(stretch, from: -limit, to: limit)
      let fine = coarse.divided(by: histograms(values, flags, coarse).all)
      for bins in [coarse, fine] {
        let places = values.sorted().map { bins($0) }
        #expect(places == places.sorted())
        for value in values.prefix(500) {
          let bin = Int(bins(value))
          let middle = Int(bins(Float(bins.middle(of: bin))))
          // Single precision may put a middle beside a bin that is narrower
          // than its last digit.
          #expect(abs(middle - bin) <= (stretch == .none ? 40 : 3), "\(value)")
        }
      }
    }
  }

  @Test("not a number and values out of reach have a bin")
  func extremes() {
    let bins = RankBins(.gate, from: -8, to: 8)
    #expect(bins(.nan) == 0 && bins(-1) == 0 && bins(0) == 0)
    #expect(bins(2) == UInt32(RankBins.coarse - 1))
    #expect(bins(.infinity) == UInt32(RankBins.coarse - 1))
  }
}
