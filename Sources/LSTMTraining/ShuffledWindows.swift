/// Windows that start every `stride` characters, each read from the zero state,
/// in an order that jumps over the text.
package struct ShuffledWindows: Sendable {
  private let range: Range<Int>
  private let batch: Int
  private let window: Int
  private let stride: Int

  /// Windows over the symbols at `range`.
  ///
  /// Throws `TrainingError.textTooShort` when there are fewer than one batch.
  package init(
    _ range: Range<Int>, batch: Int, window: Int, stride: Int
  ) throws {
    let needed = (batch - 1) * stride + window + 1
    guard range.count >= needed else {
      throw TrainingError.textTooShort(
        characters: range.count, needed: needed)
    }
    (self.range, self.batch) = (range, batch)
    (self.window, self.stride) = (window, stride)
  }

  /// How many whole batches there are.
  package var count: Int { windows / batch }

  /// Batch number `index` of an epoch that begins `offset` windows into the
  /// order.
  ///
  /// The order takes steps of n/φ around the circle of the n windows, so that
  /// a batch is spread evenly over the text and no table of places is kept.
  package subscript(index: Int, offset offset: Int) -> Batch {
    precondition(0..<count ~= index, "batch \(index) of \(count)")
    let step = coprimeStep
    return Batch(
      starts: (0..<batch).map {
        let place = (offset + (index * batch + $0) * step) % windows
        return range.lowerBound + place * stride
      })
  }

  /// How many windows there are.
  package var windows: Int { (range.count - 1 - window) / stride + 1 }

  /// A number near n/φ without a common divisor with n, so that its multiples
  /// visit every window once.
  private var coprimeStep: Int {
    var step = max(1, Int(Double(windows) * 0.618_033_988_75))
    while greatestCommonDivisor(step, windows) > 1 { step += 1 }
    return step
  }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  b == 0 ? a : greatestCommonDivisor(b, a % b)
}
