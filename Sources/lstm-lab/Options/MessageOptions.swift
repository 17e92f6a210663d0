import ArgumentParser
import Wording

/// What a command says on standard error besides its result, and whether in
/// colour.
struct MessageOptions: ParsableArguments {
  @OptionGroup var quietness: QuietOption
  @OptionGroup var colour: ColourOption

  var quiet: Bool { quietness.quiet }

  /// A line that says how far the work is.
  var progress: ProgressLine { quietness.progress }

  /// Says one line.
  func say(_ line: @autoclosure () -> String) { quietness.say(line()) }
}

/// What a command says on standard error besides its result.
struct QuietOption: ParsableArguments {
  @Flag(help: "Suppress messages on standard error.")
  var quiet = false

  func validate() throws { Talk.isQuiet.store(quiet, ordering: .relaxed) }

  /// A line that says how far the work is.
  var progress: ProgressLine { ProgressLine(isQuiet: quiet) }

  /// Says one line.
  func say(_ line: @autoclosure () -> String) {
    if !quiet { Talk.say(line()) }
  }
}
