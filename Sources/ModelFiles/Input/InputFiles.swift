import Synchronization

/// The files that this process has opened to read, so that no output replaces
/// one of them, whatever it is called.
package enum InputFiles {
  private struct Identity: Hashable {
    let device, node: UInt64

    init(_ status: stat) {
      device = UInt64(truncatingIfNeeded: status.st_dev)
      node = UInt64(truncatingIfNeeded: status.st_ino)
    }
  }

  private static let opened = Mutex<Set<Identity>>([])

  /// Notes a file as one that is read.
  static func note(_ status: stat) {
    _ = opened.withLock { $0.insert(Identity(status)) }
  }

  /// Refuses an output that would replace what was read.
  ///
  /// - Throws: `OutputFileError.isInput`.
  package static func protect(from output: String) throws(OutputFileError) {
    var status = stat()
    guard stat(output, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return
    }
    let identity = Identity(status)
    if opened.withLock({ $0.contains(identity) }) { throw .isInput(output) }
  }
}
