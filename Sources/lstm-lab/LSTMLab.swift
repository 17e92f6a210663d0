import ArgumentParser
import ModelFiles

/// The root of the command line.
struct LSTMLab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lstm-lab",
    abstract: "See what every gate of an LSTM does, at every step of a text.",
    version: Version.current,
    subcommands: [
      TraceCommand.self, PlotGatesCommand.self, PlotUnitsCommand.self,
      PlotTextCommand.self,
      ExploreCommand.self,
      PlotSaturationCommand.self, PlotWeightsCommand.self,
      PlotTrainingCommand.self, DiagramCommand.self,
      StepCommand.self, MemoryCommand.self, ContextsCommand.self,
      MatchCommand.self, FindCellsCommand.self, InterveneCommand.self,
      AblateCommand.self, PlotTrajectoryCommand.self,
      VanishingDemoCommand.self, GradientsCommand.self, PaperCommand.self,
      TrainCommand.self, SweepCommand.self, GenerateCommand.self,
      EvaluateCommand.self, ForecastCommand.self, ModelCommand.self,
      CellsCommand.self,
      LessonCommand.self,
    ])
}

/// The version that model files and pictures carry.
enum Version {
  static let current = "0.1.0"
}

@main
enum Main {
  static func main() {
    Descriptors.fill()
    // A reader that stops reading is no failure: write(2) then says EPIPE.
    signal(SIGPIPE, SIG_IGN)
    if CommandLine.arguments.last == HDF5Process.argument { HDF5Process.run() }
    Interruption.watch()
    exit(status(of: run))
  }

  private static func run() throws {
    do {
      var command = try LSTMLab.parseAsRoot()
      try command.run()
    } catch  where LSTMLab.exitCode(for: error).isSuccess {
      // Help and version are data: that they cannot be written is a failure.
      let text = LSTMLab.fullMessage(for: error)
      if !text.isEmpty {
        try Output.write(to: nil) { try $0.write(text + "\n") }
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
    } catch {
      let text = LSTMLab.fullMessage(for: error)
      if !text.isEmpty { Talk.say(text) }
      return LSTMLab.exitCode(for: error).rawValue
    }
  }
}
