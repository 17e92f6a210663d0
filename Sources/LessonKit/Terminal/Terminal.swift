import Foundation

/// A terminal of 80 columns that commands run in, as a reader would see them.
enum Terminal {
  /// What a command printed, and how it ended.
  struct Result {
    var lines: [String]
    var status: Int32
    var isTimedOut: Bool
  }

  /// Runs a shell command and keeps what it printed.
  ///
  /// - Throws: `TerminalError`, or what the system says.
  static func run(
    _ command: String, in folder: URL, environment: [String: String],
    seconds: Double
  ) throws -> Result {
    let (control, screen) = try open()
    defer { close(control) }
    let process: ChildProcess
    do {
      defer { close(screen) }
      let null = Foundation.open("/dev/null", O_RDONLY | O_CLOEXEC)
      defer { close(null) }
      process = try ChildProcess(
        "/bin/bash",
        ["-c", #"cd "$1" && eval "$2""#, "/bin/bash", folder.path, command],
        environment: environment, descriptors: [null, screen, screen])
    }
    let deadline = Date(timeIntervalSinceNow: seconds)
    let (bytes, isTimedOut) = read(control, until: deadline)
    if isTimedOut { process.kill() }
    let status = process.wait()
    return Result(
      lines: lines(of: String(decoding: bytes, as: UTF8.self)),
      status: status, isTimedOut: isTimedOut)
  }

  private static func open() throws -> (control: Int32, screen: Int32) {
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

  private static func read(
    _ descriptor: Int32, until deadline: Date
  ) -> (bytes: [UInt8], isTimedOut: Bool) {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let left = deadline.timeIntervalSinceNow
      guard left > 0 else { return (bytes, true) }
      var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, Int32(min(left, 1) * 1000)) > 0 else { continue }
      let count = Foundation.read(descriptor, &piece, piece.count)
      // Once nobody writes any more, Linux says EIO and macOS 0.
      guard count > 0 else { return (bytes, false) }
      bytes.append(contentsOf: piece[..<count])
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
