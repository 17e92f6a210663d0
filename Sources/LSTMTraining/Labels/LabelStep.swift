import LSTMCore

/// Loss and gradient of a model that labels texts, over a batch of them, on
/// several threads.
///
/// A batch has few of the vocabulary's words. So these alone are taken out of
/// the embedding, as a small model whose symbols are the batch's words; what
/// is computed of it is put back in their places. The batch is cut into shards
/// and these are summed in their order, so the result is the same to the bit on
/// any number of threads.
package final class LabelStep {
  private let model: FloatModel
  private let classes: Readout.Classes
  private let workers: Workers
  private let passes: [LabelPass]
  /// For each word its place among those of the batch, or −1.
  private var places: [Int32]
  private var memories: [Int: Memory] = [:]

  /// What is needed for batches of up to so many different words.
  private final class Memory {
    let layout: ModelLayout
    let weights: PreparedWeights
    let gradients: [ShardGradient]
    let total: ShardGradient
    var model, gradient: FloatModel

    init(words: Int, of layout: ModelLayout, shards: Int, _ model: FloatModel) {
      let layout = layout.with(symbols: words)
      let empty = FloatModel(
        vocabulary: model.vocabulary, layout: layout,
        values: [Float](repeating: 0, count: layout.count))
      self.layout = layout
      weights = PreparedWeights(layout: layout)
      gradients = (0..<shards).map { _ in ShardGradient(layout: layout) }
      total = ShardGradient(layout: layout)
      (self.model, gradient) = (empty, empty)
    }
  }

  /// How many texts a shard has at most.
  private static let shard = 16
  private let shards: Int

  /// Memory for batches of at most `batch` texts of at most `longest` words.
  ///
  /// - Parameters:
  ///   - model: one of the sizes to come; its weights do not matter.
  ///   - prices: by how much a text of each class counts; all alike unless
  ///     given.
  package init(
    like model: FloatModel, batch: Int, longest: Int, threads: Int,
    prices: [Float]? = nil
  ) {
    guard let classes = model.classes else {
      preconditionFailure("a model that labels nothing")
    }
    (self.model, self.classes) = (model, classes)
    shards = (batch + Self.shard - 1) / Self.shard
    workers = Workers(threads: min(threads, shards))
    passes = (0..<workers.threads).map { _ in
      LabelPass(
        layout: model.layout, pooling: classes.pooling, longest: longest,
        capacity: min(batch, Self.shard), prices: prices)
    }
    places = [Int32](repeating: -1, count: model.layout.symbols)
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
    let (words, local) = local(texts)
    let memory = memory(for: words.count)
    gather(words, of: model, into: memory)
    let parts = parts(of: texts.count)
    workers.run(tasks: parts.count) { worker, part in
      passes[worker].learn(
        memory.weights, texts: local[parts[part]], labels: labels[parts[part]],
        LabelPass.Learning(
          scale: 1 / Float(texts.count), dropout: dropout,
          first: parts[part].lowerBound), into: memory.gradients[part])
    }
    let shards = Array(memory.gradients[..<parts.count])
    memory.total.sum(shards, in: 0..<memory.total.buffer.count)
    asWorker {
      memory.total.unfold(with: memory.weights, into: &memory.gradient)
    }
    scatter(words, from: memory, into: &gradient)
    return shards.reduce(0) { $0 + $1.loss } / Double(texts.count)
  }

  /// The logits of texts, each (classes).
  package func logits(of model: FloatModel, texts: [[UInt16]]) -> [Vector] {
    let (words, local) = local(texts)
    let memory = memory(for: words.count)
    gather(words, of: model, into: memory)
    let columns = model.layout.readout.columns
    let parts = parts(of: texts.count)
    let buffer = FloatBuffer(count: texts.count * columns)
    let z = buffer.matrix(rows: texts.count, columns: columns)
    workers.run(tasks: parts.count) { worker, part in
      passes[worker].logits(
        memory.weights, texts: local[parts[part]], into: z[parts[part]])
    }
    return (0..<texts.count).map { row in
      Vector(
        classes.names.indices.map { Double(z.base[row * columns + $0]) })
    }
  }

  private func parts(of count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: Self.shard).map {
      $0..<min($0 + Self.shard, count)
    }
  }

  /// The different words of a batch in the order in which they come, and the
  /// texts with these numbers.
  private func local(_ texts: [[UInt16]]) -> ([UInt16], [[UInt16]]) {
    var words: [UInt16] = []
    let local = texts.map { text in
      text.map { word in
        if places[Int(word)] < 0 {
          places[Int(word)] = Int32(words.count)
          words.append(word)
        }
        return UInt16(places[Int(word)])
      }
    }
    for word in words { places[Int(word)] = -1 }
    return (words, local)
  }

  private func memory(for words: Int) -> Memory {
    let size = (words + 127) / 128 * 128
    if let memory = memories[size] { return memory }
    let memory = Memory(
      words: size, of: model.layout, shards: shards, model)
    memories[size] = memory
    return memory
  }

  /// Takes the words' embeddings and all other weights out of `model`.
  private func gather(
    _ words: [UInt16], of model: FloatModel, into memory: Memory
  ) {
    let (whole, part) = (model.layout, memory.layout)
    let width = whole.embeddingSize
    model.withReadOnlyMemory { source in
      memory.model.withMemory { target in
        for (place, word) in words.enumerated() {
          (target + place * width)
            .update(from: source + Int(word) * width, count: width)
        }
        (target + part.tail).update(
          from: source + whole.tail, count: whole.count - whole.tail)
      }
    }
    asWorker { memory.weights.load(memory.model) }
  }

  /// Puts a gradient back into its places; other words have none.
  private func scatter(
    _ words: [UInt16], from memory: Memory, into gradient: inout FloatModel
  ) {
    let (whole, part) = (gradient.layout, memory.layout)
    let width = whole.embeddingSize
    memory.gradient.withReadOnlyMemory { source in
      gradient.withMemory { target in
        target.update(repeating: 0, count: whole.tail)
        for (place, word) in words.enumerated() {
          (target + Int(word) * width)
            .update(from: source + place * width, count: width)
        }
        (target + whole.tail).update(
          from: source + part.tail, count: whole.count - whole.tail)
      }
    }
  }
}

extension ModelLayout {
  /// Where everything but the embedding begins.
  fileprivate var tail: Int { layers[0].input.offset }

  /// The layout of the same model with other symbols.
  fileprivate func with(symbols: Int) -> ModelLayout {
    ModelLayout(
      symbols: symbols, embeddingSize: embeddingSize, hiddenSizes: hiddenSizes,
      cell: cell, outputs: outputs, isTwoWay: isTwoWay)
  }
}
