/// Where each stream of a batch stands in a text.
package struct Batch: Sendable {
  /// The position of the first symbol that each stream reads; what lies
  /// outside the text is read as the unknown symbol.
  package var starts: [Int]
  /// The positions whose next symbol counts in the loss, for each stream; nil
  /// when all do.
  var counted: [Range<Int>]?

  package init(starts: [Int], counted: [Range<Int>]? = nil) {
    (self.starts, self.counted) = (starts, counted)
  }

  /// How many streams there are.
  var count: Int { starts.count }
}

/// Which predictions of a window count.
public enum LossPlacement: String, CaseIterable, Codable, Sendable {
  /// The character after every step.
  case every
  /// The character after the last step of each window.
  case last
}
