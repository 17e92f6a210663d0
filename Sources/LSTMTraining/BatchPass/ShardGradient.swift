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
  /// ∂E of the symbols of a batch, where they are not all that there are.
  private let dEmbedding: MatrixView
  private let memory: MatrixMemory

  /// Memory for tables of so many symbols; for all of them unless given.
  init(layout: ModelLayout, symbols count: Int? = nil) {
    let rows = count ?? layout.symbols
    let memory = MatrixMemory()
    layers = layout.layers.enumerated().map { index, layer in
      let readsSymbols = layout.readsSymbols(index)
      return Layer(
        table: memory.matrix(readsSymbols ? rows : 1, layer.columns),
        input: memory.matrix(
          readsSymbols ? 0 : layer.input.rows, layer.input.columns),
        recurrent: memory.matrix(layer.width, layer.recurrent.columns),
        unitWeights: memory.matrix(layer.unitWeights.rows, layer.width))
    }
    readout = memory.matrix(layout.readout.rows, layout.readout.columns)
    readoutBias = memory.matrix(1, layout.readoutBias.columns)
    dEmbedding = memory.matrix(count ?? 0, layout.embeddingSize)
    self.memory = memory
  }

  /// Sets to 0 what the backward pass adds to, with so many rows in a table of
  /// symbols; products overwrite the rest.
  func clear(rows: Int) {
    for layer in layers {
      layer.table.top(rows).clear()
      layer.unitWeights.clear()
    }
    readoutBias.clear()
    (loss, predictions) = (0, 0)
  }

  /// Becomes the sum over `shards`, in their order.
  func sum(_ shards: [ShardGradient], rows: Int, workers: Workers) {
    let sources = shards.map { $0.arrays(rows: rows) }
    workers.run(
      arrays(rows: rows).enumerated().flatMap { index, target in
        target.count.runs(of: 16_384).map { range in
          {
            var k = range.lowerBound
            while k < range.upperBound {
              var total = Lanes.zero
              for source in sources { total += load(source[index].base, k) }
              store(total, target.base, k)
              k &+= Lanes.scalarCount
            }
          }
        }
      })
  }

  private func arrays(rows: Int) -> [MatrixView] {
    layers.flatMap {
      [$0.table.top(rows), $0.input, $0.recurrent, $0.unitWeights]
    } + [readout, readoutBias]
  }

  /// Writes the gradient by the model's own weights:
  ///
  ///     P = E·Wᵀ + b   ⇒   ∂E = ∂P·W,  ∂Wᵀ = Eᵀ·∂P,  ∂b = Σ rows of ∂P
  func unfold(
    with weights: PreparedWeights, into gradient: inout FloatModel,
    workers: Workers
  ) {
    let layout = gradient.layout
    gradient.withMemory { base in
      let embedding = layout.embedding.view(in: base)
      if weights.symbols != nil { embedding.clear() }
      let readoutBase = layout.readout.view(in: base)
      layout.readoutBias.view(in: base).copy(from: readoutBias)
      workers.run(
        layers.indices.flatMap { layerTasks($0, layout, weights, base) }
          + readout.rows.runs(of: 64).map { rows in
            { readoutBase[rows].copy(from: self.readout[rows]) }
          }
          + weights.rows.runs(of: 256).map { rows in
            { self.embed(rows, layout, weights, into: embedding) }
          })
    }
  }

  /// What a layer's own weights get, in tasks.
  private func layerTasks(
    _ index: Int, _ layout: ModelLayout, _ weights: PreparedWeights,
    _ base: UnsafeMutablePointer<Float>
  ) -> [() -> Void] {
    let (layer, segments) = (layers[index], layout.layers[index])
    let input = segments.input.view(in: base)
    let table = layer.table.top(weights.rows)
    let own = {
      segments.recurrent.view(in: base).copy(from: layer.recurrent)
      segments.bias.view(in: base).addRows(of: table)
      segments.unitWeights.view(in: base).copy(from: layer.unitWeights)
    }
    guard layout.readsSymbols(index) else {
      return [own, { input.copy(from: layer.input) }]
    }
    let symbols = weights.embedding.top(weights.rows)
    return [own]
      + input.rows.runs(of: 64).map { rows in
        {
          multiplyTransposed(
            symbols.columns(rows), table.columns(segments.inputColumns),
            into: input[rows])
        }
      }
  }

  /// ∂E of some rows, put where their symbols are.
  private func embed(
    _ rows: Range<Int>, _ layout: ModelLayout, _ weights: PreparedWeights,
    into embedding: MatrixView
  ) {
    let target = weights.symbols == nil ? embedding[rows] : dEmbedding[rows]
    var isFirst = true
    for (index, layer) in layers.enumerated() where layout.readsSymbols(index) {
      multiply(
        layer.table[rows].columns(layout.layers[index].inputColumns),
        weights.layers[index].inputTransposed, into: target, adding: !isFirst)
      isFirst = false
    }
    guard let symbols = weights.symbols else { return }
    for (row, symbol) in zip(rows, symbols[rows]) {
      embedding[Int(symbol)..<Int(symbol) + 1]
        .copy(from: dEmbedding[row..<row + 1])
    }
  }
}

extension MatrixView {
  /// The first rows, or all where there are no more.
  fileprivate func top(_ count: Int) -> MatrixView {
    self[0..<min(count, rows)]
  }

  /// Makes this row the sum of all rows of `table`.
  fileprivate func addRows(of table: MatrixView) {
    clear()
    for row in 0..<table.rows {
      let source = table.base + row * columns
      for k in 0..<columns { base[k] += source[k] }
    }
  }
}
