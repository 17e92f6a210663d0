import ModelFiles
import Synchronization
import Wording

/// What a command says to the person who runs it: always on standard error.
enum Talk {
  /// Prints one line. What it quotes may come from anywhere: no character
  /// moves the terminal's cursor or changes its state, and on a terminal words
  /// stay whole at its edge.
  static func say(_ line: String) {
    let text = line.withVisibleControls
    write(
      (TerminalFacts.isErrorTerminal
        ? text.broken(at: TerminalFacts.errorWidth) : text) + "\n")
  }

  /// Asks a question, whose answer is typed on the same line.
  static func ask(_ question: String) { write(question.withVisibleControls) }

  /// Prints one line that nobody needs who asked for quiet.
  static func note(_ line: String) {
    if !isQuiet.load(ordering: .relaxed) { say(line) }
  }

  /// Whether notes are left out.
  static let isQuiet = Atomic(false)

  /// Rewrites the terminal's current line.
  static func update(_ line: String) {
    write("\r\u{1B}[K" + line.withVisibleControls)
  }

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
