import ArgumentParser
import Inspection
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
      let summary =
        switch try StoredModel.load(model) {
        case .oneWay(let file): ModelSummary(file)
        case .bothWays(let file): ModelSummary(file)
        }
      try Output.write(to: nil) { try $0.write(summary.text) }
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
      // Read as a model, so that what is written is one.
      let bytes = try StoredModel.load(model).identity.bytes
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
      rows.append(("layer \(k)", Self.sizes(of: layer)))
      if let cell = layer as? LSTMCell {
        rows.append(("", "mean bias: " + Self.biases(cell)))
        rows += Self.saturation(of: k, in: model).map { ("", $0) }
      }
    }
    rows.append(("readout", "\(model.readout.rows) × \(model.readout.columns)"))
    rows.append(("weights", "\(model.parameterCount)"))
    text = Self.text(rows, file.metadata)
  }

  init(_ file: BidirectionalModelFile) {
    let model = file.model
    var rows: [(String, String)] = [
      ("model", "\(file.name), SHA-256 \(file.sha256)"),
      ("vocabulary", Self.vocabulary(model.vocabulary)),
      ("embedding", "\(model.embedding.rows) × \(model.embedding.columns)"),
    ]
    for (k, layer) in model.stack.layers.enumerated() {
      for direction in Direction.allCases {
        let sizes = Self.sizes(of: layer[direction])
        rows.append(("layer \(k) \(direction.rawValue)", sizes))
      }
    }
    let readout = model.readout?.weights
    rows += [
      ("readout", readout.map { "\($0.rows) × \($0.columns)" } ?? "none"),
      ("weights", "\(model.parameterCount)"),
    ]
    text = Self.text(rows, file.metadata)
  }

  /// The rows and the metadata, values under each other.
  private static func text(
    _ rows: [(String, String)], _ metadata: ModelMetadata
  ) -> String {
    let rows =
      rows
      + metadata.values.keys.sorted().map { ($0, metadata.values[$0] ?? "") }
    let width = (rows.map(\.0.count).max() ?? 0) + 2
    return rows.map { name, value in
      name + String(repeating: " ", count: width - name.count) + value + "\n"
    }.joined()
  }

  /// The kind of a layer and its sizes.
  static func sizes(of layer: any Cell) -> String {
    var own = ""
    if let cell = layer as? LSTM1997Cell, cell.blockSize > 1 {
      own = " in \(cell.blocks) blocks of \(cell.blockSize)"
    } else if layer.outputSize != layer.hiddenSize {
      own = " projected to \(layer.outputSize)"
    }
    return "\(type(of: layer).name), reads \(layer.inputSize), "
      + "\(layer.hiddenSize) units\(own), \(layer.parameterCount) weights"
  }

  /// How often the gates of a layer are shut and open over the beginning of
  /// the built-in sample text.
  private static func saturation(
    of layer: Int, in model: CharacterModel
  ) -> [String] {
    var saturation = Saturation(of: model.stack.layers[layer])
    let read = SampleText.text.unicodeScalars.prefix(2_000)
    let steps = model.steps(over: read.map(model.vocabulary.index))
    for step in steps { saturation.add(step[layer]) }
    return saturation.gates.map { gate in
      let count = Double(gate.units.count)
      func mean(_ value: (Int) -> Double) -> Int {
        Int(
          (100 * gate.units.indices.reduce(0) { $0 + value($1) } / count)
            .rounded())
      }
      return """
        \(gate.quantity.key) shut (< 0.1) at \(mean(gate.shutShare))%, open \
        (> 0.9) at \(mean(gate.openShare))% of 2,000 characters of sample text
        """
    }
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
