import LSTMCore
import Testing

@testable import Inspection

@Suite struct PeakListTests {
  /// The peaks as they are defined, from all values at once.
  private func peaks(_ values: [Float], _ count: Int, _ separation: Int)
    -> [Int]
  {
    var found: [Int] = []
    for place in values.indices.sorted(by: {
      values[$0] != values[$1] ? values[$0] > values[$1] : $0 < $1
    }) where found.count < count {
      if found.allSatisfy({ abs($0 - place) >= separation }) {
        found.append(place)
      }
    }
    return found
  }

  @Test("peaks are those of all values, however they come")
  func peaksAreTrue() {
    var generator = SplitMix64(seed: 3)
    for round in 0..<20 {
      // A slow wave with noise, so that peaks crowd; every third with ties.
      var value: Float = 0
      let values = (0..<3_000).map { _ in
        value += Float.random(in: -1...1, using: &generator)
        return round % 3 == 0 ? value.rounded() : value
      }
      var list = PeakList(count: 6, separation: 32)
      for place in values.indices.shuffled(using: &generator) {
        list.insert(Peak(position: place, value: values[place], sign: 1))
      }
      #expect(list.peaks.map(\.position) == peaks(values, 6, 32))
    }
  }

  /// A rising slope: each value displaces the last, which is near it, and in
  /// doing so must give free what that one ruled out.
  @Test("a peak that is displaced sets its neighbours free")
  func chains() {
    var list = PeakList(count: 3, separation: 10)
    for (place, value) in [(0, 5), (7, 6), (14, 7)] {
      list.insert(Peak(position: place, value: Float(value), sign: 1))
    }
    #expect(list.peaks.map(\.position) == [14, 0])
  }

  @Test("not a number and infinities are passed over")
  func notFinite() {
    var list = PeakList(count: 2, separation: 3)
    for (place, value) in [Float.nan, .infinity, 1, -.infinity].enumerated() {
      list.insert(Peak(position: place, value: value, sign: 1))
    }
    #expect(list.peaks.map(\.position) == [2])
  }
}
