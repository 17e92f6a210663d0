/// A terminal of 80 columns that commands run in, as a reader would see them.
package enum Terminal {
  /// What a command printed, and how it ended.
  package struct Result {
    package var lines: [String]
    package var ending: Ending
  }

  /// How a command ended.
  package enum Ending: Equatable, Sendable {
    /// By itself, with this code.
    case exit(Int32)
    /// Stopped, for it ran too long.
    case time
    /// Stopped, for it printed too much.
    case output
  }

  /// How far a command may go.
  package struct Limits: Sendable {
    /// How long it may run.
    package var seconds: Double
    /// How many bytes it may print.
    package var output: Int
    /// How many bytes of memory it may take; nil for a command that is trusted,
    /// which may also write files longer than it may print.
    package var memory: Int?
    /// How many processes it may start.
    package var processes: Int?

    /// Such limits.
    package init(
      seconds: Double, output: Int = 16 << 20, memory: Int? = nil,
      processes: Int? = nil
    ) {
      (self.seconds, self.output) = (seconds, output)
      (self.memory, self.processes) = (memory, processes)
    }

    /// The limits that the shell keeps, as a line of it.
    var line: String {
      var line = ""
      if let memory {
        line +=
          "ulimit -c 0 -t \(Int(seconds)) -f \(output >> 10); "
          + "ulimit -v \(memory >> 10) 2> /dev/null; "
      }
      if let processes {
        // The system counts all that the user runs.
        line +=
          "ulimit -u $((\(processes) + $(ls -d "
          + "/proc/[0-9]*/task/[0-9]* 2> /dev/null | wc -l))) 2> /dev/null; "
      }
      return line
    }
  }

  /// Runs a shell command, keeps what it printed, and ends whatever it started.
  ///
  /// - Parameter leftover: a folder to remove should this program be ended
  ///   meanwhile.
  /// - Throws: `TerminalError`, `ChildProcessError`.
  package static func run(
    _ command: String, in folder: URL, environment: [String: String],
    limits: Limits, leftover: URL? = nil
  ) throws -> Result {
    let (control, screen) = try openTerminal()
    defer { close(control) }
    let group: CommandGroup
    do {
      defer { close(screen) }
      group = try CommandGroup(
        limits.line + command, in: folder, environment: environment,
        output: screen, leftover: leftover)
    }
    defer { group.end() }
    let (bytes, ending) = output(of: control, until: group, limits)
    return Result(
      lines: lines(of: String(decoding: bytes, as: UTF8.self)), ending: ending)
  }

  private static func openTerminal() throws -> (control: Int32, screen: Int32) {
    var (control, screen): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: 50, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&control, &screen, nil, nil, &size) == 0 else {
      throw TerminalError()
    }
    var settings = termios()
    tcgetattr(screen, &settings)
    settings.c_oflag &= ~tcflag_t(OPOST)
    tcsetattr(screen, TCSANOW, &settings)
    _ = fcntl(control, F_SETFD, FD_CLOEXEC)
    _ = fcntl(screen, F_SETFD, FD_CLOEXEC)
    return (control, screen)
  }

  /// What is printed until the command itself has ended: what it leaves behind
  /// may hold the terminal open for ever.
  private static func output(
    of descriptor: Int32, until group: CommandGroup, _ limits: Limits
  ) -> (bytes: [UInt8], ending: Ending) {
    let deadline = Date(timeIntervalSinceNow: limits.seconds)
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let status = group.status
      var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let isReady = poll(&wait, 1, status == nil ? 50 : 0) > 0
      if isReady, wait.revents & Int16(POLLIN) != 0 {
        let count = read(descriptor, &piece, piece.count)
        if count > 0 { bytes.append(contentsOf: piece[..<count]) }
        guard bytes.count <= limits.output else { return (bytes, .output) }
      } else if let status {
        return (bytes, .exit(status))
      } else if isReady {
        // Nobody has the terminal open any more.
        usleep(2_000)
      }
      guard Date() < deadline else { return (bytes, .time) }
    }
  }

  /// The lines as they stay on the screen: a line that was written over shows
  /// what came last.
  static func lines(of text: String) -> [String] {
    let plain = text.replacing(/\u{1B}\[[0-9;]*[A-Za-z]/, with: "")
    return plain.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        var line = line
        while line.last == "\r" { line.removeLast() }
        return String(
          line.split(separator: "\r", omittingEmptySubsequences: false).last
            ?? "")
      }
  }
}

/// The system gives no terminal.
struct TerminalError: Error, CustomStringConvertible {
  let description = "the system gives no terminal to run commands in"
}
