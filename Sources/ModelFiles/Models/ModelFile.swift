import CDefaultModels
import Foundation
import LSTMCore

/// A character model as it is in a file, with what the file says about it.
package struct ModelFile: ModelIdentity {
  /// The model.
  package var model: CharacterModel
  /// How it was trained.
  package var metadata: ModelMetadata
  /// `book`, or the file's name without its folders.
  package var name: String
  /// The bytes of the file.
  package let bytes: [UInt8]

  /// The value of `format` in the metadata.
  package static let format = "lstm-lab/1"

  /// The models that need no file.
  package static let builtInNames = ["book", "counter"]

  /// Loads a built-in model by its name, or else a file. A file called `book`
  /// in the current folder is reached as `./book`.
  ///
  /// - Throws: `ModelFileError`.
  package static func load(
    _ nameOrPath: String
  ) throws(ModelFileError) -> ModelFile {
    let name = nameOrPath.split(separator: "/").last ?? "model"
    return try parse(
      bytes(of: nameOrPath), name: String(name), path: nameOrPath)
  }

  /// The bytes of a built-in model or of a file, as they are.
  ///
  /// - Throws: `ModelFileError`.
  package static func bytes(
    of nameOrPath: String
  ) throws(ModelFileError) -> [UInt8] {
    if builtInNames.contains(nameOrPath) {
      var size = 0
      guard let start = lstm_lab_default_model(nameOrPath, &size) else {
        throw .notFound(nameOrPath)
      }
      return Array(UnsafeBufferPointer(start: start, count: size))
    }
    return try readModelBytes(nameOrPath)
  }

  /// Writes a model file, whole or not at all.
  ///
  /// - Throws: `ModelContentError` for a model that a file cannot hold,
  ///   `OutputFileError` where it cannot be written.
  package static func save(
    _ model: CharacterModel, metadata: ModelMetadata = ModelMetadata(),
    to path: String
  ) throws {
    let bytes = try encode(model, metadata: metadata)
    try OutputFile.write(to: path, durably: true) { try $0.write(bytes) }
  }
}

extension ModelFile {
  /// Reads a model from the bytes of a file; `path` is for messages.
  ///
  /// - Throws: `ModelFileError`, for a model that reads in both directions too.
  package static func parse(
    _ bytes: [UInt8], name: String, path: String
  ) throws(ModelFileError) -> ModelFile {
    switch try StoredModel.parse(bytes, name: name, path: path) {
    case .oneWay(let file): return file
    case .bothWays: throw .unsuitable(path, .readsBothWays)
    }
  }

  /// The bytes of a model file: F32, PyTorch's names and order where PyTorch
  /// has the cell. Equal models give equal bytes.
  ///
  /// - Throws: `ModelContentError` for weights that are not finite in F32 and
  ///   for cells that a file cannot hold.
  package static func encode(
    _ model: CharacterModel, metadata: ModelMetadata = ModelMetadata()
  ) throws(ModelContentError) -> [UInt8] {
    let (cell, layers) = try layers(of: model.stack)
    var tensors = [matrix("embedding.weight", model.embedding)]
    tensors += layers
    tensors.append(matrix("readout.weight", model.readout))
    tensors.append(
      Tensor(
        name: "readout.bias", type: .f32, shape: [model.readoutBias.count],
        values: model.readoutBias.elements))
    try requireFinite(tensors)

    var strings = metadata.values
    strings[formatKey] = format
    strings[vocabularyKey] = model.vocabulary.json
    strings[cellKey] = cell
    return Safetensors(metadata: strings, tensors: tensors).sealed
      .encode()
  }

  fileprivate static let formatKey = "format"
  fileprivate static let vocabularyKey = "vocabulary"
  fileprivate static let cellKey = "cell"

  private static func matrix(_ name: String, _ matrix: Matrix) -> Tensor {
    Tensor(
      name: name, type: .f32, shape: [matrix.rows, matrix.columns],
      values: matrix.elements)
  }

  /// The name of the layers' cell, and their tensors.
  static func layers(
    of stack: Stack
  ) throws(ModelContentError) -> (cell: String, tensors: [Tensor]) {
    let names = stack.layers.map { type(of: $0).name }
    guard Set(names).count == 1, let cell = names.first else {
      throw .mixedCells(names)
    }
    var tensors: [Tensor] = []
    for (k, layer) in stack.layers.enumerated() {
      guard let layer = layer as? any StorableCell else {
        throw .unknownCell(cell, known: storableCells.map { $0.name })
      }
      tensors += layer.tensors(at: LayerPlace(number: k))
    }
    return (cell, tensors)
  }

