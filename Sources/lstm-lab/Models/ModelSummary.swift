import Inspection
import LSTMCore
import ModelFiles
import Wording

/// A model's sizes, weights and provenance as lines of text.
struct ModelSummary {
  let text: String

  /// - Parameter losses: what a text costs with the gates in each order, the
  ///   cheapest first.
  init(
    _ file: ModelFile, losses: [(order: String, loss: Double)] = []
  ) throws {
    let model = file.model
    var rows = [("model", "\(file.name), \(Self.identity(of: file))")]
    rows += Self.reader(model.reader)
    for (k, layer) in model.stack.layers.enumerated() {
      guard let reverse = layer.reverse else {
        rows += Self.layer(k, layer.forward)
        rows += Self.saturation(of: k, in: model).map { ("", $0) }
        continue
      }
      rows += [
        ("layer \(k) forward", Self.sizes(of: layer.forward)),
        ("layer \(k) reverse", Self.sizes(of: reverse)),
      ]
    }
    rows += Self.dense(of: model) + Self.readout(of: model)
    rows.append(("weights", grouped(model.parameterCount)))
    if let origin = file.origin { rows += try Self.origin(origin) }
    for (k, (order, loss)) in losses.prefix(2).enumerated() {
      rows.append(
        (
          k == 0 ? "text" : "",
          "\(loss.fixed(3)) nats per character with \(order)"
            + (k == 0
              ? ", the cheapest of \(losses.count) orders" : ", the next")
        ))
    }
    rows += Self.scales(of: file)
    var metadata = file.metadata
    metadata[.scales] = nil
    text = Self.text(rows, metadata)
  }

  /// The hash of the file, or of one that would be read for long the size.
  private static func identity(of file: ModelFile) -> String {
    file.isQuicklyHashed
      ? "SHA-256 \(file.sha256)"
      : "\(grouped(file.source.count)) bytes, too many to hash at a glance"
  }

  /// The format and the modules of another program's file.
  static func contents(
    _ file: ForeignFile
  ) -> [(String, String)] {
    [("format", file.format)]
      + file.layers.enumerated().map { k, layer in
        (k == 0 ? "modules" : "", layer.summary)
      }
  }

  /// What another program's file holds, how sure its reading is, and what was
  /// left out.
  private static func origin(
    _ origin: ForeignOrigin
  ) throws -> [(String, String)] {
    var rows = contents(origin.file)
    rows.append(("order", try origin.plan.orderProof()))
    for (k, note) in origin.notes.enumerated() {
      rows.append((k == 0 ? "notes" : "", note))
    }
    return rows
  }

  /// What the model reads.
  private static func reader(_ reader: Reader) -> [(String, String)] {
    switch reader {
    case .embedding(let symbols, let matrix):
      [
        ("vocabulary", vocabulary(symbols)),
        ("embedding", "\(matrix.rows) × \(matrix.columns)"),
      ]
    case .oneHot(let symbols):
      [("vocabulary", vocabulary(symbols)), ("embedding", "none: one-hot")]
    case .rows(let columns, _):
      [
        (
          "reads",
          columns.isEmpty
            ? counted(reader.width, "number") + " per row, without names"
            : columns.joined(separator: ", ")
        )
      ]
    }
  }

  /// The dense layers between h and what is said.
  private static func dense(of model: Model) -> [(String, String)] {
    (model.readout?.layers ?? []).enumerated().map { k, layer in
      (
        k == 0 ? "head" : "",
        "dense, \(layer.weights.columns) → \(layer.weights.rows), "
          + layer.activation.rawValue
      )
    }
  }

  /// What the model says.
  private static func readout(of model: Model) -> [(String, String)] {
    guard model.reader.vocabulary == nil else {
      return [
        (
          "readout",
          model.readout.map { "\($0.weights.rows) × \($0.weights.columns)" }
            ?? "none"
        )
      ]
    }
    guard let readout = model.readout, let targets = readout.targets else {
      return []
    }
    return [
      (
        "predicts",
        targets.names.isEmpty
          ? counted(readout.bias.count, "number") + " without names"
          : targets.names.joined(separator: ", ")
            + (targets.ahead == 0
              ? " of the same row" : " \(targets.ahead) ahead")
      )
    ]
  }

  /// How far quantities without bounds go, which decides where colours end.
  private static func scales(of file: ModelFile) -> [(String, String)] {
    guard let scales = file.scales else { return [] }
    return scales.quantities.compactMap { quantity in
      scales.reach(of: quantity).map {
        (
          "scale",
          "90% of |\(quantity.symbol)| below \(Numerals.short($0)) where it was "
            + "measured"
        )
      }
    }
  }

  /// The rows and the metadata, values under each other.
  static func text(
    _ rows: [(String, String)], _ metadata: ModelMetadata = ModelMetadata()
  ) -> String {
    let rows =
      rows
      + metadata.values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    let width = (rows.map(\.0.columns).max() ?? 0) + 2
    return rows.map { name, value in
      (name.padded(to: width) + value).withVisibleControls + "\n"
    }.joined()
  }

  private static func layer(
    _ k: Int, _ layer: any Cell
  ) -> [(String, String)] {
    let sizes = ("layer \(k)", sizes(of: layer))
    guard !layer.definition.biases.isEmpty else { return [sizes] }
    return [sizes, ("", "mean bias: " + biases(layer))]
  }

  /// The kind of a layer and its sizes.
  static func sizes(of layer: any Cell) -> String {
    var own = ""
    if layer.sizes.blockSize > 1 {
      own = " in \(layer.sizes.blocks) blocks of \(layer.sizes.blockSize)"
    } else if layer.outputSize != layer.hiddenSize {
      own = " projected to \(layer.outputSize)"
    }
    return "\(layer.definition.name), reads \(layer.inputSize), "
      + "\(counted(layer.hiddenSize, "unit"))\(own), \(counted(layer.parameterCount, "weight"))"
  }

  /// How often the gates of a layer are shut and open over the beginning of
  /// the built-in sample text.
  private static func saturation(
    of layer: Int, in model: Model
  ) -> [String] {
    guard let vocabulary = model.reader.vocabulary, model.stack.isOneWay else {
      return []
    }
    var saturation = Saturation(of: model.stack.cells[layer])
    let read = BuiltIn.story.unicodeScalars.prefix(2_000)
    let symbols = read.compactMap {
      vocabulary.knownIndex(of: $0) ?? vocabulary.unknownIndex
    }
    guard vocabulary.readsCharacters, symbols.count == read.count else {
      return []
    }
    let steps = model.steps(over: symbols.map { .symbol($0) })
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
    let shown = vocabulary.scalars.map { visible($0) }
    let others = vocabulary.count - shown.count
    let unknown = vocabulary.unknownIndex == nil ? "none unknown" : "unknown"
    return "\(counted(vocabulary.count, "symbol")): \(unknown), "
      + (others > 1 ? "\(others - 1) of several characters, " : "")
      + shown.prefix(120).joined() + (shown.count > 120 ? " …" : "")
  }

  /// The mean bias of every gate, by the letter of what it gives.
  private static func biases(_ cell: any Cell) -> String {
    cell.definition.biases.map { name, quantity in
      let bias = cell[name]
      let mean = bias.reduce(0, +) / Double(bias.count)
      return "\(quantity.key) \(plain(mean, decimals: 2))"
    }.joined(separator: ", ")
  }
}
