import LSTMCore
import Synchronization

/// Reads long sequences and hands over what a layer computed, window by window,
/// keeping nothing: the one way in which a corpus is looked at. On the fast
/// path where the layers have one that keeps all of their quantities and nothing
/// is held, else step by step.
///
/// A long text is read as up to 64 streams side by side. Each begins 1,000
/// characters before its part, from the zero state, so that its memory is
/// filled when the part begins. A text under 8,000 characters is read as one
/// stream, with nothing approximate. Values are those of `Model` in
/// single precision.
///
/// State is carried on for a stream's whole part, however long. That does a
/// model no harm that was trained so: `book` foretells as well after 64,000
/// characters as after 1,000, its |C| keeps its size from about 500 on, and the
/// few units whose C goes into hundreds count, as unit 90 does the characters
/// of a paragraph. (`Tests/Scripts/measure_drift.py` measures it.)
package struct ActivationReader {
  private let pass:
    (_ shard: Range<Int>, ActivationStreams, LongSequence) ->
      any ActivationPass
  private let threads: Int

  /// One step of a model's layers; `position` counts elements of the sequence.
  package typealias StepFunction =
    @Sendable (
      _ datum: Datum, _ state: [State], _ position: Int
    ) -> [Step]

  /// How many characters a stream reads before its part.
  package static let warmUp = 1_000

  /// A reader of one layer.
  ///
  /// - Parameters:
  ///   - givesPrices: whether the loss of each next character is wanted.
  ///   - threads: how many may work; results do not depend on it.
  package init(
    _ model: FloatModel, layer: Int, givesPrices: Bool = false,
    threads: Int = 2
  ) {
    let layout = model.layout
    precondition(
      layout.layers.indices.contains(layer),
      "layer \(layer) of \(layout.layers.count)")
    let weights = PreparedWeights(layout: layout)
    weights.load(model)
    self.init(threads: threads) { shard, streams, _ in
      FastActivationPass(
        weights, layer: layer, givesPrices: givesPrices, shard: shard,
        of: streams)
    }
  }

  /// A reader of one layer of any model.
  ///
  /// - Parameters:
  ///   - step: a step in which something is held; nil for the model's own.
  ///   - givesPrices: whether the loss of each next character is wanted.
  ///   - threads: how many may work; results do not depend on it.
  package init(
    _ model: Model, layer: Int, givesPrices: Bool = false,
    threads: Int = 2, step: StepFunction? = nil
  ) {
    if step == nil, let packed = model.onFastPath,
      packed.layout.cell.keepsQuantities
    {
      self.init(
        packed, layer: layer, givesPrices: givesPrices, threads: threads)
      return
    }
    precondition(
      model.stack.cells.indices.contains(layer),
      "layer \(layer) of \(model.stack.cells.count)")
    let step =
      step ?? { datum, state, _ in
        model.stack.step(model.reader(datum), from: state)
      }
    self.init(threads: threads) { shard, streams, sequence in
      ReferenceActivationPass(
        model, layer: layer, givesPrices: givesPrices, over: sequence,
        shard: shard, of: streams, step: step)
    }
  }

  private init(
    threads: Int,
    pass:
      @escaping (_ shard: Range<Int>, ActivationStreams, LongSequence) ->
      any ActivationPass
  ) {
    (self.threads, self.pass) = (threads, pass)
  }

  /// Reads a part of a sequence. Streams are shared out to a number of shards
  /// that depends on the text alone; each has a result of its own, which sees
  /// its blocks in order, and the results come back in the order of the text.
  ///
  /// - Parameters:
  ///   - range: the positions that count; all unless told otherwise. It begins
  ///     at 0 or has at least `warmUp` characters before it.
  ///   - result: a shard's result before its first block; called on several
  ///     threads.
  ///   - progress: told the share that is read, 0 to 1; called on several
  ///     threads, never at the same time.
  ///   - add: takes a block in. Called on several threads, for one shard never
  ///     at the same time.
  package func read<Result>(
    _ sequence: LongSequence, in range: Range<Int>? = nil,
    progress: (Double) -> Void = { _ in },
    into result: (_ shard: Int) -> Result,
    _ add: (inout Result, ActivationBlock) -> Void
  ) -> [Result] {
    let range = range ?? sequence.indices
    let streams = ActivationStreams(range)
    let total = Double(max(1, streams.shards.count * streams.windows.count))
    let done = Atomic(0)
    let telling = Mutex(())
    return sequence.symbols.withUnsafeBufferPointer { symbols in
      Workers(threads: threads).map(tasks: streams.shards.count) { shard in
        var result = result(shard)
        let pass = pass(streams.shards[shard], streams, sequence)
        for window in streams.windows {
          pass.forward(window, of: symbols)
          if window >= 0 { add(&result, pass.block(window, of: symbols)) }
          let share =
            Double(done.wrappingAdd(1, ordering: .relaxed).newValue) / total
          telling.withLockIfAvailable { _ in progress(share) }
        }
        return result
      }
    }
  }
}

extension ActivationStreams {
  /// The block of a shard's window.
  func block(
    _ window: Int, shard: Range<Int>, unitCount: Int,
    planes: [Quantity: ActivationBlock.Plane], prices: [Float]
  ) -> ActivationBlock {
    let starts = shard.map { start($0, window) }
    return ActivationBlock(
      firstStream: shard.lowerBound,
      positions: zip(shard, starts).map { stream, start in
        (start..<start + activationWindow).clamped(to: part(stream))
      },
      unitCount: unitCount, starts: starts, planes: planes, prices: prices)
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
