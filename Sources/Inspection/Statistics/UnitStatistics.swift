import LSTMCore
import LSTMTraining

/// Counts and sums over a corpus from which every unit can be held against
/// every label: for each quantity and unit a histogram of its values, of all
/// characters and of those where a label says yes, and its products with the
/// labels that are numbers. The two halves of the text are kept apart.
final class UnitStatistics {
  private let quantities: [Quantity]
  private let unitCount: Int
  private let flags: [[Bool]]
  private let numbers: [[Float]]
  private let middle: Int
  /// For each quantity and unit the bins of its histogram.
  private let bins: [[RankBins]]
  private var counts: [UInt32]
  private var sums: [Double]
  private var labelSums: [Double]
  private var columns: [Float] = []
  private var places: [UInt32] = []

  /// - Parameters:
  ///   - middle: the first position of the second half.
  ///   - bins: for each quantity and unit the coarse bins of its histogram.
  init(
    _ quantities: [Quantity], unitCount: Int, flags: [[Bool]],
    numbers: [[Float]], middle: Int,
    bins: [[RankBins]]
  ) {
    (self.quantities, self.unitCount) = (quantities, unitCount)
    (self.flags, self.numbers) = (flags, numbers)
    (self.middle, self.bins) = (middle, bins)
    let features = quantities.count * unitCount
    counts = [UInt32](
      repeating: 0, count: 2 * features * (flags.count + 1) * RankBins.coarse)
    sums = [Double](repeating: 0, count: 2 * features * (numbers.count + 2))
    labelSums = [Double](repeating: 0, count: 2 * (2 * numbers.count + 1))
  }

  /// Takes in what a shard has counted.
  func merge(_ other: UnitStatistics) {
    for k in counts.indices { counts[k] &+= other.counts[k] }
    for k in sums.indices { sums[k] += other.sums[k] }
    for k in labelSums.indices { labelSums[k] += other.labelSums[k] }
  }

  /// Counts the rows of a block.
  func add(_ block: ActivationBlock) {
    for half in 0...1 {
      var (rows, positions) = ([Int](), [Int]())
      for stream in 0..<block.streamCount {
        let counted = block.positions[stream].clamped(
          to: half == 0 ? 0..<middle : middle..<Int.max)
        for position in counted {
          rows.append(block.row(stream: stream, position: position))
          positions.append(position)
        }
      }
      if !rows.isEmpty { add(block, rows, positions, half) }
    }
  }

  private func add(
    _ block: ActivationBlock, _ rows: [Int], _ positions: [Int], _ half: Int
  ) {
    let yes = flags.map { flags in
      positions.indices.filter { flags[positions[$0]] }.map(UInt32.init)
    }
    let labels = numbers.map { numbers in positions.map { numbers[$0] } }
    addLabelSums(labels, count: rows.count, half)
    for (index, quantity) in quantities.enumerated() {
      for first in stride(from: 0, to: unitCount, by: Self.tile) {
        let units = first..<min(first + Self.tile, unitCount)
        gather(block, quantity, units, rows)
        for unit in units {
          let column = (unit - first) * rows.count
          let feature = (half * quantities.count + index) * unitCount + unit
          count(
            column..<column + rows.count, feature: feature, yes,
            bins: bins[index][unit])
          multiply(column..<column + rows.count, feature: feature, labels)
        }
      }
    }
  }

  private static let tile = 16

  /// Some units' values, each unit's side by side.
  private func gather(
    _ block: ActivationBlock, _ quantity: Quantity, _ units: Range<Int>,
    _ rows: [Int]
  ) {
    let (base, stride) = block.rows(of: quantity)
    let needed = Self.tile * rows.count
    if columns.count < needed {
      columns = [Float](repeating: 0, count: needed)
      places = [UInt32](repeating: 0, count: rows.count)
    }
    if places.count < rows.count {
      places = [UInt32](repeating: 0, count: rows.count)
    }
    columns.withUnsafeMutableBufferPointer { columns in
      for (k, row) in rows.enumerated() {
        let values = base + (row &* stride &+ units.lowerBound)
        for unit in 0..<units.count {
          columns[unit &* rows.count &+ k] = values[unit]
        }
      }
    }
  }

