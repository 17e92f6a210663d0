import Foundation
import LSTMCore

/// The mean gradient over the streams of a batch, each by `LSTMCore`.
struct ReferenceGradient: Sendable {
  let symbols: [UInt16]
  let window: Int
  let workers: Workers

  /// Loss and flat gradient, the mean over streams.
  ///
  /// Streams are summed in their order, whatever thread had which.
  ///
  /// - Parameters:
  ///   - starts: where each stream reads.
  ///   - carried: each stream's states before the window, and on return after.
  func mean(
    of model: Model, at starts: [Int], carried: inout [[State]]
  ) -> (loss: Double, gradient: [Double]) {
    let results = Results<ModelGradient>(count: starts.count)
    let before = carried
    workers.run(tasks: starts.count) { _, stream in
      let start = starts[stream]
      results[stream] = model.gradient(
        over: symbols[start...start + window].map { Int($0) },
        from: before[stream])
    }
    var (loss, sum) = (0.0, [Double](repeating: 0, count: model.parameterCount))
    for (stream, result) in results.values.enumerated() {
      guard let result else { continue }
      loss += result.loss
      carried[stream] = result.final
      let gradient = result.model.weights
      for k in sum.indices { sum[k] += gradient[k] }
    }
    let count = Double(starts.count)
    return (loss / count, sum.map { $0 / count })
  }
}

extension Model {
  /// The mean cross-entropy over a part of a text, in nats a character: on the
  /// fast path for the cells that have one, else by the reference.
  package func loss(
    over symbols: [UInt16], in range: Range<Int>, threads: Int
  ) -> Double {
    (try? FloatModel(self))?.loss(over: symbols, in: range, threads: threads)
      ?? referenceLoss(over: symbols, in: range, threads: threads)
  }

  /// `FloatModel.loss(over:in:threads:)` for any cell, in double precision: a
  /// long text is cut into up to 32 parts, each read from the zero state 1,000
  /// characters before it begins.
  package func referenceLoss(
    over symbols: [UInt16], in range: Range<Int>, threads: Int = 1
  ) -> Double {
    precondition(range.count > 1, "no character to predict")
    let predictions = range.count - 1
    let parts = max(1, min(32, predictions / 8_000))
    let results = Results<Double>(count: parts)
    Workers(threads: threads).run(tasks: parts) { _, part in
      let start = range.lowerBound + predictions * part / parts
      let end = range.lowerBound + predictions * (part + 1) / parts
      results[part] = nats(
        of: symbols, from: max(range.lowerBound, start - 1_000),
        counting: start..<end)
    }
    return results.values.reduce(0) { $0 + ($1 ?? 0) } / Double(predictions)
  }

  /// The summed cross-entropy of what follows each position of `counted`,
  /// reading from `first` on.
  private func nats(
    of symbols: [UInt16], from first: Int, counting counted: Range<Int>
  ) -> Double {
    var total = 0.0
    let read = symbols[first..<counted.upperBound].lazy.map {
      Datum.symbol(Int($0))
    }
    for (position, step) in zip(first..., steps(over: read))
    where position >= counted.lowerBound {
      guard let top = step.last else { continue }
      total += crossEntropy(
        logits(after: top[.hidden]), target: Int(symbols[position + 1]))
    }
    return total
  }
}

/// A value for each task, written by whichever thread has it.
final class Results<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private(set) var values: [Value?]

  init(count: Int) { values = [Value?](repeating: nil, count: count) }

  subscript(index: Int) -> Value? {
    get { lock.withLock { values[index] } }
    set { lock.withLock { values[index] = newValue } }
  }
}
