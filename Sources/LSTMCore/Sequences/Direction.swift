/// Which way a cell reads a sequence.
public enum Direction: String, CaseIterable, Sendable {
  /// From the first input to the last.
  case forward
  /// From the last input to the first.
  case reverse

  /// The steps of a sequence in the order in which they are read.
  func order(of count: Int) -> StrideTo<Int> {
    self == .forward
      ? stride(from: 0, to: count, by: 1)
      : stride(from: count - 1, to: -1, by: -1)
  }

  /// The opposite.
  var opposite: Direction { self == .forward ? .reverse : .forward }
}

/// The cells of each layer, of cells in order that read these ways: every
/// forward one begins a layer.
func layerRanges(of directions: [Direction]) -> [Range<Int>] {
  let starts = directions.indices.filter { directions[$0] == .forward }
  return zip(starts, starts.dropFirst() + [directions.count]).map { $0..<$1 }
}
