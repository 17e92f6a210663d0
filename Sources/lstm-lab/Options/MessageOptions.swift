import ArgumentParser
import Wording

/// What a command says on standard error besides its result.
struct MessageOptions: ParsableArguments {
  @Flag(help: "Suppress messages on standard error.")
  var quiet = false

  /// A line that says how far the work is.
  var progress: ProgressLine { ProgressLine(isQuiet: quiet) }

  /// Says one line.
  func say(_ line: @autoclosure () -> String) {
    if !quiet { Talk.say(line()) }
  }
}
