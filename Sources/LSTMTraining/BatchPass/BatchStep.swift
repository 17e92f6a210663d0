/// Loss and gradient of a model over one window of a batch, on several threads.
///
/// The batch is cut into shards whose number depends on the batch and the model
/// alone. A worker takes a shard through all time steps, forward and backward,
/// and the shards' gradients are summed in their order, so the result is the
/// same to the bit on any number of threads. Memory for values is allocated once.
package final class BatchStep {
  private let layout: ModelLayout
  private let window: Int
  private let loss: LossPlacement
  private let workers: Workers
  private let shards: [Range<Int>]
  private let weights: PreparedWeights
  private let passes: [ShardPass]
  private let gradients: [ShardGradient]
  private let total: ShardGradient
  private let learns: Bool
  /// The symbols of a batch, where there are more in the vocabulary than a
  /// batch can have; nil where all have a row.
  private var rows: SymbolRows?

  /// Memory for windows of `window` steps of `batch` streams.
  ///
  /// - Parameter learns: whether gradients are asked for, and not `loss` alone.
  package init(
    layout: ModelLayout, batch: Int, window: Int, loss: LossPlacement,
    threads: Int, dropsOut: Bool = false, learns: Bool = true
  ) {
    precondition(
      batch > 0 && window > 0 && threads > 0,
      "\(batch) streams, \(window) steps, \(threads) threads")
    (self.layout, self.window, self.loss) = (layout, window, loss)
    self.learns = learns
    let count = shardCount(batch: batch, layout: layout)
    shards = (0..<count).map {
      batch * $0 / count..<batch * ($0 + 1) / count
    }
    workers = Workers(threads: min(threads, count))
    let most = batch * window
    let isLarge = learns && layout.symbols > most
    rows = isLarge ? SymbolRows(vocabulary: layout.symbols) : nil
    weights = PreparedWeights(layout: layout, symbols: isLarge ? most : nil)
    passes = (0..<workers.threads).map { _ in
      ShardPass(
        layout: layout, window: window, capacity: (batch + count - 1) / count,
        dropsOut: dropsOut)
    }
    // Loss alone has no gradient by symbol.
    let tables = isLarge ? most : learns ? nil : 0
    gradients = shards.map { _ in
      ShardGradient(layout: layout, symbols: tables)
    }
    total = ShardGradient(layout: layout, symbols: tables)
  }

  /// The mean loss in nats, and in `gradient` the gradient of it; `carried`
  /// moves on by one window.
  package func gradient(
    of model: FloatModel, over batch: Batch, of text: [UInt16],
    carried: inout CarriedState, dropout: Dropout? = nil,
    into gradient: inout FloatModel
  ) -> Double {
    let predictions = batch.count * (loss == .every ? window : 1)
    precondition(learns, "a step that does not learn")
    findSymbols(of: batch, in: text)
    weights.load(model, symbols: rows?.symbols, workers: workers)
    run(
      batch, text, &carried,
      Learning(scale: 1 / Float(predictions), dropout: dropout))
    total.sum(gradients, rows: weights.rows, workers: workers)
    total.unfold(with: weights, into: &gradient, workers: workers)
    return gradients.reduce(0) { $0 + $1.loss } / Double(predictions)
  }

  /// The summed loss in nats and the number of characters in it; `carried`
  /// moves on by one window. The weights are those loaded last. Not for a step
  /// that learns a vocabulary larger than a batch.
  func loss(
    over batch: Batch, of text: [UInt16], carried: inout CarriedState
  ) -> (nats: Double, predictions: Int) {
    precondition(rows == nil, "tables of one batch's symbols")
    run(batch, text, &carried, nil)
    return gradients.reduce((0, 0)) { sum, shard in
      (sum.0 + shard.loss, sum.1 + shard.predictions)
    }
  }

  /// Takes over the weights of `model` for `loss`.
  func load(_ model: FloatModel) { weights.load(model, workers: workers) }

  /// How much memory such a step takes, in bytes.
  static func memory(
    layout: ModelLayout, batch: Int, window: Int, threads: Int
  ) -> Int {
    let count = shardCount(batch: batch, layout: layout)
    let rows = (batch + count - 1) / count * (window + 1)
    let values = layout.layers.reduce(0) { $0 + $1.columns + 4 * $1.width }
    let (columns, symbols) = (layout.layers[0].columns, layout.symbols)
    let table = columns * min(symbols, batch * window)
    return 4
      * (min(threads, count)
        * (rows * values + ReadoutPass.logits(symbols: symbols))
        + (count + 3) * (layout.count + table)
        // What validates has a row for every symbol.
        + columns * symbols)
  }

  private func findSymbols(of batch: Batch, in text: [UInt16]) {
    guard rows != nil else { return }
    rows?.removeAll()
    for start in batch.starts {
      for position in start..<start + window {
        rows?.add(text.indices.contains(position) ? text[position] : 0)
      }
    }
  }

  private func run(
    _ batch: Batch, _ text: [UInt16], _ carried: inout CarriedState,
    _ learning: Learning?
  ) {
    precondition(
      batch.count == shards.last?.upperBound,
      "\(batch.count) streams for \(shards.last?.upperBound ?? 0)")
    let offsets = carried
    text.withUnsafeBufferPointer { text in
      carried.values.withUnsafeMutableBufferPointer { carried in
        guard let carried = carried.baseAddress else { return }
        workers.run(tasks: shards.count) { worker, shard in
          passes[worker].run(
            weights, batch: batch, text: text, rows: rows,
            streams: shards[shard],
            carried: carried, offsets: offsets, loss: loss,
            learning: learning, into: gradients[shard])
        }
      }
    }
  }
}

/// Shards of about 16 streams keep a step's rows near the processor; wide
/// layers want more, to read their weights less often.
private func shardCount(batch: Int, layout: ModelLayout) -> Int {
  let widest = layout.layers.map(\.width).max() ?? 0
  let streams = widest > 256 ? 32 : 16
  return (batch + streams - 1) / streams
}
