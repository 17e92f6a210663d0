/// Where each stream of a batch stands in a text.
package struct Batch: Sendable {
  /// The position of the first symbol that each stream reads. What lies before
  /// the text is padding and masked: the state stays as it was. What lies
  /// behind the text is read as the unknown symbol.
  package var starts: [Int]
  /// How many steps at the beginning of each stream's window are padding too;
  /// nil for none.
  package var skipped: [Int]?
  /// The positions whose next symbol counts in the loss, for each stream; nil
  /// when all do.
  var counted: [Range<Int>]?

  package init(
    starts: [Int], counted: [Range<Int>]? = nil, skipped: [Int]? = nil
  ) {
    (self.starts, self.counted, self.skipped) = (starts, counted, skipped)
  }

  /// How many steps at the beginning of a stream's window are padding.
  func padding(of stream: Int) -> Int {
    max(skipped?[stream] ?? 0, -starts[stream])
  }

  /// How many streams there are.
  var count: Int { starts.count }
}

/// Which predictions of a window count.
package enum LossPlacement: String, CaseIterable, Codable, Sendable {
  /// The character after every step.
  case every
  /// The character after the last step of each window.
  case last
}
