import LSTMCore
import Synchronization

extension Model {
  /// The mean cross-entropy over a part of a text, in nats a character: on the
  /// fast path for the cells that have one, else by the reference.
  ///
  /// - Parameter progress: told the share that is read, 0 to 1.
  package func loss(
    over symbols: [UInt16], in range: Range<Int>, threads: Int,
    progress: (Double) -> Void = { _ in }
  ) -> Double {
    onFastPath?.loss(
      over: symbols, in: range, threads: threads, progress: progress)
      ?? referenceLoss(
        over: symbols, in: range, threads: threads, progress: progress)
  }

  /// `FloatModel.loss(over:in:threads:)` for any cell, in double precision: a
  /// long text is cut into up to 32 parts, each read from the zero state 1,000
  /// characters before it begins.
  package func referenceLoss(
    over symbols: [UInt16], in range: Range<Int>, threads: Int = 1,
    progress: (Double) -> Void = { _ in }
  ) -> Double {
    precondition(range.count > 1, "no character to predict")
    let predictions = range.count - 1
    let parts = max(1, min(32, predictions / 8_000))
    let done = Mutex(0)
    let sums = Workers(threads: threads).map(tasks: parts) { part in
      defer {
        done.withLock { done in
          done += 1
          progress(Double(done) / Double(parts))
        }
      }
      let start = range.lowerBound + predictions * part / parts
      let end = range.lowerBound + predictions * (part + 1) / parts
      return nats(
        of: symbols, from: max(range.lowerBound, start - 1_000),
        counting: start..<end)
    }
    return sums.reduce(0, +) / Double(predictions)
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
