import LSTMCore

/// Reads long texts on the fast path and hands over what a layer computed,
/// window by window, keeping nothing: the one way in which a corpus is looked
/// at.
///
/// A long text is read as up to 64 streams side by side. Each begins 1,000
/// characters before its part, from the zero state, so that its memory is
/// filled when the part begins. A text under 8,000 characters is read as one
/// stream, with nothing approximate. Values are those of `CharacterModel` in
/// single precision.
public struct ActivationReader {
  private let weights: PreparedWeights
  private let layer: Int
  private let unitCount: Int
  private let givesPrices: Bool
  private let threads: Int

  /// How many characters a stream reads before its part.
  public static let warmUp = 1_000

  /// A reader of one layer.
  ///
  /// - Parameters:
  ///   - givesPrices: whether the loss of each next character is wanted.
  ///   - threads: how many may work; results do not depend on it.
  public init(
    _ model: FloatModel, layer: Int, givesPrices: Bool = false,
    threads: Int = 2
  ) {
    let layout = model.layout
    precondition(
      layout.layers.indices.contains(layer),
      "layer \(layer) of \(layout.layers.count)")
    let weights = PreparedWeights(layout: layout)
    asWorker { weights.load(model) }
    self.weights = weights
    (self.layer, unitCount) = (layer, layout.hiddenSizes[layer])
    (self.givesPrices, self.threads) = (givesPrices, threads)
  }

  /// Reads a part of `symbols`. Streams are shared out to a number of shards
  /// that depends on the text alone; each has a result of its own, which sees
  /// its blocks in order, and the results come back in the order of the text.
  ///
  /// - Parameters:
  ///   - range: the positions that count; all unless told otherwise. It begins
  ///     at 0 or has at least `warmUp` characters before it.
  ///   - result: a shard's result before its first block.
  ///   - add: takes a block in. Called on several threads, for one shard never
  ///     at the same time.
  public func read<Result>(
    _ symbols: [UInt16], in range: Range<Int>? = nil,
    into result: (_ shard: Int) -> Result,
    _ add: (inout Result, ActivationBlock) -> Void
  ) -> [Result] {
    let range = range ?? symbols.indices
    let streams = ActivationStreams(range)
    var results = streams.shards.indices.map(result)
    results.withUnsafeMutableBufferPointer { results in
      nonisolated(unsafe) let results = results
      symbols.withUnsafeBufferPointer { symbols in
        Workers(threads: max(1, threads)).run(tasks: streams.shards.count) {
          _, shard in
          let pass = ActivationPass(
            weights, layers: givesPrices ? weights.layers.count : layer + 1,
            shard: streams.shards[shard], of: streams)
          for window in streams.windows {
            pass.forward(window, of: symbols)
            guard window >= 0 else { continue }
            add(
              &results[shard],
              pass.block(
                window, layer: layer, unitCount: unitCount,
                prices: givesPrices ? pass.prices(window, of: symbols) : []))
          }
        }
      }
    }
    return results
  }
}

/// A range of symbols divided among streams that warm up before their part.
struct ActivationStreams {
  let range: Range<Int>
  let count: Int
  /// How many characters each stream counts.
  let length: Int
  /// How many windows are read before the parts begin.
  let warmUp: Int
  /// The streams that are read together, by one worker at a time.
  let shards: [Range<Int>]

  init(_ range: Range<Int>) {
    let available = range.lowerBound
    precondition(
      available == 0 || available >= ActivationReader.warmUp,
      "\(available) characters to warm up on")
    self.range = range
    let count = max(1, min(64, range.count / 4_000))
    self.count = count
    length = max(1, (range.count + count - 1) / count)
    warmUp =
      count == 1 && available == 0
      ? 0 : ActivationReader.warmUp / activationWindow
    let shardCount = max(min(2, count), (count + 15) / 16)
    shards = (0..<shardCount).map {
      count * $0 / shardCount..<count * ($0 + 1) / shardCount
    }
  }

  /// The windows from the first of the warm-up, which is negative.
  var windows: Range<Int> {
    -warmUp..<(range.isEmpty ? 0 : (length - 1) / activationWindow + 1)
  }

  /// The positions that count for a stream.
  func part(_ stream: Int) -> Range<Int> {
    let start = min(range.lowerBound + stream * length, range.upperBound)
    return start..<min(start + length, range.upperBound)
  }

  /// Where a stream is at the start of a window.
  func start(_ stream: Int, _ window: Int) -> Int {
    range.lowerBound + stream * length + window * activationWindow
  }
}
