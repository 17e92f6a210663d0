import ArgumentParser
import LSTMCore
import ModelFiles

struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model", abstract: "Look at model files.",
    subcommands: [Info.self, Export.self, Verify.self])

  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a model's shapes and where it comes from.")

    @Argument(
      help: ArgumentHelp(
        "A built-in model (book, counter) or a .safetensors file.",
        valueName: "name|file"))
    var model = "book"

    func run() throws {
      let file = try ModelFile.load(model)
      try Output.write(to: nil) { try $0.write(ModelSummary(file).text) }
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a model file as it is, a built-in one too.")

    @Argument(
      help: ArgumentHelp(
        "A built-in model (book, counter) or a .safetensors file.",
        valueName: "name|file"))
    var model: String
    @Option(name: .shortAndLong, help: "Where to write.")
    var output: String

    func run() throws {
      let bytes = try ModelFile.bytes(of: model)
      // Read as a model too, so that what is written is one.
      _ = try ModelFile.load(model)
      try OutputFile.write(to: output, durably: true) { try $0.write(bytes) }
    }
  }
}

/// A model's sizes, weights and provenance as lines of text.
struct ModelSummary {
  let text: String

  init(_ file: ModelFile) {
    let model = file.model
    var rows: [(String, String)] = [
      ("model", "\(file.name), SHA-256 \(file.sha256)"),
      ("vocabulary", Self.vocabulary(model.vocabulary)),
      ("embedding", "\(model.embedding.rows) × \(model.embedding.columns)"),
    ]
    for (k, layer) in model.stack.layers.enumerated() {
      let kind = type(of: layer).name
      rows.append(
        (
          "layer \(k)",
          "\(kind), reads \(layer.inputSize), \(layer.hiddenSize) units, \(layer.parameterCount) weights"
        ))
      if let cell = layer as? LSTMCell {
        rows.append(("", "mean bias: " + Self.biases(cell)))
      }
    }
    rows.append(("readout", "\(model.readout.rows) × \(model.readout.columns)"))
    rows.append(("weights", "\(model.parameterCount)"))
    for key in file.metadata.values.keys.sorted() {
      rows.append((key, file.metadata.values[key] ?? ""))
    }
    let width = (rows.map(\.0.count).max() ?? 0) + 2
    text = rows.map { name, value in
      name + String(repeating: " ", count: width - name.count) + value + "\n"
    }.joined()
  }

  private static func vocabulary(_ vocabulary: Vocabulary) -> String {
    let visible = vocabulary.scalars.map { scalar in
      scalar.properties.isWhitespace
        ? (scalar == "\n" ? "⏎" : "␣") : String(scalar)
    }
    return "\(vocabulary.count) symbols: unknown, "
      + visible.prefix(120).joined() + (visible.count > 120 ? " …" : "")
  }

  private static func biases(_ cell: LSTMCell) -> String {
    [
      ("f", cell.forgetGate), ("i", cell.inputGate), ("g", cell.candidate),
      ("o", cell.outputGate),
    ].map { name, gate in
      let mean = gate.bias.elements.reduce(0, +) / Double(gate.bias.count)
      return "\(name) \((mean * 100).rounded() / 100)"
    }.joined(separator: ", ")
  }
}
