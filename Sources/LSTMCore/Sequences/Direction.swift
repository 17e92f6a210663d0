/// Which way a cell reads a sequence.
public enum Direction: String, CaseIterable, Sendable {
  /// From the first input to the last.
  case forward
  /// From the last input to the first.
  case reverse
}
