import ArgumentParser
import Foundation
import ModelFiles

/// The root of the command line.
struct LSTMLab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lstm-lab",
    abstract: "See what every gate of an LSTM does, at every step of a text.",
    version: Version.current,
    subcommands: [
      TraceCommand.self, PlotGatesCommand.self, PlotTextCommand.self,
      PlotSaturationCommand.self, PlotWeightsCommand.self,
      PlotTrainingCommand.self, DiagramCommand.self,
      StepCommand.self, MemoryCommand.self, ContextsCommand.self,
      MatchCommand.self, FindCellsCommand.self, InterveneCommand.self,
      AblateCommand.self, PlotTrajectoryCommand.self,
      VanishingDemoCommand.self, GradientsCommand.self, PaperCommand.self,
      TrainCommand.self, SweepCommand.self, GenerateCommand.self,
      EvaluateCommand.self, ModelCommand.self, CellsCommand.self,
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
    // A reader that stops reading is no failure: write(2) then says EPIPE.
    signal(SIGPIPE, SIG_IGN)
    if CommandLine.arguments.last == HDF5Process.argument { HDF5Process.run() }
    do {
      var command = try LSTMLab.parseAsRoot()
      try command.run()
    } catch is ClosedPipe {
      exit(EXIT_SUCCESS)
    } catch {
      LSTMLab.exit(withError: error)
    }
  }
}