  /// The kind of cell that a file's metadata names; an LSTM where it is silent.
  static func cell(
    named name: String?
  ) throws(ModelContentError) -> any StorableCell.Type {
    let name = name ?? LSTMCell.name
    guard let cell = storableCells.first(where: { $0.name == name }) else {
      throw .unknownCell(name, known: storableCells.map { $0.name })
    }
    return cell
  }

  static func requireFinite(
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

extension StoredModel {
  /// Reads a model from the bytes of a file; `path` is for messages.
  ///
  /// - Throws: `ModelFileError`.
  package static func parse(
    _ bytes: [UInt8], name: String, path: String
  ) throws(ModelFileError) -> StoredModel {
    guard !bytes.isEmpty else { throw .empty(path) }
    let file: Safetensors
    do { file = try Safetensors.parse(bytes) } catch {
      throw .damaged(path, error)
    }
    var strings = file.metadata
    for key in [
      ModelFile.formatKey, ModelFile.vocabularyKey, ModelFile.cellKey,
    ] { strings[key] = nil }
    do {
      let (vocabulary, cell) = try parts(file)
      guard BidirectionalModel.has(file.tensors.map(\.name)) else {
        return .oneWay(
          ModelFile(
            model: try CharacterModel(
              vocabulary: vocabulary, cell: cell, tensors: file.tensors),
            metadata: ModelMetadata(strings), name: name, bytes: bytes))
      }
      return .bothWays(
        BidirectionalModelFile(
          model: try BidirectionalModel(
            vocabulary: vocabulary, cell: cell, tensors: file.tensors),
          metadata: ModelMetadata(strings), name: name, bytes: bytes))
    } catch {
      throw .unsuitable(path, error)
    }
  }

  /// What the metadata says: which characters there are, and which cell.
  private static func parts(
    _ file: Safetensors
  ) throws(ModelContentError) -> (Vocabulary, any StorableCell.Type) {
    guard let format = file.metadata[ModelFile.formatKey] else {
      if let bare = try? SeriesModel(bareLayers: file) {
        throw .readsNumbers(columns: [], count: bare.inputSize)
      }
      throw .notOurs(tensors: file.tensors.map(\.name))
    }
    guard format == ModelFile.format else { throw .unknownFormat(format) }
    guard let json = file.metadata[ModelFile.vocabularyKey] else {
      guard let columns = file.metadata["columns"] else {
        throw .vocabularyMissing
      }
      let names = try? JSONDecoder()
        .decode([String].self, from: Data(columns.utf8))
      throw .readsNumbers(columns: names ?? [columns], count: 0)
    }
    return (
      try Vocabulary(json: json),
      try ModelFile.cell(named: file.metadata[ModelFile.cellKey])
    )
  }
}

extension CharacterModel {
  fileprivate init(
    vocabulary: Vocabulary, cell: any StorableCell.Type, tensors: [Tensor]
  ) throws(ModelContentError) {
    try cell.requireOwn(tensors.map(\.name))
    var shelf = TensorShelf(tensors)
    let symbols = vocabulary.count
    let embedding = try shelf.takeEmbedding(for: vocabulary)
    let stack = try Stack(
      cell, inputSize: embedding.columns, tensors: tensors, from: &shelf)
    let width = stack.layers.last?.outputSize ?? 0
    let why = "\(symbols) symbols, \(width) values from the top layer"
    let readout = Matrix(
      rows: symbols, columns: width,
      try shelf.take("readout.weight", shape: [symbols, width], why: why))
    let bias = Vector(
      try shelf.take("readout.bias", shape: [symbols], why: why))
    try shelf.requireEmpty()
    self.init(
      vocabulary: vocabulary, embedding: embedding, stack: stack,
      readout: readout, readoutBias: bias)
  }
}

extension Stack {
  /// The layers of one kind that a file holds.
  init(
    _ cell: any StorableCell.Type, inputSize: Int, tensors: [Tensor],
    from shelf: inout TensorShelf
  ) throws(ModelContentError) {
    var (layers, width) = ([any Cell](), inputSize)
    for k in 0..<cell.layerCount(in: tensors.map(\.name)) {
      let layer = try cell.init(
        at: LayerPlace(number: k), inputSize: width, from: &shelf)
      layers.append(layer)
      width = layer.outputSize
    }
    self.init(layers)
  }
}
