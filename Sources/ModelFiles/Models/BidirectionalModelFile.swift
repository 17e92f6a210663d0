import LSTMCore

/// A model that reads in both directions as it is in a file: the tensors of
/// PyTorch's `nn.LSTM(bidirectional=True)`, those of the reverse cells with the
/// suffix `_reverse`, beside `embedding.weight`.
///
/// `readout.weight` [values, both halves of h] and `readout.bias` may be there
/// or not, and have as many rows as the model has things to say: tags need not
/// be as many as characters.
package struct BidirectionalModelFile: ModelIdentity {
  /// The model.
  package let model: BidirectionalModel
  /// How it was trained.
  package let metadata: ModelMetadata
  /// The file's name without its folders.
  package let name: String
  /// The bytes of the file.
  package let bytes: [UInt8]
}

/// A model from a file, whichever way it reads.
package enum StoredModel: Sendable {
  /// From the first character to the last, and so able to foretell the next.
  case oneWay(ModelFile)
  /// In both directions.
  case bothWays(BidirectionalModelFile)

  /// Loads a built-in model by its name, or else a file.
  ///
  /// - Throws: `ModelFileError`.
  package static func load(
    _ nameOrPath: String
  ) throws(ModelFileError) -> StoredModel {
    let name = nameOrPath.split(separator: "/").last ?? "model"
    return try parse(
      ModelFile.bytes(of: nameOrPath), name: String(name), path: nameOrPath)
  }

  /// Which file it is.
  package var identity: any ModelIdentity {
    switch self {
    case .oneWay(let file): file
    case .bothWays(let file): file
    }
  }
}

extension BidirectionalModel {
  /// Whether tensors of these names make a model that reads in both
  /// directions.
  static func has(_ names: [String]) -> Bool {
    names.contains { $0.hasSuffix("_reverse") }
  }

  /// The model that the tensors of a file make.
  init(
    vocabulary: Vocabulary, cell: any StorableCell.Type, tensors: [Tensor]
  ) throws(ModelContentError) {
    let names = tensors.map(\.name)
    try cell.requireOwn(names)
    var shelf = TensorShelf(tensors)
    let embedding = try shelf.takeEmbedding(for: vocabulary)
    var (layers, width) = ([BidirectionalStack.Layer](), embedding.columns)
    for k in 0..<cell.layerCount(in: names) {
      let layer = BidirectionalStack.Layer(
        forward: try cell.init(
          at: LayerPlace(number: k), inputSize: width, from: &shelf),
        reverse: try cell.init(
          at: LayerPlace(number: k, direction: .reverse), inputSize: width,
          from: &shelf))
      layers.append(layer)
      width = layer.outputSize
    }
    var readout: Readout?
    if names.contains("readout.weight") {
      let rows = try shelf.shape("readout.weight", axes: 2)[0]
      let why = "\(width) values from both halves of the top layer"
      readout = Readout(
        weights: Matrix(
          rows: rows, columns: width,
          try shelf.take("readout.weight", shape: [rows, width], why: why)),
        bias: Vector(
          try shelf.take(
            "readout.bias", shape: [rows],
            why: "readout.weight has \(rows) rows")))
    }
    try shelf.requireEmpty()
    self.init(
      vocabulary: vocabulary, embedding: embedding,
      stack: BidirectionalStack(layers), readout: readout)
  }
}
