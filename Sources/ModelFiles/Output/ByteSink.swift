/// Something that takes bytes in order: a file, standard output, memory.
package protocol ByteSink: AnyObject {
  /// Takes all of `bytes`, or throws.
  func write(_ bytes: UnsafeRawBufferPointer) throws
}

extension ByteSink {
  /// Takes all of `bytes`, or throws.
  package func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try write($0) }
  }

  /// Takes `text` as UTF-8, or throws.
  package func write(_ text: String) throws {
    try write(Array(text.utf8))
  }
}

/// A sink that keeps what it is given.
package final class MemorySink: ByteSink {
  /// Everything written so far.
  package private(set) var bytes: [UInt8] = []

  /// A sink that holds nothing yet.
  package init() {}

  /// Appends `bytes`.
  package func write(_ bytes: UnsafeRawBufferPointer) {
    self.bytes.append(contentsOf: bytes)
  }
}

/// The reader of a pipe has gone, as `head` does when it has enough. No
/// failure: stop writing and exit with 0.
package struct ClosedPipe: Error, Equatable {
  /// The reader has gone.
  package init() {}
}
