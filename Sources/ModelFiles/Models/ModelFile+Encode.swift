import LSTMCore

extension ModelFile {
  /// The bytes of a model file: F32 or F16, PyTorch's names and order where
  /// PyTorch has the cell, sealed. Equal models give equal bytes. `OwnModelFile`
  /// says what is where.
  ///
  /// - Throws: `ModelContentError` for weights that are not finite as stored and
  ///   for cells that a file cannot hold.
  package static func encode(
    _ model: Model, metadata: ModelMetadata = ModelMetadata(),
    as type: NumberType = .f32
  ) throws(ModelContentError) -> [UInt8] {
    let (cell, layers) = try layers(of: model.stack)
    var strings = metadata.values
    var tensors = tensors(of: model.reader, &strings)
    tensors += layers + initial(of: model.stack)
    if let readout = model.readout {
      tensors += dense(readout.layers, &strings)
      tensors += [
        matrix("readout.weight", readout.weights),
        vector("readout.bias", readout.bias),
      ]
    }
    tensors += targets(of: model, &strings)
    try requireFinite(tensors)
    let stored = tensors.map { $0.stored(as: type) }
    try requireRoom(in: type, for: tensors, stored)
    strings[OwnKey.format.rawValue] = OwnKey.currentFormat
    strings[OwnKey.cell.rawValue] = cell
    return Safetensors(metadata: strings, tensors: stored).sealed
      .encode()
  }

  /// What each cell starts from, where that is not 0.
  private static func initial(of stack: Stack) -> [Tensor] {
    (stack.initial ?? []).enumerated().flatMap { k, state in
      [vector("initial.\(k).hidden", state.hidden)]
        + (state.cell.count > 0
          ? [vector("initial.\(k).cell", state.cell)] : [])
    }
  }

  /// The dense layers between h and the readout, and their activations.
  private static func dense(
    _ layers: [Dense], _ strings: inout [String: String]
  ) -> [Tensor] {
    guard !layers.isEmpty else { return [] }
    strings[OwnKey.dense.rawValue] = layers.map(\.activation.rawValue)
      .joined(separator: ",")
    return layers.enumerated().flatMap { k, layer in
      [
        matrix("dense.\(k).weight", layer.weights),
        vector("dense.\(k).bias", layer.bias),
      ]
    }
  }

  /// What the reader has, and what the metadata says of it.
  private static func tensors(
    of reader: Reader, _ strings: inout [String: String]
  ) -> [Tensor] {
    switch reader {
    case .embedding(let vocabulary, let embedding):
      describe(vocabulary, in: &strings)
      return [matrix("embedding.weight", embedding)]
    case .oneHot(let vocabulary):
      describe(vocabulary, in: &strings)
      strings[OwnKey.reader.rawValue] = OwnKey.oneHot
      return []
    case .rows(let columns, let scaling):
      if columns.isEmpty {
        strings[OwnKey.reader.rawValue] = OwnKey.unnamedRows
      } else {
        strings[OwnKey.columns.rawValue] = json(columns)
      }
      return [
        vector("input.mean", scaling.mean),
        vector("input.scale", scaling.scale),
      ]
    }
  }

  private static func describe(
    _ vocabulary: Vocabulary, in strings: inout [String: String]
  ) {
    strings[OwnKey.vocabulary.rawValue] = vocabulary.json
    guard !vocabulary.isUsual else { return }
    if vocabulary.tokenisation != .characters {
      strings[OwnKey.tokens.rawValue] = vocabulary.tokenisation.rawValue
    }
    strings[OwnKey.unknown.rawValue] =
      vocabulary.unknownIndex.map(String.init) ?? OwnKey.noUnknown
  }

  /// What the readout has beyond weights and bias, and what the metadata says
  /// of it where it is not as usual.
  private static func targets(
    of model: Model, _ strings: inout [String: String]
  ) -> [Tensor] {
    let isText = model.reader.vocabulary != nil
    guard let readout = model.readout else {
      if isText, model.stack.isOneWay {
        strings[OwnKey.readout.rawValue] = OwnKey.noReadout
      }
      return []
    }
    if let classes = readout.classes {
      strings[OwnKey.classes.rawValue] = json(classes.names)
      strings[OwnKey.pooling.rawValue] = classes.pooling.rawValue
    }
    guard let targets = readout.targets else { return [] }
    let unnamed = Readout.Targets(unnamed: readout.bias.count)
    if isText, !model.stack.isOneWay, targets == unnamed { return [] }
    if targets.names.isEmpty {
      strings[OwnKey.readout.rawValue] = OwnKey.numbers
    } else {
      strings[OwnKey.targets.rawValue] = json(targets.names)
    }
    strings[OwnKey.ahead.rawValue] = "\(targets.ahead)"
    return [
      vector("target.mean", targets.scaling.mean),
      vector("target.scale", targets.scaling.scale),
    ]
  }

  private static func matrix(_ name: String, _ matrix: Matrix) -> Tensor {
    Tensor(
      name: name, type: .f32, shape: [matrix.rows, matrix.columns],
      values: matrix.elements)
  }

  private static func vector(_ name: String, _ vector: Vector) -> Tensor {
    Tensor(
      name: name, type: .f32, shape: [vector.count], values: vector.elements)
  }

  private static func json(_ names: [String]) -> String {
    var json: [UInt8] = []
    for (k, name) in names.enumerated() {
      json.append(k == 0 ? "[" : ",")
      json.appendJSON(name)
    }
    json.append("]")
    return String(decoding: json, as: UTF8.self)
  }

  /// The name of the layers' cell, and their tensors.
  private static func layers(
    of stack: Stack
  ) throws(ModelContentError) -> (cell: String, tensors: [Tensor]) {
    let names = stack.cells.map { $0.definition.name }
    guard Set(names).count == 1, let cell = names.first else {
      throw .mixedCells(names)
    }
    let layout = try cellLayout(named: cell)
    var (tensors, number) = ([Tensor](), -1)
    for (layer, direction) in zip(stack.cells, stack.directions) {
      if direction == .forward { number += 1 }
      tensors += layout.tensors(
        of: layer, at: LayerPlace(number: number, direction: direction))
    }
    return (cell, tensors)
  }

  /// Weights that single precision holds may be past what half does.
  private static func requireRoom(
    in type: NumberType, for tensors: [Tensor], _ stored: [Tensor]
  ) throws(ModelContentError) {
    for (tensor, short) in zip(tensors, stored) where type != .f32 {
      if let index = short.values.firstIndex(where: { !$0.isFinite }) {
        throw .beyondHalf(
          tensor: tensor.name, index: place(index, in: tensor.shape),
          value: "\(tensor.values[index])")
      }
    }
  }

  private static func requireFinite(
    _ tensors: [Tensor]
  ) throws(ModelContentError) {
    for tensor in tensors {
      let values = tensor.values
      if let index = values.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(
          tensor: tensor.name, index: place(index, in: tensor.shape),
          value: "\(values[index])")
      }
    }
  }
}
