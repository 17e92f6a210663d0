import LSTMCore
import LSTMTraining

/// Some rows of a layer's values out of a corpus, evenly spaced: the units of
/// one quantity, or of several side by side.
package struct RowSample: Sendable {
  /// Where in the text each row was.
  package private(set) var positions: [Int] = []
  /// The rows one after the other.
  package private(set) var values: [Float] = []
  /// How wide a row is.
  package private(set) var width = 0
  private let quantities: [Quantity]
  private let every: Int

  /// A sample of every so many characters.
  package init(_ quantities: [Quantity], every: Int) {
    (self.quantities, self.every) = (quantities, max(1, every))
  }

  /// Rows that are there already, of one width.
  package init(rows: [[Float]]) {
    self.init([], every: 1)
    (positions, width) = (Array(rows.indices), rows.first?.count ?? 0)
    values = rows.flatMap { $0 }
  }

  /// Takes the rows of a block that are due.
  package mutating func add(_ block: ActivationBlock) {
    width = quantities.count * block.unitCount
    let bases = quantities.map { block.rows(of: $0) }
    for stream in 0..<block.streamCount {
      for position in block.positions[stream] where position % every == 0 {
        let row = block.row(stream: stream, position: position)
        positions.append(position)
        for (base, stride) in bases {
          values.append(
            contentsOf: UnsafeBufferPointer(
              start: base + row * stride, count: block.unitCount))
        }
      }
    }
  }

  /// The rows of several samples in the order of the text.
  package static func joined(_ samples: [RowSample]) -> RowSample {
    guard let first = samples.first else { return RowSample([], every: 1) }
    var result = RowSample(first.quantities, every: first.every)
    result.width = samples.map(\.width).max() ?? 0
    let (all, width) = (samples.flatMap(\.positions), result.width)
    let values = samples.flatMap(\.values)
    let order = all.indices.sorted { all[$0] < all[$1] }
    result.positions = order.map { all[$0] }
    result.values.reserveCapacity(values.count)
    for k in order {
      result.values.append(contentsOf: values[k * width..<(k + 1) * width])
    }
    return result
  }

  /// How many rows there are.
  package var count: Int { positions.count }

  /// One row.
  package func row(_ k: Int) -> ArraySlice<Float> {
    values[k * width..<(k + 1) * width]
  }
}
