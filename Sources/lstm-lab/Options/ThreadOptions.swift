import ArgumentParser

/// How many threads a command works on.
struct ThreadOptions: ParsableArguments {
  @Option(
    help: """
      Threads; the result does not depend on how many (default: one a core).
      """)
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1_024).contains(threads) {
      throw ValidationError(
        "--threads must be from 1 to 1024, not \(threads).")
    }
  }

  /// How many to start.
  var count: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }
}
