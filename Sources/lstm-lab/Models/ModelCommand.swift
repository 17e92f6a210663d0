import ArgumentParser
import Inspection
import LSTMCore
import ModelFiles
import Wording

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
      let summary: ModelSummary
      do {
        summary =
          switch try StoredModel.load(model) {
          case .oneWay(let file): ModelSummary(file)
          case .bothWays(let file): ModelSummary(file)
          }
      } catch ModelFileError.unsuitable(_, .readsNumbers) {
        summary = ModelSummary(try SeriesModelFile.load(model))
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
      let bytes = try ModelFile.bytes(of: model)
      // Read as a model too, so that what is written is one.
      do { _ = try StoredModel.load(model) } catch ModelFileError.unsuitable(
        _, .readsNumbers)
      {
        _ = try SeriesModelFile.load(model)
      }
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
    for k in model.stack.layers.indices {
      rows += Self.layer(k, of: model.stack)
      rows += Self.saturation(of: k, in: model).map { ("", $0) }
    }
    rows.append(("readout", "\(model.readout.rows) × \(model.readout.columns)"))
    rows.append(("weights", "\(model.parameterCount)"))
    text = Self.text(rows, file.metadata)
  }

  /// The same of a model that reads in both directions.
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

  /// The same of a model that reads rows of numbers.
  init(_ file: SeriesModelFile) {
    let model = file.model
    var rows: [(String, String)] = [
      ("model", "\(file.name), SHA-256 \(file.sha256)"),
      (
        "reads",
        model.columns.isEmpty
          ? "\(model.inputSize) numbers a row, without names"
          : model.columns.joined(separator: ", ")
      ),
    ]
    for k in model.stack.layers.indices {
      rows += Self.layer(k, of: model.stack)
    }
    if let readout = model.readout {
      let targets =
        readout.targets.isEmpty
        ? "\(readout.bias.count) numbers without names"
        : readout.targets.joined(separator: ", ")
          + (readout.ahead == 0
            ? " of the same row" : " \(readout.ahead) ahead")
      rows.append(("predicts", targets))
    }
    rows.append(("weights", "\(model.parameterCount)"))
    text = Self.text(rows, file.metadata)
  }

  /// The rows and the metadata, values under each other.
  private static func text(
    _ rows: [(String, String)], _ metadata: ModelMetadata
  ) -> String {
    let rows =
      rows
      + metadata.values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    let width = (rows.map(\.0.count).max() ?? 0) + 2
    return rows.map { name, value in
      name + String(repeating: " ", count: width - name.count) + value + "\n"
    }.joined()
  }

  private static func layer(
    _ k: Int, of stack: Stack
  ) -> [(String, String)] {
    let layer = stack.layers[k]
    let sizes = ("layer \(k)", sizes(of: layer))
    guard let cell = layer as? any GatedCell else { return [sizes] }
    return [sizes, ("", "mean bias: " + biases(cell))]
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
      func mean(_ value: (Int) -> Double) -> String {
        wholePercent(gate.units.indices.reduce(0) { $0 + value($1) } / count)
      }
      return """
        \(gate.quantity.key) shut (< 0.1) at \(mean(gate.shutShare)), open \
        (> 0.9) at \(mean(gate.openShare)) of 2,000 characters of sample text
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

  /// The mean bias of every gate, by the letter of what it gives.
  private static func biases<C: GatedCell>(_ cell: C) -> String {
    C.gates.map { gate in
      let bias = cell[keyPath: gate.path].bias
      let mean = bias.elements.reduce(0, +) / Double(bias.count)
      return
        "\(gate.preactivation.key.dropFirst()) \((mean * 100).rounded() / 100)"
    }.joined(separator: ", ")
  }
}
