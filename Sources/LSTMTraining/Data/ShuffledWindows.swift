/// Windows that start every `stride` characters, each read from the zero state,
/// in an order that jumps over the text. Nothing is copied: a window is a place
/// in the text.
package struct ShuffledWindows: Sendable {
  private let range: Range<Int>
  private let batch: Int
  private let window: Int
  private let stride: Int

  /// Windows over the symbols at `range`.
  ///
  /// Throws `TrainingError.textTooShort` when there is not one.
  package init(
    _ range: Range<Int>, batch: Int, window: Int, stride: Int
  ) throws {
    let needed = window + 1
    guard range.count >= needed else {
      throw TrainingError.textTooShort(
        characters: range.count, needed: needed)
    }
    (self.range, self.batch) = (range, batch)
    (self.window, self.stride) = (window, stride)
  }

  /// How many batches there are; the last is filled up with windows that come
  /// a second time.
  package var count: Int { (windows + batch - 1) / batch }

  /// Batch number `index` of an epoch that begins at one of `places`: so many
  /// windows into the order, and so many characters, fewer than `stride`, into
  /// the text. Were all epochs to begin at the first character, a stride of 3
  /// would leave two of three characters unpredicted for ever.
  ///
  /// The order takes steps of n/φ around the circle of the n windows, so that
  /// a batch is spread evenly over the text and no table of places is kept.
  package subscript(index: Int, offset offset: Int) -> Batch {
    precondition(0..<count ~= index, "batch \(index) of \(count)")
    let step = coprimeStep
    let (turn, shift) = offset.quotientAndRemainder(dividingBy: stride)
    let last = range.upperBound - 1 - window
    return Batch(
      starts: (0..<batch).map {
        let place = (turn + (index * batch + $0) * step) % windows
        return min(range.lowerBound + place * stride + shift, last)
      })
  }

  /// How many places an epoch may begin at.
  package var places: Int { windows * stride }

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