  private func count(
    _ column: Range<Int>, feature: Int, _ yes: [[UInt32]],
    bins: RankBins
  ) {
    let width = RankBins.coarse
    let rowCount = column.count
    columns.withUnsafeBufferPointer { columns in
      places.withUnsafeMutableBufferPointer { places in
        for k in 0..<rowCount {
          places[k] = bins(columns[column.lowerBound &+ k])
        }
        counts.withUnsafeMutableBufferPointer { counts in
          let start = feature &* (yes.count &+ 1) &* width
          for k in 0..<rowCount { counts[start &+ Int(places[k])] &+= 1 }
          for (label, rows) in yes.enumerated() {
            let start = start &+ (label &+ 1) &* width
            rows.withUnsafeBufferPointer { rows in
              for row in rows {
                counts[start &+ Int(places[Int(row)])] &+= 1
              }
            }
          }
        }
      }
    }
  }

  private func multiply(
    _ column: Range<Int>, feature: Int, _ labels: [[Float]]
  ) {
    columns.withUnsafeBufferPointer { columns in
      let x = UnsafeBufferPointer(rebasing: columns[column])
      let start = feature * (labels.count + 2)
      var sum = 0.0
      for value in x { sum += Double(value) }
      sums[start] += sum
      sums[start + 1] += dot(x, x)
      for (k, label) in labels.enumerated() {
        label.withUnsafeBufferPointer { sums[start + 2 + k] += dot(x, $0) }
      }
    }
  }

  private func addLabelSums(_ labels: [[Float]], count: Int, _ half: Int) {
    let start = half * (2 * labels.count + 1)
    labelSums[start] += Double(count)
    for (k, label) in labels.enumerated() {
      label.withUnsafeBufferPointer { y in
        labelSums[start + 1 + 2 * k] += y.reduce(0) { $0 + Double($1) }
        labelSums[start + 2 + 2 * k] += dot(y, y)
      }
    }
  }
}

extension UnitStatistics {
  private func feature(_ quantity: Int, _ unit: Int, _ half: Int) -> Int {
    (half * quantities.count + quantity) * unitCount + unit
  }

  /// The histogram of a unit: all characters for label 0, those where label
  /// k − 1 says yes for k.
  private func histogram(_ feature: Int, _ label: Int) -> ArraySlice<UInt32> {
    let start = (feature * (flags.count + 1) + label) * RankBins.coarse
    return counts[start..<start + RankBins.coarse]
  }

  /// Fine bins that follow what was counted of a unit in the whole text.
  func fineBins(quantity: Int, unit: Int) -> RankBins {
    let halves = (0...1).map { histogram(feature(quantity, unit, $0), 0) }
    return bins[quantity][unit].divided(
      by: zip(halves[0], halves[1]).map { $0 &+ $1 })
  }

  /// The area under the ROC curve of a unit for a flag, in one half, with the
  /// values of one coarse bin as tied.
  func area(quantity: Int, unit: Int, flag: Int, half: Int) -> Double? {
    let feature = feature(quantity, unit, half)
    return RankStatistics.area(
      yes: histogram(feature, flag + 1), all: histogram(feature, 0))
  }

  /// The correlation of a unit with a number, in one half.
  func correlation(
    quantity: Int, unit: Int, number: Int, half: Int
  ) -> Double? {
    let start = feature(quantity, unit, half) * (numbers.count + 2)
    let labels = half * (2 * numbers.count + 1)
    return RankStatistics.correlation(
      count: labelSums[labels], x: sums[start], xx: sums[start + 1],
      y: labelSums[labels + 1 + 2 * number],
      yy: labelSums[labels + 2 + 2 * number], xy: sums[start + 2 + number])
  }
}
