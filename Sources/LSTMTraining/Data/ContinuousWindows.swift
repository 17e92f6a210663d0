import LSTMCore

/// A text cut into equal parallel streams, read window by window: stream `b`
/// goes on in each window where it stopped in the one before, so state can be
/// carried across. (Truncated back-propagation through time.)
package struct ContinuousWindows: Sendable {
  private let range: Range<Int>
  private let batch: Int
  private let window: Int

  /// Windows over the symbols at `range`.
  ///
  /// Throws `TrainingError.textTooShort` when they are fewer than one window
  /// of every stream and the character after it.
  package init(_ range: Range<Int>, batch: Int, window: Int) throws {
    let needed = batch * window + 1
    guard range.count >= needed else {
      throw TrainingError.textTooShort(
        characters: range.count, needed: needed)
    }
    (self.range, self.batch, self.window) = (range, batch, window)
  }

  /// How many windows each stream has.
  package var count: Int { length / window }

  /// Window number `index` of every stream.
  package subscript(index: Int) -> Batch {
    precondition(0..<count ~= index, "window \(index) of \(count)")
    return Batch(
      starts: (0..<batch).map {
        range.lowerBound + $0 * length + index * window
      })
  }

  /// How many streams there are.
  var streams: Int { batch }

  /// The streams, one in twenty, that are sent back to the zero state: it is
  /// where every trace begins, and must not be new to a model.
  func freshStreams(using generator: inout SplitMix64) -> [Int] {
    (0..<batch).filter { _ in Int.random(in: 0..<20, using: &generator) == 0 }
  }

  /// How many characters each stream predicts.
  private var length: Int { (range.count - 1) / batch }
}
