/// A worker's memory for one shard of a batch, and the passes over it: all
/// layers and the readout, for all steps, without meeting another worker.
final class ShardPass {
  private let window: Int
  private let layers: [LayerPass]
  private let readout: ReadoutPass
  private var symbols: [UInt16]
  private var targets: [UInt16]
  /// How many steps at the beginning are padding, for each stream, or empty
  /// when there are none.
  private var padding: [Int] = []

  /// Memory for at most `capacity` streams and `window` steps.
  init(layout: ModelLayout, window: Int, capacity: Int) {
    self.window = window
    layers = layout.layers.map {
      LayerPass(
        layer: $0, kernel: layout.cell.kernel, window: window,
        capacity: capacity)
    }
    readout = ReadoutPass(layout: layout)
    symbols = [UInt16](repeating: 0, count: window * capacity)
    targets = symbols
  }

  /// Reads `streams` of the batch forward, and backward when there is a scale
  /// for the gradient.
  ///
  /// - Parameters:
  ///   - carried: the memory of a `CarriedState`, read and written at
  ///     `streams` only; `offsets` tells where.
  ///   - scale: by how much one prediction counts in the gradient.
  func run(
    _ weights: PreparedWeights, batch: Batch, text: UnsafeBufferPointer<UInt16>,
    streams: Range<Int>, carried: UnsafeMutablePointer<Float>,
    offsets: CarriedState, loss: LossPlacement, scale: Float?,
    into gradient: ShardGradient
  ) {
    let count = streams.count
    gradient.clear()
    gather(batch, text, streams)
    for (index, layer) in layers.enumerated() {
      layer.carry(carried, offsets, index, streams, .takeIn)
    }
    symbols.withUnsafeBufferPointer { symbols in
      for index in layers.indices {
        layers[index].forward(
          weights.layers[index], count: count,
          symbols: index == 0 ? symbols.baseAddress : nil,
          inputs: index == 0 ? nil : layers[index - 1].outputs(count),
          padding: padding)
      }
      readOut(weights, count, loss, scale, gradient)
      if scale != nil {
        backward(weights, count, symbols.baseAddress, loss, gradient)
      }
    }
    for (index, layer) in layers.enumerated() {
      layer.carry(carried, offsets, index, streams, .putBack)
    }
  }

  /// Copies the streams' symbols, and those that come after, into rows by time.
  private func gather(
    _ batch: Batch, _ text: UnsafeBufferPointer<UInt16>, _ streams: Range<Int>
  ) {
    padding = streams.map { max(0, batch.padding(of: $0)) }
    if padding.allSatisfy({ $0 == 0 }) { padding = [] }
    for (row, stream) in streams.enumerated() {
      let counted = batch.counted?[stream] ?? 0..<text.count - 1
      for t in 0..<window {
        let position = batch.starts[stream] + t
        let index = t * streams.count + row
        symbols[index] = text.indices.contains(position) ? text[position] : 0
        targets[index] =
          counted.contains(position)
          ? text[position + 1] : ReadoutPass.ignored
      }
    }
  }

  private func readOut(
    _ weights: PreparedWeights, _ count: Int, _ loss: LossPlacement,
    _ scale: Float?, _ gradient: ShardGradient
  ) {
    guard let top = layers.last else { return }
    let rows = (loss == .every ? 0 : (window - 1) * count)..<window * count
    let outputs = top.outputs(count)[rows]
    targets.withUnsafeBufferPointer { targets in
      guard let targets = targets.baseAddress.map({ $0 + rows.lowerBound })
      else { return }
      if let scale {
        readout.backward(
          weights, outputs: outputs, targets: targets, scale: scale,
          into: gradient, dOutputs: top.dHidden(count)[rows])
      } else {
        readout.loss(
          weights, outputs: outputs, targets: targets, into: gradient)
      }
    }
  }

  private func backward(
    _ weights: PreparedWeights, _ count: Int,
    _ symbols: UnsafePointer<UInt16>?, _ loss: LossPlacement,
    _ gradient: ShardGradient
  ) {
    for index in layers.indices.reversed() {
      let below = index == 0 ? nil : layers[index - 1]
      layers[index].backward(
        weights.layers[index], count: count,
        symbols: index == 0 ? symbols : nil, inputs: below?.outputs(count),
        lastOnly: loss == .last && index == layers.count - 1,
        padding: padding,
        into: gradient.layers[index], dInputs: below?.dHidden(count))
    }
  }
}

extension LayerPass {
  /// Which way a state is copied.
  enum Direction { case takeIn, putBack }

  /// Copies the streams' state into the rows before the first step, or from
  /// those after the last step back.
  func carry(
    _ carried: UnsafeMutablePointer<Float>, _ offsets: CarriedState,
    _ layer: Int, _ streams: Range<Int>, _ direction: Direction
  ) {
    let count = streams.count
    for (part, rows) in [
      (CarriedState.Part.hidden, hidden(count)), (.cell, cells(count)),
    ] {
      let outside = MatrixView(
        carried
          + offsets.offset(
            of: part, layer: layer, stream: streams.lowerBound),
        rows: count, columns: rows.columns)
      switch direction {
      case .takeIn: rows[0..<count].copy(from: outside)
      case .putBack:
        outside.copy(from: rows[rows.rows - count..<rows.rows])
      }
    }
  }
}
