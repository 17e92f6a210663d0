/// What is known of the terminal that a command writes to.
package enum TerminalFacts {
  /// Whether standard output is a terminal.
  package static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether standard error is a terminal, where a line can be rewritten.
  package static let isErrorTerminal = isatty(STDERR_FILENO) == 1

  /// Whether text on standard output may be in colour: a terminal that knows
  /// colours, and no `NO_COLOR`.
  package static var isColoured: Bool {
    isOutputTerminal
      && mayColour(noColour: variable("NO_COLOR"), terminal: variable("TERM"))
  }

  /// How many columns a line of standard output has.
  package static var width: Int {
    width(columns: variable("COLUMNS"), window: windowWidth(STDOUT_FILENO))
  }

  /// How many columns a line of standard error has.
  package static var errorWidth: Int {
    width(columns: variable("COLUMNS"), window: windowWidth(STDERR_FILENO))
  }

  package static func mayColour(noColour: String?, terminal: String?) -> Bool {
    noColour == nil && terminal != "dumb"
  }

  /// What `COLUMNS` says, else the terminal, else 80.
  package static func width(columns: String?, window: Int?) -> Int {
    columns.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? window ?? 80
  }

  private static func windowWidth(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else { return nil }
    return Int(size.ws_col)
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
