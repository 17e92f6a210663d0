import CBuild

/// The words that the program was called with.
enum CalledWith {
  /// All of them, the program's own name first.
  static let words: [String] =
    argument_count() > 0
    ? (0..<argument_count()).map { String(cString: argument_at($0)) }
    : CommandLine.arguments
}
