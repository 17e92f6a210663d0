import Synchronization

/// The unfinished files of this process, so that a signal leaves none behind.
package enum PartialFiles {
  private static let paths = Mutex<Set<String>>([])

  /// Removes every unfinished file and ends the program; none is begun or put
  /// in its target's place any more.
  package static func removeAll(andThen end: () -> Never) -> Never {
    paths.withLock {
      for path in $0 { unlink(path) }
      end()
    }
  }

  /// Creates a file, which must not exist, and remembers it.
  ///
  /// - Returns: its descriptor, or -1 with `errno`.
  static func create(_ path: String) -> Int32 {
    paths.withLock {
      // The umask takes from the mode what a new file should not have.
      let descriptor = open(
        path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { $0.insert(path) }
      return descriptor
    }
  }

  /// Gives a complete file its real name.
  ///
  /// - Returns: 0, or -1 with `errno`.
  static func rename(_ path: String, to target: String) -> Int32 {
    paths.withLock {
      let result = systemRename(path, target)
      if result == 0 { $0.remove(path) }
      return result
    }
  }

  /// Removes a file that will not be finished.
  static func remove(_ path: String) {
    paths.withLock {
      unlink(path)
      $0.remove(path)
    }
  }
}
