import LSTMCore

/// One sequence read a symbol at a time in single precision: the state is
/// carried, so a step costs the same however long the text has become.
///
///     z = P[symbol] + Uᵀ-rows · h,  P = E·Wᵀ + b       first layer
///     z = b + Wᵀ-rows · x + Uᵀ-rows · h                layers above
///
/// for each group of columns; see `CellKernel` for where the parts go.
package final class FloatSequence: SymbolReader {
  private let weights: PreparedWeights
  private let layers: [Layer]
  private let kernel: any CellKernel.Type
  private let symbolRow: FloatBuffer
  private let symbols: Int

  /// The memory of one layer: the row of a step, h and C.
  private struct Layer {
    let layout: ModelLayout.Layer
    let gates, hidden, cells: FloatBuffer
    var width: Int { layout.width }
  }

  /// A sequence at its beginning.
  package init(_ model: FloatModel) {
    let layout = model.layout
    weights = PreparedWeights(layout: layout)
    kernel = layout.cell.kernel
    weights.load(model)
    layers = layout.layers.map { layer in
      Layer(
        layout: layer, gates: FloatBuffer(count: layer.columns),
        hidden: FloatBuffer(count: layer.width),
        cells: FloatBuffer(count: layer.width))
    }
    symbolRow = FloatBuffer(count: layout.readoutBias.columns)
    symbols = layout.symbols
  }

  /// Back to the zero state.
  package func reset() {
    for layer in layers {
      layer.hidden.base.update(repeating: 0, count: layer.width)
      layer.cells.base.update(repeating: 0, count: layer.width)
    }
  }

  /// Reads one symbol.
  package func read(_ symbol: Int) {
    for (index, layer) in layers.enumerated() {
      let (weights, columns) = (weights.layers[index], layer.layout.columns)
      layer.gates.base.update(repeating: 0, count: columns)
      if index > 0 {
        addProduct(
          layers[index - 1].hidden.base, weights.input,
          to: layer.gates.base + layer.layout.inputColumns.lowerBound)
      }
      addProduct(layer.hidden.base, weights.recurrent, to: layer.gates.base)
      let row = index == 0 ? symbol : 0
      kernel.forward(
        StepRows(
          count: 1, width: layer.width, columns: columns,
          gates: layer.gates.base, previousHidden: layer.hidden.base,
          hidden: layer.hidden.base, previousCells: layer.cells.base,
          cells: layer.cells.base, table: weights.table.base + row * columns,
          symbols: nil, unitWeights: weights.unitWeights.base))
    }
  }

  /// The unnormalised log-probabilities of the next symbol; (symbols).
  package func predict() -> Vector {
    let bias = weights.readoutBias
    symbolRow.base.update(from: bias.base, count: bias.count)
    if let top = layers.last {
      addProduct(top.hidden.base, weights.readout, to: symbolRow.base)
    }
    return Vector((0..<symbols).map { Double(symbolRow.base[$0]) })
  }
}

/// `result += x·M` for one row x: M is read once, a strip of 128 columns at a
/// time, whose sums stay in registers.
private func addProduct(
  _ x: UnsafePointer<Float>, _ matrix: MatrixView,
  to result: UnsafeMutablePointer<Float>
) {
  let (rows, columns) = (matrix.rows, matrix.columns)
  var left = 0
  while left &+ 128 <= columns {
    addStrip(x, matrix.base + left, to: result + left, rows, columns)
    left &+= 128
  }
  while left < columns {
    var sum = load(result, left)
    var k = 0
    while k < rows {
      sum.addProduct(
        Lanes(repeating: x[k]), load(matrix.base, k &* columns &+ left))
      k &+= 1
    }
    store(sum, result, left)
    left &+= Lanes.scalarCount
  }
}

@inline(__always)
private func addStrip(
  _ x: UnsafePointer<Float>, _ strip: UnsafePointer<Float>,
  to result: UnsafeMutablePointer<Float>, _ rows: Int, _ columns: Int
) {
  var (a, b) = (load(result, 0), load(result, 16))
  var (c, d) = (load(result, 32), load(result, 48))
  var (e, f) = (load(result, 64), load(result, 80))
  var (g, h) = (load(result, 96), load(result, 112))
  var k = 0
  var row = strip
  while k < rows {
    let scale = Lanes(repeating: x[k])
    a.addProduct(scale, load(row, 0))
    b.addProduct(scale, load(row, 16))
    c.addProduct(scale, load(row, 32))
    d.addProduct(scale, load(row, 48))
    e.addProduct(scale, load(row, 64))
    f.addProduct(scale, load(row, 80))
    g.addProduct(scale, load(row, 96))
    h.addProduct(scale, load(row, 112))
    row += columns
    k &+= 1
  }
  store(a, result, 0)
  store(b, result, 16)
  store(c, result, 32)
  store(d, result, 48)
  store(e, result, 64)
  store(f, result, 80)
  store(g, result, 96)
  store(h, result, 112)
}
