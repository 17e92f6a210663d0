/// What a command says to the person who runs it: always on standard error.
enum Talk {
  /// Prints one line.
  static func say(_ line: String) { write(line + "\n") }

  /// Rewrites the terminal's current line.
  static func update(_ line: String) { write("\r\u{1B}[K" + line) }

  /// What cannot be said is left unsaid: no work is lost because nobody
  /// listens.
  private static func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        systemWrite(STDERR_FILENO, $0.baseAddress, $0.count)
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        return
      }
    }
  }
}
