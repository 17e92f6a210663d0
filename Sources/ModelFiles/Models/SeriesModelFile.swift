import Foundation
import LSTMCore

/// A model that reads rows of numbers as it is in a file.
///
/// Two kinds of file hold one. Ours, safetensors in F32, has the recurrent
/// layers under PyTorch's names as a character model has, `input.mean` and
/// `input.scale`, and for a readout `readout.weight`, `readout.bias`,
/// `target.mean` and `target.scale`; the metadata's `columns` and `targets`
/// are JSON arrays of names, `ahead` a number. The other is a bare state dict
/// of `torch.nn.LSTM`, `GRU` or `RNN`, with or without a prefix, and perhaps one
/// linear layer.
package struct SeriesModelFile: ModelIdentity {
  /// The model.
  package var model: SeriesModel
  /// How it was trained.
  package var metadata: ModelMetadata
  /// The file's name without its folders.
  package var name: String
  /// The bytes of the file.
  package let bytes: [UInt8]

  /// Loads a file.
  ///
  /// - Throws: `ModelFileError`; for a built-in model, too, which reads text.
  package static func load(
    _ path: String
  ) throws(ModelFileError) -> SeriesModelFile {
    let name = path.split(separator: "/").last.map(String.init) ?? "model"
    return try parse(ModelFile.bytes(of: path), name: name, path: path)
  }

  /// Reads a model from the bytes of a file; `path` is for messages.
  ///
  /// - Throws: `ModelFileError`.
  package static func parse(
    _ bytes: [UInt8], name: String, path: String
  ) throws(ModelFileError) -> SeriesModelFile {
    guard !bytes.isEmpty else { throw .empty(path) }
    let file: Safetensors
    do { file = try Safetensors.parse(bytes) } catch {
      throw .damaged(path, error)
    }
    do {
      var strings = file.metadata
      let model =
        strings["format"] == nil
        ? try SeriesModel(bareLayers: file) : try SeriesModel(file)
      for key in ["format", "cell", "columns", "targets", "ahead"] {
        strings[key] = nil
      }
      return SeriesModelFile(
        model: model, metadata: ModelMetadata(strings), name: name,
        bytes: bytes)
    } catch {
      throw .unsuitable(path, error)
    }
  }

  /// Writes a model file, whole or not at all.
  ///
  /// - Throws: `ModelContentError` for a model that a file cannot hold,
  ///   `OutputFileError` where it cannot be written.
  package static func save(
    _ model: SeriesModel, metadata: ModelMetadata = ModelMetadata(),
    to path: String
  ) throws {
    let bytes = try encode(model, metadata: metadata)
    try OutputFile.write(to: path, durably: true) { try $0.write(bytes) }
  }

  /// The bytes of a model file. Equal models give equal bytes.
  ///
  /// - Throws: `ModelContentError` for weights that are not finite in F32 and
  ///   for cells that a file cannot hold.
  package static func encode(
    _ model: SeriesModel, metadata: ModelMetadata = ModelMetadata()
  ) throws(ModelContentError) -> [UInt8] {
    let (cell, layers) = try ModelFile.layers(of: model.stack)
    var tensors = [
      vector("input.mean", model.scaling.mean),
      vector("input.scale", model.scaling.scale),
    ]
    tensors += layers
    var strings = metadata.values
    if let readout = model.readout {
      tensors += [
        Tensor(
          name: "readout.weight", type: .f32,
          shape: [readout.weights.rows, readout.weights.columns],
          values: readout.weights.elements),
        vector("readout.bias", readout.bias),
        vector("target.mean", readout.scaling.mean),
        vector("target.scale", readout.scaling.scale),
      ]
      strings["targets"] = json(readout.targets)
      strings["ahead"] = "\(readout.ahead)"
    }
    try ModelFile.requireFinite(tensors)
    strings["format"] = ModelFile.format
    strings["columns"] = json(model.columns)
    strings["cell"] = cell
    return Safetensors(metadata: strings, tensors: tensors).sealed
      .encode()
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
    json.append(names.isEmpty ? "[]" : "]")
    return String(decoding: json, as: UTF8.self)
  }
}

