import LSTMCore

/// A worker's memory for some texts of a batch, and the passes over them: the
/// layer or both, pooling and readout.
///
/// Texts of a batch are of like length. Shorter ones begin later than the
/// longest: before their first word the state stays 0, whichever way a layer
/// reads, and nothing is pooled or learnt there.
final class LabelPass {
  private let layers: [LayerPass]
  private let readout: ReadoutPass
  private let pooling: Readout.Pooling
  private let widths: [Int]
  private let pooled, kept, dPooled: FloatBuffer
  private var symbols: [[UInt16]]
  private var targets: [UInt16] = []
  private var padding: [Int] = []

  /// Memory for at most `capacity` texts of `longest` words.
  ///
  /// - Parameter prices: by how much a text of each class counts; all alike
  ///   unless given.
  init(
    layout: ModelLayout, pooling: Readout.Pooling, longest: Int, capacity: Int,
    prices: [Float]? = nil
  ) {
    self.pooling = pooling
    layers = layout.layers.map {
      LayerPass(
        layer: $0, kernel: layout.cell.kernel, window: longest,
        capacity: capacity)
    }
    widths = layout.layers.map(\.width)
    readout = ReadoutPass(layout: layout, prices: prices)
    let values = capacity * widths.reduce(0, +)
    pooled = FloatBuffer(count: values)
    kept = FloatBuffer(count: values)
    dPooled = FloatBuffer(count: values)
    symbols = layers.map { _ in [] }
  }

  /// What is to be learnt from a batch.
  struct Learning {
    /// By how much one text counts.
    let scale: Float
    /// What is left out of what the readout reads.
    let dropout: Dropout?
    /// The place of the first text in the batch.
    let first: Int
  }

  /// Adds loss and gradient of texts, whose words are rows of the weights'
  /// table.
  func learn(
    _ weights: PreparedWeights, texts: ArraySlice<[UInt16]>,
    labels: ArraySlice<Int>, _ learning: Learning, into gradient: ShardGradient
  ) {
    gradient.clear(rows: weights.rows)
    read(weights, texts)
    let rows = texts.count
    let shown = learning.dropout.map { dropout in
      let kept = table(kept, rows)
      dropout.apply(
        to: table(pooled, rows), into: kept, layer: 0, stream: learning.first)
      return kept
    }
    targets = labels.map { UInt16($0) }
    let dPooled = table(dPooled, rows)
    targets.withUnsafeBufferPointer { targets in
      guard let targets = targets.baseAddress else { return }
      readout.backward(
        weights, outputs: shown ?? table(pooled, rows), targets: targets,
        scale: learning.scale, into: gradient, dOutputs: dPooled)
    }
    learning.dropout?.apply(
      to: dPooled, into: dPooled, layer: 0, stream: learning.first)
    backward(weights, rows, gradient)
  }

  /// What the readout reads of each text, and its logits; both (texts × …).
  func logits(
    _ weights: PreparedWeights, texts: ArraySlice<[UInt16]>, into z: MatrixView
  ) {
    read(weights, texts)
    for row in 0..<texts.count {
      z[row..<row + 1].copy(from: weights.readoutBias)
    }
    multiply(table(pooled, texts.count), weights.readout, into: z, adding: true)
  }

  private func table(_ buffer: FloatBuffer, _ rows: Int) -> MatrixView {
    buffer.matrix(rows: rows, columns: widths.reduce(0, +))
  }

  /// Reads the texts and pools.
  private func read(
    _ weights: PreparedWeights, _ texts: ArraySlice<[UInt16]>
  ) {
    let (count, steps) = (texts.count, texts.map(\.count).max() ?? 0)
    padding = texts.map { steps - $0.count }
    for (index, layer) in layers.enumerated() {
      layer.window = steps
      gather(texts, steps, index)
      layer.hidden(count)[0..<count].clear()
      layer.cells(count)[0..<count].clear()
      symbols[index].withUnsafeBufferPointer {
        layer.forward(
          weights.layers[index], count: count, symbols: $0.baseAddress,
          inputs: nil, padding: padding)
      }
      pool(layer, at: index, count, steps)
    }
  }

  /// The words by time, those of the second layer from the last to the first.
  private func gather(
    _ texts: ArraySlice<[UInt16]>, _ steps: Int, _ layer: Int
  ) {
    let count = texts.count
    symbols[layer] = [UInt16](repeating: 0, count: steps * count)
    for (row, text) in texts.enumerated() {
      for (k, symbol) in text.enumerated() {
        let place = layer == 0 ? k : text.count - 1 - k
        symbols[layer][(padding[row] + place) * count + row] = symbol
      }
    }
  }

  /// Where a layer's part of what is pooled begins.
  private func left(of layer: Int) -> Int {
    widths[..<layer].reduce(0, +)
  }

  private func pool(
    _ layer: LayerPass, at index: Int, _ count: Int, _ steps: Int
  ) {
    let (outputs, target) = (layer.outputs(count), table(pooled, count))
    let (width, left) = (widths[index], left(of: index))
    for row in 0..<count {
      let sum = target.base + row * target.columns + left
      let first = pooling == .mean ? padding[row] : steps - 1
      let share = Lanes(repeating: 1 / Float(steps - first))
      var k = 0
      while k < width {
        var total = Lanes.zero
        var t = first
        while t < steps {
          total += load(outputs.base, (t &* count &+ row) &* width &+ k)
          t &+= 1
        }
        store(total * share, sum, k)
        k &+= Lanes.scalarCount
      }
    }
  }

  /// The backward twin of `pool`: what lies before a text is set to 0 by the
  /// layer's own pass.
  private func unpool(
    _ layer: LayerPass, at index: Int, _ count: Int, _ steps: Int
  ) {
    let (target, source) = (layer.dHidden(count), table(dPooled, count))
    let (width, left) = (widths[index], left(of: index))
    for row in 0..<count {
      let d = source.base + row * source.columns + left
      let first = pooling == .mean ? padding[row] : steps - 1
      let share = Lanes(repeating: 1 / Float(steps - first))
      var t = first
      while t < steps {
        let out = target.base + (t &* count &+ row) &* width
        var k = 0
        while k < width {
          store(load(d, k) * share, out, k)
          k &+= Lanes.scalarCount
        }
        t &+= 1
      }
    }
  }

  private func backward(
    _ weights: PreparedWeights, _ count: Int, _ gradient: ShardGradient
  ) {
    for (index, layer) in layers.enumerated() {
      unpool(layer, at: index, count, layer.window)
      symbols[index].withUnsafeBufferPointer {
        layer.backward(
          weights.layers[index], count: count, symbols: $0.baseAddress,
          inputs: nil, lastOnly: pooling == .last, padding: padding,
          into: gradient.layers[index], dInputs: nil)
      }
    }
  }
}
