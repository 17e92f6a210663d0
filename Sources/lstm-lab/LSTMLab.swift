import ArgumentParser
import CBuild
import LSTMTraining
import ModelFiles
import Wording

/// The root of the command line.
struct LSTMLab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lstm-lab",
    abstract: "See what every gate of an LSTM does, at every step of a text.",
    discussion: """
        lstm-lab trace --text "It was late."
        lstm-lab plot-gates gates.png --text "It was late."
        lstm-lab lesson show 1
      """,
    version: Version.current,
    groupedSubcommands: [
      CommandGroup(
        name: "Look",
        subcommands: [
          TraceCommand.self, PlotGatesCommand.self, PlotUnitsCommand.self,
          PlotTextCommand.self, ExploreCommand.self, PlotSaturationCommand.self,
          PlotWeightsCommand.self, PlotTrajectoryCommand.self,
          DiagramCommand.self,
        ]),
      CommandGroup(
        name: "Ask",
        subcommands: [
          StepCommand.self, MemoryCommand.self, ContextsCommand.self,
          MatchCommand.self, FindCellsCommand.self, InterveneCommand.self,
          AblateCommand.self, GradientsCommand.self,
        ]),
      CommandGroup(
        name: "Train and use",
        subcommands: [
          TrainCommand.self, GenerateCommand.self, EvaluateCommand.self,
          ForecastCommand.self, SummariseCommand.self, PlotTrainingCommand.self,
          SweepCommand.self,
          ModelCommand.self,
        ]),
      CommandGroup(
        name: "Learn and compare",
        subcommands: [
          LessonCommand.self, CellsCommand.self, VanishingDemoCommand.self,
          PaperCommand.self,
        ]),
    ])
}

/// The version that model files and pictures carry.
enum Version {
  static let current = "0.1.0"

  /// The version, the commit, and what the program was compiled for and its
  /// products are computed with here: the last digits of a training depend on
  /// that.
  static var whole: String {
    let parts =
      [commit].compactMap { $0 } + [
        "built for " + String(cString: build_instructions()),
        productInstructions,
      ]
    return "\(current) (\(parts.joined(separator: ", ")))"
  }

  /// The commit; nil in a build that was not told.
  private static var commit: String? {
    let told = build_commit()
    guard told > 0 else { return nil }
    let digits = String(told >> 1, radix: 16)
    return "commit " + String(repeating: "0", count: 7 - digits.count) + digits
      + (told & 1 == 1 ? " with changes" : "")
  }
}

@main
enum Main {
  static func main() {
    Descriptors.fill()
    // A reader that stops reading is no failure: write(2) then says EPIPE.
    signal(SIGPIPE, SIG_IGN)
    if CalledWith.words.last == HDF5Process.argument { HDF5Process.run() }
    Interruption.watch()
    exit(status(of: run))
  }

  private static func run() throws {
    let check = CommandLineCheck(Array(CalledWith.words.dropFirst()))
    do {
      if CalledWith.words.dropFirst() == ["--version"] {
        return try Output.write(to: nil) { try $0.write(Version.whole + "\n") }
      }
      try check.requireCommand()
      try check.requireOnce()
      var command = try parsed(check)
      try command.run()
    } catch  where LSTMLab.exitCode(for: error).isSuccess {
      // Help and version are data: that they cannot be written is a failure.
      let text = LSTMLab.fullMessage(for: error)
      if !text.isEmpty {
        try Output.write(to: nil) { try $0.write(text + "\n") }
      }
    } catch let error as ValidationError {
      // Its own words would be about the root of all commands.
      throw Misuse(error.message, of: check.command)
    }
  }

  private static func parsed(
    _ check: CommandLineCheck
  ) throws -> any ParsableCommand {
    do { return try LSTMLab.parseAsRoot(check.words) } catch {
      guard !LSTMLab.exitCode(for: error).isSuccess else { throw error }
      let words = check.wordsToParse
      do {
        guard words != check.words else { throw error }
        return try LSTMLab.parseAsRoot(words)
      } catch {
        try CommandLineCheck(words).requireKnownOptions()
        throw error
      }
    }
  }

  /// Runs `body`, says what went wrong, and returns the program's status.
  private static func status(of body: () throws -> Void) -> Int32 {
    do {
      try body()
      return EXIT_SUCCESS
    } catch is ClosedPipe {
      return EXIT_SUCCESS
    } catch let misuse as Misuse {
      Talk.say(misuse.description)
      return ExitCode.validationFailure.rawValue
    } catch {
      let text = LSTMLab.fullMessage(for: error)
      if !text.isEmpty { Talk.say(text) }
      return LSTMLab.exitCode(for: error).rawValue
    }
  }
}

/// A command line that makes no sense, with how the command is used.
private struct Misuse: Error, CustomStringConvertible {
  let description: String

  init(_ message: String, of command: any ParsableCommand.Type) {
    let usage = LSTMLab.usageString(for: command)
    // The words before the first option or argument call the command.
    let name = String(usage.prefix { $0 != "[" && $0 != "<" }).trimmedAtEnd
    description = """
      Error: \(message)
      Usage: \(usage)
        See '\(name) --help' for more information.
      """
  }
}
