import LSTMCore

/// A shard read step by step by `LSTMCore`, rounded to single precision: for
/// cells that have no fast path, and for values that are held.
final class ReferenceActivationPass: ActivationPass {
  private let model: Model
  private let layer: Int
  private let sequence: LongSequence
  private let step: ActivationReader.StepFunction
  private let shard: Range<Int>
  private let streams: ActivationStreams
  private let quantities: [Quantity]
  private var states: [[State]]
  private let buffers: [FloatBuffer]
  private var prices: [Float]

  init(
    _ model: Model, layer: Int, givesPrices: Bool,
    over sequence: LongSequence, shard: Range<Int>,
    of streams: ActivationStreams,
    step: @escaping ActivationReader.StepFunction
  ) {
    (self.model, self.layer, self.step) = (model, layer, step)
    self.sequence = sequence
    (self.shard, self.streams) = (shard, streams)
    let cell = model.stack.cells[layer]
    quantities = cell.recorded
    let rows = activationWindow * shard.count
    // A plane is as wide as there are units, whatever the quantity's width.
    buffers = quantities.map { _ in
      FloatBuffer(count: rows * cell.hiddenSize)
    }
    states = [[State]](repeating: model.stack.initialState, count: shard.count)
    prices = givesPrices ? [Float](repeating: .nan, count: rows) : []
  }

  func forward(_ window: Int, of text: UnsafeBufferPointer<UInt16>) {
    for row in prices.indices { prices[row] = .nan }
    for (place, stream) in shard.enumerated() {
      let start = streams.start(stream, window)
      // The text's own beginning is read from the zero state, unwarmed.
      if start == 0 { states[place] = model.stack.initialState }
      for t in 0..<activationWindow where sequence.indices.contains(start + t) {
        read(at: start + t, place, row: t * shard.count + place)
      }
    }
  }

  private func read(
    at position: Int, _ place: Int, row: Int
  ) {
    let result = step(sequence.datum(at: position), states[place], position)
    states[place] = result.map(\.state)
    let units = model.stack.cells[layer].hiddenSize
    for (quantity, buffer) in zip(quantities, buffers) {
      let values = result[layer][quantity].elements
      for (unit, value) in values.enumerated() {
        buffer.base[row &* units &+ unit] = Float(value)
      }
    }
    guard !prices.isEmpty, let target = sequence.target(after: position),
      let loss = model.loss(after: result, target: target)
    else { return }
    prices[row] = Float(loss)
  }

  func block(
    _ window: Int, of text: UnsafeBufferPointer<UInt16>
  ) -> ActivationBlock {
    let units = model.stack.cells[layer].hiddenSize
    return streams.block(
      window, shard: shard, unitCount: units,
      planes: Dictionary(
        uniqueKeysWithValues: zip(quantities, buffers).map {
          ($0, (UnsafePointer($1.base), units))
        }), prices: prices)
  }
}
