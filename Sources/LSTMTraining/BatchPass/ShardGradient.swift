/// The gradient from one shard of a batch, with the table of the first layer's
/// inputs in the place of embedding, input weights and bias.
final class ShardGradient {
  /// One layer.
  struct Layer {
    /// ∂P, one row per symbol, or ∂b above the first layer.
    let table: MatrixView
    /// ∂Wᵀ; no rows in the first layer, where it follows from ∂P.
    let input: MatrixView
    /// ∂Uᵀ.
    let recurrent: MatrixView
    /// ∂ the weights that act unit by unit.
    let unitWeights: MatrixView
  }

  let layers: [Layer]
  /// ∂Vᵀ, and ∂d.
  let readout, readoutBias: MatrixView
  /// The summed loss in nats, and of how many characters.
  var loss = 0.0
  var predictions = 0
  /// All the values, for sums of whole gradients.
  let buffer: FloatBuffer

  init(layout: ModelLayout) {
    func sizes(_ index: Int, _ layer: ModelLayout.Layer) -> [(Int, Int)] {
      [
        (layout.readsSymbols(index) ? layout.symbols : 1, layer.columns),
        (
          layout.readsSymbols(index) ? 0 : layer.input.rows,
          layer.input.columns
        ),
        (layer.width, layer.recurrent.columns),
        (layer.unitWeights.rows, layer.width),
      ]
    }
    let tables =
      layout.layers.enumerated().flatMap(sizes) + [
        (layout.readout.rows, layout.readout.columns),
        (1, layout.readoutBias.columns),
      ]
    let buffer = FloatBuffer(count: tables.reduce(0) { $0 + $1.0 * $1.1 })
    var next = buffer.base
    let views = tables.map { rows, columns in
      defer { next += rows * columns }
      return MatrixView(next, rows: rows, columns: columns)
    }
    layers = layout.layers.indices.map {
      Layer(
        table: views[4 * $0], input: views[4 * $0 + 1],
        recurrent: views[4 * $0 + 2], unitWeights: views[4 * $0 + 3])
    }
    (readout, readoutBias) = (views[views.count - 2], views[views.count - 1])
    self.buffer = buffer
  }

  /// Sets to 0 what the backward pass adds to; products overwrite the rest.
  func clear() {
    for layer in layers {
      layer.table.clear()
      layer.unitWeights.clear()
    }
    readoutBias.clear()
    (loss, predictions) = (0, 0)
  }

  /// The sum over `shards`, in their order, of the values in `range`, which
  /// starts at a group of lanes.
  func sum(_ shards: [ShardGradient], in range: Range<Int>) {
    let sources = shards.map(\.buffer.base)
    var k = range.lowerBound
    while k < range.upperBound {
      var total = Lanes.zero
      for source in sources { total += load(source, k) }
      store(total, buffer.base, k)
      k &+= Lanes.scalarCount
    }
  }

  /// Writes the gradient by the model's own weights:
  ///
  ///     P = E·Wᵀ + b   ⇒   ∂E = ∂P·W,  ∂Wᵀ = Eᵀ·∂P,  ∂b = Σ rows of ∂P
  func unfold(with weights: PreparedWeights, into gradient: inout FloatModel) {
    let layout = gradient.layout
    gradient.withMemory { base in
      for (index, layer) in layers.enumerated() {
        let segments = layout.layers[index]
        segments.recurrent.view(in: base).copy(from: layer.recurrent)
        segments.bias.view(in: base).addRows(of: layer.table)
        segments.unitWeights.view(in: base).copy(from: layer.unitWeights)
        let input = segments.input.view(in: base)
        guard layout.readsSymbols(index) else {
          input.copy(from: layer.input)
          continue
        }
        let dInputs = layer.table.columns(segments.inputColumns)
        multiplyTransposed(weights.embedding, dInputs, into: input)
        multiply(
          dInputs, weights.layers[index].inputTransposed,
          into: layout.embedding.view(in: base), adding: index > 0)
      }
      layout.readout.view(in: base).copy(from: readout)
      layout.readoutBias.view(in: base).copy(from: readoutBias)
    }
  }
}

extension MatrixView {
  /// Makes this row the sum of all rows of `table`.
  fileprivate func addRows(of table: MatrixView) {
    clear()
    for row in 0..<table.rows {
      let source = table.base + row * columns
      for k in 0..<columns { base[k] += source[k] }
    }
  }
}
