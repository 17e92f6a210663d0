import ArgumentParser
import ModelFiles
import Wording

extension ModelCommand {
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Write a model of another program as one of ours.",
      discussion: """
        The file says where it comes from: the name and the SHA-256 of the \
        source, its format, and how the order of the gates is known. Weights \
        are stored in single precision, or by --half in half the room. With \
        something to read (--file, --csv …) the file also keeps how far C goes \
        in its first 10,000 steps, or fewer for large models, so that a colour \
        means the same in all heatmaps of the model.

          lstm-lab model import model.onnx -o mine.safetensors
          lstm-lab model import model.onnx -o mine.safetensors --file text.txt
        """)

    @Argument(
      help: ArgumentHelp("A model file of another program.", valueName: "file"),
      completion: .models)
    var model: String
    @Option(
      name: .shortAndLong, help: "Where to write, as .safetensors.",
      completion: .file())
    var output: String
    @Flag(
      help: """
        Store weights in half precision: two bytes each, three digits.
        """)
    var half = false
    @Flag(help: "Replace a file that is there already.")
    var force = false
    @OptionGroup var sequence: SequenceOptions
    @OptionGroup var foreign: ForeignModelOptions
    @OptionGroup var messages: QuietOption

    func validate() throws { try ModelOutput.require(output) }

    func run() throws {
      let file = try ModelFile.load(model, foreign.options())
      file.origin?.say()
      var metadata = file.metadata
      if let origin = file.origin {
        metadata = ModelMetadata(
          try origin.provenance(name: file.name, sha256: file.sha256))
      }
      if sequence.isGiven {
        metadata[.scales] = try scales(of: file)?.json
      }
      try InputFiles.protect(from: output)
      try ModelOutput.requireNew(output, isForced: force)
      try ModelFile.save(
        file.model, metadata: metadata, as: half ? .f16 : .f32, to: output)
      messages.say("Written: \(output)")
    }

    /// How far the model goes in what is given to read.
    private func scales(of file: ModelFile) throws -> ReferenceScales? {
      let items = try sequence.source(for: file)
      let most = ReferenceScales.steps(for: file.model)
      let read = items.prefix(most).map(\.datum)
      try items.finish(by: file, quiet: messages.quiet)
      if read.count < 1_000 {
        messages.say(
          "warning: \(counted(read.count, "step")) say little of how far C goes: "
            + "read some 1,000 or more.")
      }
      return ReferenceScales(of: file.model, reading: [read])
    }
  }
}
