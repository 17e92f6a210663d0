/// A model's weights as the passes want them: aligned, with a transposed copy
/// where the backward pass multiplies from the other side, and with the first
/// layer's input product done once for every symbol.
final class PreparedWeights {
  /// One layer.
  struct Layer {
    /// What a step adds to U·h: for a layer that reads symbols P = E·Wᵀ + b,
    /// one row a symbol; above it b alone.
    let table: MatrixView
    /// Wᵀ, and W.
    let input, inputTransposed: MatrixView
    /// Uᵀ, and U.
    let recurrent, recurrentTransposed: MatrixView
    /// Weights that act unit by unit.
    let unitWeights: MatrixView
  }

  let layout: ModelLayout
  let embedding: MatrixView
  let layers: [Layer]
  /// Vᵀ, and V; d.
  let readout, readoutTransposed, readoutBias: MatrixView
  private var buffers: [FloatBuffer] = []

  init(layout: ModelLayout) {
    var buffers: [FloatBuffer] = []
    func matrix(_ rows: Int, _ columns: Int) -> MatrixView {
      let buffer = FloatBuffer(count: rows * columns)
      buffers.append(buffer)
      return buffer.matrix(rows: rows, columns: columns)
    }
    func pair(_ segment: ModelLayout.Segment) -> (MatrixView, MatrixView) {
      (
        matrix(segment.rows, segment.columns),
        matrix(segment.columns, segment.rows)
      )
    }
    self.layout = layout
    embedding = matrix(layout.embedding.rows, layout.embedding.columns)
    layers = layout.layers.enumerated().map { index, layer in
      let (input, inputTransposed) = pair(layer.input)
      let (recurrent, recurrentTransposed) = pair(layer.recurrent)
      return Layer(
        table: matrix(
          layout.readsSymbols(index) ? layout.symbols : 1, layer.columns),
        input: input, inputTransposed: inputTransposed,
        recurrent: recurrent, recurrentTransposed: recurrentTransposed,
        unitWeights: matrix(layer.unitWeights.rows, layer.width))
    }
    (readout, readoutTransposed) = pair(layout.readout)
    readoutBias = matrix(1, layout.readoutBias.columns)
    self.buffers = buffers
  }

  /// Takes over the weights of `model`.
  func load(_ model: FloatModel) {
    precondition(model.layout == layout, "a model of other sizes")
    model.withReadOnlyMemory { base in
      embedding.copy(from: layout.embedding.view(in: base))
      for (index, layer) in layers.enumerated() {
        let segments = layout.layers[index]
        layer.load(segments, from: base)
        if layout.readsSymbols(index) {
          multiply(
            embedding, layer.input,
            into: layer.table.columns(segments.inputColumns), adding: true)
        }
      }
      readout.copy(from: layout.readout.view(in: base))
      readoutTransposed.copyTransposed(from: readout)
      readoutBias.copy(from: layout.readoutBias.view(in: base))
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
    let bias = layer.bias.view(in: base)
    for row in 0..<table.rows { table[row..<row + 1].copy(from: bias) }
  }
}

extension ModelLayout.Segment {
  /// This array in a model's memory.
  func view(in base: UnsafeMutablePointer<Float>) -> MatrixView {
    MatrixView(base + offset, rows: rows, columns: columns)
  }
}
