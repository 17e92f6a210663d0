import LSTMCore

/// One shard of a text being read: a worker's memory, and the windows one
/// after the other.
protocol ActivationPass: AnyObject {
  /// Reads one window, from where the last one ended.
  func forward(_ window: Int, of text: UnsafeBufferPointer<UInt16>)

  /// What the layer computed in the window read last; valid until the next.
  func block(
    _ window: Int, of text: UnsafeBufferPointer<UInt16>
  ) -> ActivationBlock
}

/// A shard on the fast path: LSTM layers in single precision, many streams at
/// once.
final class FastActivationPass: ActivationPass {
  private let weights: PreparedWeights
  private let layers: [LayerPass]
  private let layer: Int
  private let unitCount: Int
  private let givesPrices: Bool
  private let shard: Range<Int>
  private let streams: ActivationStreams
  private var symbols: [UInt16]
  private lazy var logits = FloatBuffer(
    count: rowsAtOnce * weights.readout.columns)
  private let rowsAtOnce = 256

  init(
    _ weights: PreparedWeights, layer: Int, givesPrices: Bool,
    shard: Range<Int>, of streams: ActivationStreams
  ) {
    (self.weights, self.shard, self.streams) = (weights, shard, streams)
    (self.layer, self.givesPrices) = (layer, givesPrices)
    unitCount = weights.layout.hiddenSizes[layer]
    let count = givesPrices ? weights.layers.count : layer + 1
    layers = weights.layout.layers.prefix(count).map {
      LayerPass(
        layer: $0, kernel: weights.layout.cell.kernel,
        window: activationWindow, capacity: shard.count)
    }
    symbols = [UInt16](repeating: 0, count: activationWindow * shard.count)
  }

  /// Reads one window, from where the last one ended.
  func forward(_ window: Int, of text: UnsafeBufferPointer<UInt16>) {
    if window > -streams.warmUp { carryState() }
    // The text's own beginning is read from the zero state, unwarmed.
    if window == 0, shard.lowerBound == 0, streams.range.lowerBound == 0 {
      clearFirstStream()
    }
    gather(window, text)
    symbols.withUnsafeBufferPointer { symbols in
      for index in layers.indices {
        layers[index].forward(
          weights.layers[index], count: shard.count,
          symbols: index == 0 ? symbols.baseAddress : nil,
          inputs: index == 0 ? nil : layers[index - 1].outputs(shard.count),
          padding: [])
      }
    }
  }

  /// What the layer computed in the window read last.
  func block(
    _ window: Int, of text: UnsafeBufferPointer<UInt16>
  ) -> ActivationBlock {
    let prices = givesPrices ? self.prices(window, of: text) : []
    let (count, pass) = (shard.count, layers[layer])
    let cells = pass.cells(count)
    var planes: [Quantity: ActivationBlock.Plane] = [
      .hidden: (UnsafePointer(pass.outputs(count).base), cells.columns)
    ]
    let kernel = weights.layout.cell.kernel
    if weights.layout.cell.reference.quantities.contains(.cell) {
      planes[.cell] = (
        UnsafePointer(cells[count..<cells.rows].base), cells.columns
      )
    }
    let gates = UnsafePointer(pass.gates(count).base)
    let groups = kernel.quantities
    for (group, quantity) in groups.enumerated() {
      guard let quantity else { continue }
      planes[quantity] = (
        gates + group * cells.columns, groups.count * cells.columns
      )
    }
    return streams.block(
      window, shard: shard, unitCount: unitCount, planes: planes,
      prices: prices)
  }

  /// −ln p of the symbol after each row, NaN where there is none.
  private func prices(
    _ window: Int, of text: UnsafeBufferPointer<UInt16>
  ) -> [Float] {
    guard let top = layers.last else { return [] }
    let outputs = top.outputs(shard.count)
    var prices = [Float](repeating: .nan, count: outputs.rows)
    for start in stride(from: 0, to: outputs.rows, by: rowsAtOnce) {
      let rows = start..<min(start + rowsAtOnce, outputs.rows)
      let z = logits.matrix(
        rows: rows.count, columns: weights.readout.columns)
      multiply(outputs[rows], weights.readout, into: z)
      for row in rows {
        let stream = shard.lowerBound + row % shard.count
        let next = streams.start(stream, window) + row / shard.count + 1
        guard next > 0, next < text.count else { continue }
        prices[row] = crossEntropy(
          z.base + (row - start) * z.columns, weights.readoutBias.base,
          count: z.columns, target: Int(text[next]))
      }
    }
    return prices
  }

  private func gather(_ window: Int, _ text: UnsafeBufferPointer<UInt16>) {
    for (row, stream) in shard.enumerated() {
      let start = streams.start(stream, window)
      for t in 0..<activationWindow {
        let position = start + t
        symbols[t * shard.count + row] =
          text.indices.contains(position) ? text[position] : 0
      }
    }
  }

  /// The state after the last step becomes the one before the first.
  private func carryState() {
    for layer in layers {
      for rows in [layer.hidden(shard.count), layer.cells(shard.count)] {
        rows[0..<shard.count].copy(
          from: rows[rows.rows - shard.count..<rows.rows])
      }
    }
  }

  private func clearFirstStream() {
    for layer in layers {
      layer.hidden(shard.count)[0..<1].clear()
      layer.cells(shard.count)[0..<1].clear()
    }
  }
}

/// −ln softmax(z + bias)[target], summed in the order of the lanes.
private func crossEntropy(
  _ z: UnsafePointer<Float>, _ bias: UnsafePointer<Float>, count: Int,
  target: Int
) -> Float {
  var largest = Lanes(repeating: -.greatestFiniteMagnitude)
  for k in stride(from: 0, to: count, by: Lanes.scalarCount) {
    let biased = load(z, k) + load(bias, k)
    largest.replace(with: biased, where: .!(biased .<= largest))
  }
  let top = largest.max()
  var sums = Lanes.zero
  for k in stride(from: 0, to: count, by: Lanes.scalarCount) {
    sums += exp(load(z, k) + load(bias, k) - top)
  }
  return log(sums.sum()) + top - (z[target] + bias[target])
}
