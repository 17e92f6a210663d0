/// A program that was started, in a process group of its own, with every signal
/// as a program expects it.
package struct ChildProcess {
  /// Its number, and its group's.
  package let identifier: pid_t

  /// Starts `program`, a path.
  ///
  /// - Parameters:
  ///   - environment: nil for this process's own.
  ///   - descriptors: what it finds as 0, 1 and 2; nil for this process's own.
  /// - Throws: `ChildProcessError`.
  package init(
    _ program: String, _ arguments: [String],
    environment: [String: String]? = nil, descriptors: [Int32?] = []
  ) throws(ChildProcessError) {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (blocked, reset) = (sigset_t(), sigset_t())
    sigemptyset(&blocked)
    sigfillset(&reset)
    for number in [SIGKILL, SIGSTOP] { sigdelset(&reset, number) }
    posix_spawnattr_setsigmask(&attributes, &blocked)
    posix_spawnattr_setsigdefault(&attributes, &reset)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags =
      POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in descriptors.enumerated() {
      guard let descriptor else { continue }
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }

    let variables = environment.map { $0.map { "\($0.key)=\($0.value)" } }
    var identifier: pid_t = 0
    let code = withCStrings([program] + arguments) { words in
      guard let variables else {
        return posix_spawn(
          &identifier, program, &actions, &attributes, words, environ)
      }
      return withCStrings(variables) {
        posix_spawn(&identifier, program, &actions, &attributes, words, $0)
      }
    }
    guard code == 0 else {
      throw ChildProcessError(
        program: program, reason: String(cString: strerror(code)))
    }
    self.identifier = identifier
  }

  /// Waits until it has ended.
  ///
  /// - Returns: its exit status, or 128 and the signal that ended it, as a
  ///   shell says it.
  @discardableResult package func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
    return Self.shellStatus(status)
  }

  /// How it ended, as `wait` says it, or nil while it runs. Once it has said
  /// so, nobody knows it any more.
  package func status() -> Int32? {
    var status: Int32 = 0
    let ended = waitpid(identifier, &status, WNOHANG) == identifier
    return ended ? Self.shellStatus(status) : nil
  }

  private static func shellStatus(_ status: Int32) -> Int32 {
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// Ends it and every process of its group that is left.
  package func kill() {
    _ = killpg(identifier, SIGKILL)
  }
}

/// A program cannot be started.
package struct ChildProcessError: Error, CustomStringConvertible {
  let (program, reason): (String, String)

  package var description: String { "cannot run \(program): \(reason)." }
}

/// Calls `body` with the strings as C wants a list of them.
private func withCStrings<Result>(
  _ strings: [String],
  _ body: ([UnsafeMutablePointer<CChar>?]) throws -> Result
) rethrows -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return try body(copies + [nil])
}
