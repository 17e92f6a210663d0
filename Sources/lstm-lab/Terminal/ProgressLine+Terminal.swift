import Wording

extension ProgressLine {
  /// A line on standard error, where that is a terminal.
  convenience init(isQuiet: Bool) {
    self.init(
      isShown: !isQuiet && TerminalFacts.isErrorTerminal, write: Talk.update)
  }
}
