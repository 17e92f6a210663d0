/// A model's weights as the passes want them: aligned, with a transposed copy
/// where the backward pass multiplies from the other side, and with the first
/// layer's input product done once for every symbol, or for every symbol that a
/// batch has.
final class PreparedWeights {
  /// One layer.
  struct Layer {
    /// What a step adds to U·h: for a layer that reads symbols P = E·Wᵀ + b,
    /// room for one row a symbol; above it b alone.
    let table: MatrixView
    /// Wᵀ, and W.
    let input, inputTransposed: MatrixView
    /// Uᵀ, and U.
    let recurrent, recurrentTransposed: MatrixView
    /// Weights that act unit by unit.
    let unitWeights: MatrixView
  }

  let layout: ModelLayout
  /// E, a row for each row of the tables.
  let embedding: MatrixView
  let layers: [Layer]
  /// Vᵀ, and V; d.
  let readout, readoutTransposed, readoutBias: MatrixView
  /// The symbols of the tables' rows; nil where row k is symbol k.
  private(set) var symbols: [UInt16]?
  private let memory: MatrixMemory

  /// Memory for tables of so many symbols; for all of them unless given.
  init(layout: ModelLayout, symbols count: Int? = nil) {
    let count = count ?? layout.symbols
    let memory = MatrixMemory()
    func pair(_ segment: ModelLayout.Segment) -> (MatrixView, MatrixView) {
      (
        memory.matrix(segment.rows, segment.columns),
        memory.matrix(segment.columns, segment.rows)
      )
    }
    self.layout = layout
    embedding = memory.matrix(count, layout.embedding.columns)
    layers = layout.layers.enumerated().map { index, layer in
      let (input, inputTransposed) = pair(layer.input)
      let (recurrent, recurrentTransposed) = pair(layer.recurrent)
      return Layer(
        table: memory.matrix(
          layout.readsSymbols(index) ? count : 1, layer.columns),
        input: input, inputTransposed: inputTransposed,
        recurrent: recurrent, recurrentTransposed: recurrentTransposed,
        unitWeights: memory.matrix(layer.unitWeights.rows, layer.width))
    }
    (readout, readoutTransposed) = pair(layout.readout)
    readoutBias = memory.matrix(1, layout.readoutBias.columns)
    self.memory = memory
  }

  /// How many rows of the tables are in use.
  var rows: Int { symbols?.count ?? layout.symbols }

  /// Takes over the weights of `model`, with a row in the tables for each of
  /// `symbols`, or for all.
  func load(
    _ model: FloatModel, symbols: [UInt16]? = nil,
    workers: Workers = Workers(threads: 1)
  ) {
    precondition(model.layout == layout, "a model of other sizes")
    self.symbols = symbols
    precondition(rows <= embedding.rows, "\(rows) rows in \(embedding.rows)")
    model.withReadOnlyMemory { base in
      workers.run(copies(from: base) + readoutCopies(from: base))
      workers.run(inputProducts(from: base))
    }
  }

  private func copies(from base: UnsafeMutablePointer<Float>) -> [() -> Void] {
    var tasks = layers.enumerated().map { index, layer in
      {
        let segments = self.layout.layers[index]
        layer.load(segments, from: base)
        guard !self.layout.readsSymbols(index) else { return }
        layer.table.copy(from: segments.bias.view(in: base))
      }
    }
    tasks.append {
      let source = self.layout.embedding.view(in: base)
      guard let symbols = self.symbols else {
        return self.embedding.copy(from: source)
      }
      for (row, symbol) in symbols.enumerated() {
        self.embedding[row..<row + 1].copy(
          from: source[Int(symbol)..<Int(symbol) + 1])
      }
    }
    return tasks
  }

  private func readoutCopies(
    from base: UnsafeMutablePointer<Float>
  ) -> [() -> Void] {
    let source = layout.readout.view(in: base)
    readoutBias.copy(from: layout.readoutBias.view(in: base))
    return readout.rows.runs(of: 64).map { rows in
      { self.readout[rows].copy(from: source[rows]) }
    }
      + readout.columns.runs(of: 1_024).map { columns in
        {
          self.readoutTransposed[columns].copyTransposed(
            from: source.columns(columns))
        }
      }
  }

  /// P = E·Wᵀ + b, some rows a task.
  private func inputProducts(
    from base: UnsafeMutablePointer<Float>
  ) -> [() -> Void] {
    layers.indices.filter(layout.readsSymbols).flatMap { index in
      let (layer, segments) = (layers[index], layout.layers[index])
      let bias = segments.bias.view(in: base)
      return rows.runs(of: 256).map { rows in
        {
          let table = layer.table[rows]
          for row in 0..<table.rows { table[row..<row + 1].copy(from: bias) }
          multiply(
            self.embedding[rows], layer.input,
            into: table.columns(segments.inputColumns), adding: true)
        }
      }
    }
  }
}

extension PreparedWeights.Layer {
  fileprivate func load(
    _ layer: ModelLayout.Layer, from base: UnsafeMutablePointer<Float>
  ) {
    input.copy(from: layer.input.view(in: base))
    inputTransposed.copyTransposed(from: input)
    recurrent.copy(from: layer.recurrent.view(in: base))
    recurrentTransposed.copyTransposed(from: recurrent)
    unitWeights.copy(from: layer.unitWeights.view(in: base))
  }
}

extension ModelLayout.Segment {
  /// This array in a model's memory.
  func view(in base: UnsafeMutablePointer<Float>) -> MatrixView {
    MatrixView(base + offset, rows: rows, columns: columns)
  }
}
