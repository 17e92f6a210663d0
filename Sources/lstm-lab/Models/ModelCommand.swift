import ArgumentParser
import ModelFiles

struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model", abstract: "Look at model files.",
    discussion: """
        lstm-lab model info book
        lstm-lab model import model.onnx -o mine.safetensors
      """,
    subcommands: [Info.self, Import.self, Export.self, Verify.self])

  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "info",
      abstract: "Print a model's shapes and where it comes from.",
      discussion: """
          lstm-lab model info book
          lstm-lab model info mine.pt --text "It was late."
        """)

    @Argument(
      help: ArgumentHelp(
        ModelOptions.modelHelp,
        valueName: "name|file"), completion: .models)
    var model = BuiltIn.Model.book.rawValue
    @Option(
      help: "A text that the model knows, to prove the order of its gates by.")
    var text: String?
    @Option(help: "What to write: text, or json for programs.")
    var format = Format.text
    @OptionGroup var foreign: ForeignModelOptions

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    func run() throws {
      let options = try foreign.options()
      let file: ModelFile
      do { file = try ModelFile.load(model, options) } catch {
        return try showContents(despite: error)
      }
      let losses = try text.flatMap { text in
        try file.origin?.losses(on: text, options)
      }
      let said =
        switch format {
        case .text: try ModelSummary(file, losses: losses ?? []).text
        case .json: try ModelDescription(file, losses: losses ?? []).json()
        }
      try Output.write(to: nil) { try $0.write(said) }
    }

    /// Shows what is in a file of which no model can be made yet, and what is
    /// missing.
    private func showContents(despite error: any Error) throws {
      guard format == .text, let contents = ModelFile.contents(of: model),
        !contents.layers.isEmpty
      else { throw error }
      let text = ModelSummary.text(
        [("file", model)] + ModelSummary.contents(contents))
      try Output.write(to: nil) { try $0.write(text) }
      Talk.say("No model is made of it yet. \(error)")
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Copy a model, built-in or a file.",
      discussion: """
          lstm-lab model export book -o book.safetensors
        """)

    @Argument(
      help: ArgumentHelp(
        ModelOptions.modelHelp,
        valueName: "name|file"), completion: .models)
    var model: String
    @Option(name: .shortAndLong, help: "Where to write.", completion: .file())
    var output: String
    @Flag(help: "Replace a file that is there already.")
    var force = false
    @OptionGroup var messages: QuietOption

    func validate() throws { try ModelOutput.require(output) }

    func run() throws {
      // Read as a model too, so that what is written is one.
      let bytes = try ModelFile.load(model).source.bytes(of: model)
      try InputFiles.protect(from: output)
      try ModelOutput.requireNew(output, isForced: force)
      try OutputFile.write(to: output, durably: true) { try $0.write(bytes) }
      messages.say("Written: \(output)")
    }
  }
}
