// The element-wise halves of a step, one pass over memory each. The letters
// are those of `LSTMCell.step` and of its backward twin.

/// The rows of one step of one layer: what both passes read and write.
struct StepRows {
  /// How many sequences.
  let count: Int
  /// Units, padded to whole lanes.
  let width: Int
  /// z, then f, i, C̃, o, then ∂z; (count × 4 width).
  let gates: UnsafeMutablePointer<Float>
  /// C of the step before, and C; (count × width) each.
  let previousCells, cells: UnsafeMutablePointer<Float>
  /// Which row of the table each sequence reads; nil when all read row 0.
  let symbols: UnsafePointer<UInt16>?

  @inline(__always)
  func tableRow(_ row: Int) -> Int {
    symbols.map { Int($0[row]) &* 4 &* width } ?? 0
  }
}

/// On entry `gates` holds U·h; on return the activations. `table` holds what
/// the input and the bias add.
func stepForward(
  _ rows: StepRows, table: UnsafePointer<Float>,
  hidden: UnsafeMutablePointer<Float>
) {
  let width = rows.width
  var row = 0
  while row < rows.count {
    let z = rows.gates + row &* 4 &* width
    let input = table + rows.tableRow(row)
    let previous = rows.previousCells + row &* width
    let cells = rows.cells + row &* width
    let out = hidden + row &* width
    var k = 0
    while k < width {
      let f = sigmoid(load(z, k) + load(input, k))
      let i = sigmoid(load(z, k &+ width) + load(input, k &+ width))
      let g = tanh(load(z, k &+ 2 &* width) + load(input, k &+ 2 &* width))
      let o = sigmoid(load(z, k &+ 3 &* width) + load(input, k &+ 3 &* width))
      let c = (i * g).addingProduct(f, load(previous, k))
      store(f, z, k)
      store(i, z, k &+ width)
      store(g, z, k &+ 2 &* width)
      store(o, z, k &+ 3 &* width)
      store(c, cells, k)
      store(o * tanh(c), out, k)
      k &+= Lanes.scalarCount
    }
    row &+= 1
  }
}

/// The backward twin: `gates` holds the activations on entry and ∂z on return.
///
/// - Parameters:
///   - dHidden: ∂L/∂h′; (count × width).
///   - dCells: ∂L/∂C′ from later steps on entry, ∂L/∂C on return.
///   - dTable: receives `+=` ∂z in the row that each sequence read.
func stepBackward(
  _ rows: StepRows, dHidden: UnsafePointer<Float>,
  dCells: UnsafeMutablePointer<Float>, dTable: UnsafeMutablePointer<Float>
) {
  let width = rows.width
  let one = Lanes(repeating: 1)
  var row = 0
  while row < rows.count {
    let z = rows.gates + row &* 4 &* width
    let sum = dTable + rows.tableRow(row)
    let previous = rows.previousCells + row &* width
    let cells = rows.cells + row &* width
    let (dh, dc) = (dHidden + row &* width, dCells + row &* width)
    var k = 0
    while k < width {
      let (f, i) = (load(z, k), load(z, k &+ width))
      let (g, o) = (load(z, k &+ 2 &* width), load(z, k &+ 3 &* width))
      let shown = tanh(load(cells, k))
      let dOutput = load(dh, k) * o
      let dCell = load(dc, k).addingProduct(
        dOutput, one.addingProduct(-shown, shown))
      let dzf = dCell * load(previous, k) * f * (one - f)
      let dzi = dCell * g * i * (one - i)
      let dzg = dCell * i * one.addingProduct(-g, g)
      let dzo = dOutput * shown * (one - o)
      store(dCell * f, dc, k)
      store(dzf, z, k)
      store(dzi, z, k &+ width)
      store(dzg, z, k &+ 2 &* width)
      store(dzo, z, k &+ 3 &* width)
      store(load(sum, k) + dzf, sum, k)
      store(load(sum, k &+ width) + dzi, sum, k &+ width)
      store(load(sum, k &+ 2 &* width) + dzg, sum, k &+ 2 &* width)
      store(load(sum, k &+ 3 &* width) + dzo, sum, k &+ 3 &* width)
      k &+= Lanes.scalarCount
    }
    row &+= 1
  }
}
