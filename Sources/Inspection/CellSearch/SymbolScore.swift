import LSTMCore
import LSTMTraining

/// What the symbol just read tells of a label without any memory: the label's
/// mean at each symbol is taken from the first half of a text, and scored on
/// the second as a unit is. A unit that does no better than this need not
/// remember anything.
struct SymbolScore {
  private let symbols: [UInt16]
  private let middle: Int

  /// - Parameter middle: the first position of the second half.
  init(_ symbols: [UInt16], middle: Int) {
    (self.symbols, self.middle) = (symbols, middle)
  }

  /// The score of the symbol alone; nil where a half has none of either kind,
  /// or where there are no symbols.
  func score(of values: TextLabel.Values) -> CellSearch.Score? {
    guard middle > 0, symbols.count > middle else { return nil }
    let means = means(of: values)
    switch values {
    case .flags(let flags): return area(flags, means).map(CellSearch.Score.area)
    case .numbers(let numbers):
      return RankStatistics.correlation(
        symbols[middle...].map { Float(means[Int($0)]) },
        Array(numbers[middle...])
      ).map(CellSearch.Score.correlation)
    }
  }

  /// For each symbol the label's mean over the first half; for one that is not
  /// there, the mean of all.
  private func means(of values: TextLabel.Values) -> [Double] {
    let size = Int(symbols.max() ?? 0) + 1
    var sums = [Double](repeating: 0, count: size)
    var counts = sums
    for position in 0..<middle {
      sums[Int(symbols[position])] += Double(values[position])
      counts[Int(symbols[position])] += 1
    }
    let mean = sums.reduce(0, +) / Double(middle)
    return zip(sums, counts).map { $1 > 0 ? $0 / $1 : mean }
  }

  /// The area over the second half, symbols of one mean being tied.
  private func area(_ flags: [Bool], _ means: [Double]) -> Double? {
    var counts: [Double: (yes: UInt32, all: UInt32)] = [:]
    for position in middle..<symbols.count {
      var here = counts[means[Int(symbols[position])], default: (0, 0)]
      here.all += 1
      if flags[position] { here.yes += 1 }
      counts[means[Int(symbols[position])]] = here
    }
    let rising = counts.sorted { $0.key < $1.key }.map(\.value)
    return RankStatistics.area(yes: rising.map(\.yes), all: rising.map(\.all))
  }
}