extension SeriesModelFile {
  /// The rows of a table as this model reads them: the columns of its names,
  /// or where it has none those that are chosen.
  ///
  /// - Throws: `SeriesError`.
  package func series(
    of table: SeriesTable, columns: [String]? = nil, labels: String? = nil
  ) throws(SeriesError) -> Series {
    // A table without names is read in order.
    let isNamed = !model.columns.isEmpty && !table.isUnnamed
    let series = try table.series(
      columns: columns ?? (isNamed ? model.columns : nil), labels: labels)
    guard series.columns.count == model.inputSize else {
      throw .width(
        table.name, columns: series.columns, wanted: model.inputSize)
    }
    return series
  }
}

extension SeriesModel {
  /// A model of ours.
  fileprivate init(_ file: Safetensors) throws(ModelContentError) {
    let format = file.metadata["format"] ?? ""
    guard format == ModelFile.format else { throw .unknownFormat(format) }
    guard let json = file.metadata["columns"] else {
      throw file.metadata["vocabulary"] == nil
        ? .columnsMissing : .readsText
    }
    let columns = try Self.names(json, key: "columns")
    let cell = try ModelFile.cell(named: file.metadata["cell"])
    try cell.requireOwn(file.tensors.map(\.name))
    var shelf = TensorShelf(file.tensors)
    let scaling = try Self.scaling(
      "input", count: columns.count, why: "there are so many columns",
      from: &shelf)
    let stack = try Stack(
      cell, inputSize: columns.count, tensors: file.tensors, from: &shelf)
    var readout: SeriesReadout?
    if let json = file.metadata["targets"] {
      let targets = try Self.names(json, key: "targets")
      readout = try SeriesReadout(
        targets: targets, ahead: Int(file.metadata["ahead"] ?? "") ?? 1,
        hidden: stack.layers.last?.outputSize ?? 0, from: &shelf)
    }
    try shelf.requireEmpty()
    self.init(
      columns: columns, scaling: scaling, stack: stack, readout: readout)
  }

  private static func names(
    _ json: String, key: String
  ) throws(ModelContentError) -> [String] {
    let names: [String]
    do {
      names = try JSONDecoder().decode([String].self, from: Data(json.utf8))
    } catch {
      throw .namesUnusable(key: key, reason: decodingReason(error))
    }
    guard !names.isEmpty else {
      throw .namesUnusable(key: key, reason: "there are none")
    }
    return names
  }

  fileprivate static func scaling(
    _ name: String, count: Int, why: String, from shelf: inout TensorShelf
  ) throws(ModelContentError) -> Scaling {
    let mean = try shelf.take("\(name).mean", shape: [count], why: why)
    let scale = try shelf.take("\(name).scale", shape: [count], why: why)
    if let place = scale.firstIndex(where: { $0 == 0 }) {
      throw .namesUnusable(
        key: "\(name).scale", reason: "value \(place) is 0, to divide by")
    }
    return Scaling(mean: Vector(mean), scale: Vector(scale))
  }
}

extension SeriesReadout {
  fileprivate init(
    targets: [String], ahead: Int, hidden: Int, from shelf: inout TensorShelf
  ) throws(ModelContentError) {
    let count = targets.count
    let why = "\(count) targets, \(hidden) values from the top layer"
    guard (0...1_000_000).contains(ahead) else {
      throw .namesUnusable(key: "ahead", reason: "it is \(ahead)")
    }
    self.init(
      targets: targets, ahead: ahead,
      scaling: try SeriesModel.scaling(
        "target", count: count, why: why, from: &shelf),
      weights: Matrix(
        rows: count, columns: hidden,
        try shelf.take("readout.weight", shape: [count, hidden], why: why)),
      bias: Vector(try shelf.take("readout.bias", shape: [count], why: why)))
  }
}
