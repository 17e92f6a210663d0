/// Buffered standard output. Call `flush()` when all is written: what is still
/// in the buffer when the value goes away is lost.
package final class StandardOutput: ByteSink {
  private var writer = DescriptorWriter(descriptor: 1)

  /// Standard output with nothing buffered.
  package init() {}

  /// Takes all of `bytes`.
  ///
  /// - Throws: `ClosedPipe` when nobody reads any more, `OutputFileError`.
  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    try naming { try writer.write(bytes) }
  }

  /// Hands over what is buffered.
  ///
  /// - Throws: as `write` does.
  package func flush() throws { try naming { try writer.flush() } }

  private func naming(_ write: () throws -> Void) throws {
    do { try write() } catch let problem as WriteProblem {
      throw OutputFileError(problem, path: "standard output")
    }
  }
}
