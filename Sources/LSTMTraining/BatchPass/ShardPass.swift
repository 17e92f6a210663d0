/// A worker's memory for one shard of a batch, and the passes over it: all
/// layers and the readout, for all steps, without meeting another worker.
final class ShardPass {
  private let window: Int
  private let layers: [LayerPass]
  private let readout: ReadoutPass
  /// What is left of each layer's outputs; empty without dropout.
  private let dropped: [FloatBuffer]
  private var symbols: [UInt16]
  private var targets: [UInt16]
  /// How many steps at the beginning are padding, for each stream, or empty
  /// when there are none.
  private var padding: [Int] = []

  /// Memory for at most `capacity` streams and `window` steps.
  init(
    layout: ModelLayout, window: Int, capacity: Int, dropsOut: Bool = false
  ) {
    self.window = window
    layers = layout.layers.map {
      LayerPass(
        layer: $0, kernel: layout.cell.kernel, window: window,
        capacity: capacity)
    }
    readout = ReadoutPass(layout: layout)
    dropped = layout.layers.map {
      FloatBuffer(count: dropsOut ? window * capacity * $0.width : 0)
    }
    symbols = [UInt16](repeating: 0, count: window * capacity)
    targets = symbols
  }

  /// Reads `streams` of the batch forward, and backward when something is to
  /// be learnt.
  ///
  /// - Parameters:
  ///   - rows: where in the tables the symbols are, if not at their own number.
  ///   - carried: the memory of a `CarriedState`, read and written at
  ///     `streams` only; `offsets` tells where.
  ///   - learning: what the gradient is to be; nil for the loss alone.
  func run(
    _ weights: PreparedWeights, batch: Batch, text: UnsafeBufferPointer<UInt16>,
    rows: SymbolRows?, streams: Range<Int>,
    carried: UnsafeMutablePointer<Float>,
    offsets: CarriedState, loss: LossPlacement, learning: Learning?,
    into gradient: ShardGradient
  ) {
    let count = streams.count
    gradient.clear(rows: weights.rows)
    gather(batch, text, rows, streams)
    for (index, layer) in layers.enumerated() {
      layer.carry(carried, offsets, index, streams, .takeIn)
    }
    let masks = learning?.dropout.map {
      Masks(dropout: $0, stream: streams.lowerBound)
    }
    symbols.withUnsafeBufferPointer { symbols in
      for index in layers.indices {
        layers[index].forward(
          weights.layers[index], count: count,
          symbols: index == 0 ? symbols.baseAddress : nil,
          inputs: index == 0 ? nil : outputs(of: index - 1, count, masks),
          padding: padding)
        dropOut(index, count, masks)
      }
      readOut(weights, count, loss, learning?.scale, masks, gradient)
      if learning != nil {
        backward(weights, count, symbols.baseAddress, loss, masks, gradient)
      }
    }
    for (index, layer) in layers.enumerated() {
      layer.carry(carried, offsets, index, streams, .putBack)
    }
  }

  /// Copies the streams' symbols, and those that come after, into rows by time.
  private func gather(
    _ batch: Batch, _ text: UnsafeBufferPointer<UInt16>, _ rows: SymbolRows?,
    _ streams: Range<Int>
  ) {
    padding = streams.map { max(0, batch.padding(of: $0)) }
    if padding.allSatisfy({ $0 == 0 }) { padding = [] }
    for (row, stream) in streams.enumerated() {
      let counted = batch.counted?[stream] ?? 0..<text.count - 1
      for t in 0..<window {
        let position = batch.starts[stream] + t
        let index = t * streams.count + row
        let symbol = text.indices.contains(position) ? text[position] : 0
        symbols[index] = rows?[symbol] ?? symbol
        targets[index] =
          counted.contains(position)
          ? text[position + 1] : ReadoutPass.ignored
      }
    }
  }

  /// Which dropout, and for which shard.
  private struct Masks {
    let dropout: Dropout
    let stream: Int

    func apply(to source: MatrixView, into target: MatrixView, layer: Int) {
      dropout.apply(to: source, into: target, layer: layer, stream: stream)
    }
  }

  /// What goes up from a layer.
  private func outputs(
    of layer: Int, _ count: Int, _ masks: Masks?
  ) -> MatrixView {
    let outputs = layers[layer].outputs(count)
    guard masks != nil else { return outputs }
    return dropped[layer].matrix(rows: outputs.rows, columns: outputs.columns)
  }

  private func dropOut(_ layer: Int, _ count: Int, _ masks: Masks?) {
    masks?.apply(
      to: layers[layer].outputs(count), into: outputs(of: layer, count, masks),
      layer: layer)
  }

  private func readOut(
    _ weights: PreparedWeights, _ count: Int, _ loss: LossPlacement,
    _ scale: Float?, _ masks: Masks?, _ gradient: ShardGradient
  ) {
    guard let top = layers.last else { return }
    let rows = (loss == .every ? 0 : (window - 1) * count)..<window * count
    let outputs = outputs(of: layers.count - 1, count, masks)[rows]
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
    _ masks: Masks?, _ gradient: ShardGradient
  ) {
    for index in layers.indices.reversed() {
      let below = index == 0 ? nil : layers[index - 1]
      let dHidden = layers[index].dHidden(count)
      masks?.apply(to: dHidden, into: dHidden, layer: index)
      layers[index].backward(
        weights.layers[index], count: count,
        symbols: index == 0 ? symbols : nil,
        inputs: index == 0 ? nil : outputs(of: index - 1, count, masks),
        lastOnly: loss == .last && index == layers.count - 1,
        padding: padding,
        into: gradient.layers[index], dInputs: below?.dHidden(count))
    }
  }
}

/// What a gradient is to be.
struct Learning: Sendable {
  /// By how much one prediction counts.
  let scale: Float
  /// What is left out on the way up.
  let dropout: Dropout?
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
