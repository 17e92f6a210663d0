import LSTMCore
import Wording

/// A trace as a table, one row a value:
///
///     step,character,layer,unit,quantity,value
///     0,T,0,0,f,0.7310585786300049
///
/// A model that reads in both directions adds a column `direction` after
/// `layer`, `forward` or `reverse`; both halves of a step belong to the
/// character that it read.
///
/// `CSVRow`s in UTF-8. Rows are ordered by step, layer, quantity and unit.
/// A value is the shortest decimal that reads back to the same `Double`; `nan`
/// and `inf` are written as such.
package enum TraceCSV {
  /// Writes the steps as they come, keeping none.
  ///
  /// - Parameters:
  ///   - steps: each character read, with what every layer computed.
  ///   - stack: the layers that computed it.
  /// - Throws: `TraceSelectionError`, and whatever `sink` throws.
  package static func write(
    _ steps: some Sequence<(Unicode.Scalar, [Step])>, of stack: Stack,
    selection: TraceSelection = TraceSelection(), to sink: some ByteSink
  ) throws {
    try write(
      steps.lazy.map { (String($0), $1) }, heading: "character",
      layers: selection.resolved(for: stack), to: sink)
  }

  /// Writes what was selected of each step, which read anything: a character,
  /// or a row of numbers that has a label or an empty string.
  ///
  /// - Parameters:
  ///   - heading: the name of the second column.
  ///   - layers: a selection of the layers that computed the steps.
  /// - Throws: whatever `sink` throws.
  package static func write(
    _ steps: some Sequence<(String, [Step])>, heading: String,
    layers: [SelectedLayer], to sink: some ByteSink
  ) throws {
    let direction = layers.first?.direction == nil ? "" : ",direction"
    let layers = layers.map(LayerRows.init)
    var text = DecimalText()
    text.bytes.reserveCapacity(2 * pieceSize)
    text.write("step,\(heading),layer\(direction),unit,quantity,value\n")
    for (number, (label, step)) in steps.enumerated() {
      let start = Array("\(number),\(CSVRow.field(label))".utf8)
      for layer in layers {
        layer.append(step[layer.place], after: start, to: &text)
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
