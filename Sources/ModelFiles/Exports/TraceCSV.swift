import LSTMCore
import Wording

/// A trace as a table, one row per value:
///
///     step,character,layer,unit,quantity,value
///     0,T,0,0,f,0.7310585786300049
///
/// A model that reads in both directions adds a column `direction` after
/// `layer`, `forward` or `reverse`; both halves of a step belong to the
/// character that it read. For rows of numbers the second column is `label`.
///
/// `CSVRow`s in UTF-8. Rows are ordered by step, layer, quantity and unit.
/// A value is the shortest decimal that reads back to the same `Double`; `nan`
/// and `inf` are written as such.
package enum TraceCSV {
  /// Writes the steps as they come, keeping none.
  ///
  /// - Parameter run: each element read, with what every cell computed.
  /// - Throws: whatever `sink` throws.
  package static func write(
    _ run: some Sequence<(item: Item, steps: [Step])>,
    of subject: TraceSubject, to sink: some ByteSink
  ) throws {
    let direction = subject.layers.first?.direction == nil ? "" : ",direction"
    let layers = subject.layers.map(LayerRows.init)
    var text = DecimalText()
    text.bytes.reserveCapacity(2 * pieceSize)
    text.write(
      "step,\(subject.heading),layer\(direction),unit,quantity,value\n")
    for (number, (item, steps)) in run.enumerated() {
      let step = subject.firstStep + number
      let start = Array("\(step),\(CSVRow.field(item.label))".utf8)
      for layer in layers {
        layer.append(steps[layer.place], after: start, to: &text)
        try text.drain(into: sink, above: pieceSize)
      }
    }
    try text.drain(into: sink, above: 0)
  }

  private static let pieceSize = 1 << 15
}

/// The rows of one layer, with all that is the same at every step made ready.
private struct LayerRows {
  let place: Int
  private let blocks: [Block]
  private let layer: [UInt8]

  /// The rows of one quantity: `unit,quantity,` of each, one after another, so
  /// that the inner loop touches no object but the text.
  private struct Block {
    let quantity: Quantity
    let units: [Int]
    var starts: [UInt8] = []
    var ends: [Int] = []

    init(_ quantity: Quantity, units: [Int]) {
      (self.quantity, self.units) = (quantity, units)
      for unit in units {
        starts += Array("\(unit),\(quantity.key),".utf8)
        ends.append(starts.count)
      }
    }
  }

  init(_ selected: SelectedLayer) {
    place = selected.place
    let direction = selected.direction.map { "\($0.rawValue)," } ?? ""
    layer = Array(",\(selected.index),\(direction)".utf8)
    blocks = selected.quantities.map { quantity in
      Block(quantity, units: selected.units(of: quantity))
    }
  }

  func append(
    _ step: Step, after start: [UInt8], to text: inout DecimalText
  ) {
    let start = start + layer
    for block in blocks {
      let values = step[block.quantity].elements
      start.withUnsafeBufferPointer { start in
        block.starts.withUnsafeBufferPointer { starts in
          var place = 0
          for (unit, end) in zip(block.units, block.ends) {
            text.bytes.append(contentsOf: start)
            text.bytes.append(
              contentsOf: UnsafeBufferPointer(rebasing: starts[place..<end]))
            text.append(values[unit])
            text.bytes.append(UInt8(ascii: "\n"))
            place = end
          }
        }
      }
    }
  }
}
