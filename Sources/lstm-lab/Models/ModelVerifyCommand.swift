import ArgumentParser
import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles

extension ModelCommand {
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Recompute each recorded value from the others and compare.",
      discussion: """
        Each value of a trace is computed again, number by number and with \
        other code, from the values that it follows from; the largest error of \
        each quantity is printed. Exits with 1 if an error exceeds rounding. \
        The file is held against itself: a weight that is wrong and finite \
        cannot show.

          lstm-lab model verify mine.safetensors
        """)

    @Argument(
      help: ArgumentHelp(
        ModelOptions.modelHelp,
        valueName: "name|file"), completion: .models)
    var model = BuiltIn.Model.book.rawValue
    @OptionGroup var foreign: ForeignModelOptions
    @OptionGroup var sequence: SequenceOptions
    @OptionGroup var messages: MessageOptions

    func run() throws {
      let file = try ModelFile.load(model, foreign.options())
      try file.requireOneWay()
      let read = try sequence.recording(by: file, quiet: messages.quiet)
      let check = ReplayCheck(read)
      try Output.write(to: nil) { try $0.write(check.text) }
      guard check.largest <= ReplayCheck.tolerance else {
        throw ExitCode.failure
      }
    }
  }
}
