import LSTMCore
import ModelFiles

/// What `model info` says of a model, for programs.
struct ModelDescription: Encodable {
  let model: String
  /// Nil for a file that would be read for long.
  let sha256: String?
  let bytes: Int
  /// `lstm-lab`, or the kind of another program's file.
  let format: String
  let reads: Reads
  let layers: [Layer]
  let predicts: Predicts?
  let weights: Int
  /// The modules of another program's file.
  let modules: [Module]?
  let gateOrder: String?
  let notes: [String]?
  let orderLosses: [OrderLoss]?
  let metadata: [String: String]

  struct Reads: Encodable {
    /// `symbols` or `rows`.
    let kind: String
    let width: Int
    let columns: [String]?
    let mean, scale: [Double]?
    let vocabulary: [String]?
    let unknown: Int?
    let isOneHot: Bool?
  }

  struct Layer: Encodable {
    let cell, direction: String
    let inputs, units, outputs, weights: Int
    /// The mean of each gate's bias by the key of what it gives.
    let meanBias: [String: Double]
  }

  struct Predicts: Encodable {
    /// `next symbol` or `numbers`.
    let kind: String
    let count: Int
    let names: [String]?
    let ahead: Int?
    /// The activations of the dense layers before the last.
    let dense: [String]
  }

  struct Module: Encodable {
    let name, kind, summary: String
    let index, weights: Int
    let isUsed: Bool
  }

  struct OrderLoss: Encodable {
    let order: String
    let nats: Double
  }

  init(
    _ file: ModelFile, losses: [(order: String, loss: Double)]
  ) throws {
    let model = file.model
    (self.model, bytes) = (file.name, file.source.count)
    sha256 = file.isQuicklyHashed ? file.sha256 : nil
    format = file.origin?.file.format ?? "lstm-lab"
    reads = Reads(model.reader)
    layers = zip(model.stack.cells, model.stack.directions).map {
      Layer($0, $1)
    }
    predicts = model.readout.map { Predicts($0) }
    weights = model.parameterCount
    modules = file.origin.map { origin in
      let used = Set(
        (origin.plan.recurrent + origin.plan.head).map(\.name)
          + [origin.plan.embedding?.name].compactMap { $0 })
      return origin.file.layers.map { Module($0, used) }
    }
    gateOrder = try file.origin?.plan.orderProof()
    notes = file.origin?.notes
    orderLosses =
      losses.isEmpty ? nil : losses.map { OrderLoss(order: $0, nats: $1) }
    metadata = file.metadata.values
  }

  /// The description as JSON, keys in the order of the alphabet.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [
      .prettyPrinted, .sortedKeys, .withoutEscapingSlashes,
    ]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}

extension ModelDescription.Reads {
  fileprivate init(_ reader: Reader) {
    width = reader.width
    vocabulary = reader.vocabulary?.entries
    unknown = reader.vocabulary?.unknownIndex
    guard case .rows(let names, let scaling) = reader else {
      kind = "symbols"
      isOneHot = reader.embedding.rows == 0
      (columns, mean, scale) = (nil, nil, nil)
      return
    }
    kind = "rows"
    isOneHot = nil
    columns = names
    (mean, scale) = (scaling.mean.elements, scaling.scale.elements)
  }
}

extension ModelDescription.Layer {
  fileprivate init(_ cell: any Cell, _ direction: Direction) {
    self.cell = cell.definition.name
    self.direction = direction == .forward ? "forward" : "reverse"
    (inputs, units) = (cell.inputSize, cell.hiddenSize)
    (outputs, weights) = (cell.outputSize, cell.parameterCount)
    meanBias = Dictionary(
      cell.definition.biases.map { name, quantity in
        let bias = cell[name]
        return (quantity.key, bias.reduce(0, +) / Double(max(1, bias.count)))
      }, uniquingKeysWith: { $0 + $1 })
  }
}

extension ModelDescription.Predicts {
  fileprivate init(_ readout: Readout) {
    count = readout.bias.count
    kind = readout.targets == nil ? "next symbol" : "numbers"
    names = readout.targets?.names
    ahead = readout.targets?.ahead
    dense = readout.layers.map(\.activation.rawValue)
  }
}

extension ModelDescription.Module {
  fileprivate init(_ layer: ForeignLayer, _ used: Set<String>) {
    (name, kind) = (layer.label, layer.kindName)
    (summary, index) = (layer.summary, layer.index)
    weights = layer.tensors.reduce(0) { $0 + $1.count }
    isUsed = used.contains(layer.name)
  }
}
