import LSTMCore

/// Loss and gradient of a model that labels texts, over a batch of them, on
/// several threads.
///
/// Only the words of a batch have rows in its tables. The batch is cut into
/// shards and these are summed in their order, so the result is the same to the
/// bit on any number of threads.
package final class LabelStep {
  private let classes: Readout.Classes
  private let workers: Workers
  private let passes: [LabelPass]
  private let weights: PreparedWeights
  private let gradients: [ShardGradient]
  private let total: ShardGradient
  private var rows: SymbolRows

  /// How many texts a shard has at most.
  private static let shard = 16

  /// Memory for batches of at most `batch` texts of at most `longest` words.
  ///
  /// - Parameters:
  ///   - model: one of the sizes to come; its weights do not matter.
  ///   - prices: by how much a text of each class counts; all alike unless
  ///     given.
  ///   - learns: whether gradients are asked for, and not logits alone.
  package init(
    like model: FloatModel, batch: Int, longest: Int, threads: Int,
    prices: [Float]? = nil, learns: Bool = true
  ) {
    guard let classes = model.classes else {
      preconditionFailure("a model that labels nothing")
    }
    self.classes = classes
    let layout = model.layout
    let shards = (batch + Self.shard - 1) / Self.shard
    let most = min(layout.symbols, batch * longest)
    workers = Workers(threads: min(threads, shards))
    passes = (0..<workers.threads).map { _ in
      LabelPass(
        layout: layout, pooling: classes.pooling, longest: longest,
        capacity: min(batch, Self.shard), prices: prices)
    }
    weights = PreparedWeights(layout: layout, symbols: most)
    gradients = (0..<(learns ? shards : 0)).map { _ in
      ShardGradient(layout: layout, symbols: most)
    }
    total = ShardGradient(layout: layout, symbols: learns ? most : 0)
    rows = SymbolRows(vocabulary: layout.symbols)
  }

  /// The mean loss in nats, and in `gradient` the gradient of it.
  ///
  /// - Parameters:
  ///   - texts: the words of each text, one at least.
  ///   - labels: the class of each.
  package func gradient(
    of model: FloatModel, texts: [[UInt16]], labels: [Int],
    dropout: Dropout? = nil, into gradient: inout FloatModel
  ) -> Double {
    let local = load(model, for: texts)
    let parts = texts.count.runs(of: Self.shard)
    workers.run(tasks: parts.count) { worker, part in
      passes[worker].learn(
        weights, texts: local[parts[part]], labels: labels[parts[part]],
        LabelPass.Learning(
          scale: 1 / Float(texts.count), dropout: dropout,
          first: parts[part].lowerBound), into: gradients[part])
    }
    let shards = Array(gradients[..<parts.count])
    total.sum(shards, rows: weights.rows, workers: workers)
    total.unfold(with: weights, into: &gradient, workers: workers)
    return shards.reduce(0) { $0 + $1.loss } / Double(texts.count)
  }

  /// The logits of texts, each (classes).
  package func logits(of model: FloatModel, texts: [[UInt16]]) -> [Vector] {
    let local = load(model, for: texts)
    let columns = model.layout.readout.columns
    let parts = texts.count.runs(of: Self.shard)
    let buffer = FloatBuffer(count: texts.count * columns)
    let z = buffer.matrix(rows: texts.count, columns: columns)
    workers.run(tasks: parts.count) { worker, part in
      passes[worker].logits(
        weights, texts: local[parts[part]], into: z[parts[part]])
    }
    return (0..<texts.count).map { row in
      Vector(
        classes.names.indices.map { Double(z.base[row * columns + $0]) })
    }
  }

  /// Takes over the weights for the words of `texts`; gives the texts as rows
  /// of the tables.
  private func load(_ model: FloatModel, for texts: [[UInt16]]) -> [[UInt16]] {
    rows.removeAll()
    let local = texts.map { $0.map { rows.add($0) } }
    weights.load(model, symbols: rows.symbols, workers: workers)
    return local
  }
}
