/// A file that grows piece by piece and can be read meanwhile, as a log is.
package final class GrowingFile {
  private let path: String
  private var writer: DescriptorWriter

  /// The file at `path`, to be written from its end on.
  ///
  /// - Throws: `OutputFileError`.
  package init(_ path: String) throws(OutputFileError) {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .notWritable(path, reason: systemReason(errno))
    }
    self.path = path
    writer = DescriptorWriter(descriptor: descriptor)
  }

  deinit { close(writer.descriptor) }

  /// Adds a piece, and hands it to the system at once.
  ///
  /// - Throws: `OutputFileError`, or `ClosedPipe` for a FIFO without reader.
  package func append(_ text: String) throws {
    do {
      try Array(text.utf8).withUnsafeBytes { try writer.write($0) }
      try writer.flush()
    } catch let problem as WriteProblem {
      throw OutputFileError(problem, path: path)
    }
  }
}
