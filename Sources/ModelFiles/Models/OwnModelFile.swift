import LSTMCore

/// Our own files: safetensors in F32, or F16, with the recurrent layers under PyTorch's
/// names.
///
/// - A model of text has `embedding.weight`, `readout.weight` and
///   `readout.bias`, and in the metadata its `vocabulary`, a JSON array.
/// - A model of numbers has `input.mean` and `input.scale`, in the metadata its
///   `columns`; for a readout `readout.weight`, `readout.bias`, `target.mean`,
///   `target.scale`, and in the metadata `targets` and `ahead`.
/// - Two-way layers have the tensors of their reverse cells with the suffix
///   `_reverse`. The readout of a two-way model of text may be there or not,
///   with as many rows as it has things to say.
///
/// `initial.0.hidden` and `initial.0.cell` are what cell 0 starts from where that
/// is not 0.
///
/// Dense layers between h and the readout are `dense.0.weight`, `dense.0.bias`
/// …, and in the metadata `dense`, the activation of each, separated by commas.
///
/// What is not as usual is in the metadata: `reader` is `one-hot` for symbols
/// without an embedding and `rows` for numbers without names; `readout` is
/// `none` for a model of text without one, and `numbers` where what is
/// predicted has no names; `unknown` is the index of the vocabulary's unknown
/// symbol, or `none`; `tokens` is `words` or `lower-case words` where the
/// vocabulary has these. A model that labels whole sequences has the names of
/// the `classes`, a JSON array, and how h is pooled, `last` or `mean`.
enum OwnModelFile {
  static func read(
    _ bytes: [UInt8], path: String
  ) throws(ModelFileError) -> (Model, ModelMetadata) {
    let file: Safetensors
    do { file = try Safetensors.parse(bytes) } catch {
      throw .damaged(path, error)
    }
    do {
      let model = try Model(own: file)
      var strings = file.metadata
      for key in OwnKey.allCases { strings[key.rawValue] = nil }
      return (model, ModelMetadata(strings))
    } catch {
      throw .unsuitable(path, error)
    }
  }

  /// Whether a file is one of ours, or so damaged that nothing tells what it
  /// is.
  static func has(_ source: ByteSource) -> Bool {
    do {
      guard try ForeignFormat.of(source) == .safetensors else { return false }
    } catch {
      return error == .unknownKind && looksCutShort(source)
    }
    guard let marks = try? SafetensorsFile.read(source).attributes else {
      return true
    }
    return marks[OwnKey.format.rawValue]?.string?.hasPrefix(maker) ?? false
  }

  /// Whether so little is there that it may be the beginning of one: no more
  /// than the eight bytes of a length.
  private static func looksCutShort(_ source: ByteSource) -> Bool {
    guard source.count < 10, let head = try? source.prefix(8) else {
      return false
    }
    return head.dropFirst(4).allSatisfy { $0 == 0 }
  }

  private static let maker = "lstm-lab/"
}

/// The keys of our metadata that are about the model itself.
enum OwnKey: String, CaseIterable {
  case format, cell, vocabulary, unknown, columns, targets, ahead, reader
  case readout, dense, tokens, classes, pooling

  /// The value of `format`.
  static let currentFormat = "lstm-lab/1"
  /// The value of `unknown` where no symbol stands for the rest.
  static let noUnknown = "none"
  /// The value of `reader` for symbols without an embedding.
  static let oneHot = "one-hot"
  /// The value of `reader` for rows whose numbers have no names.
  static let unnamedRows = "rows"
  /// The value of `readout` in a model of text without one.
  static let noReadout = "none"
  /// The value of `readout` where what is predicted has no names.
  static let numbers = "numbers"
}

extension Model {
  /// A model of ours.
  fileprivate init(own file: Safetensors) throws(ModelContentError) {
    let format = file.metadata[OwnKey.format.rawValue] ?? ""
    guard format == OwnKey.currentFormat else { throw .unknownFormat(format) }
    let cell = try cellLayout(named: file.metadata[OwnKey.cell.rawValue])
    let names = file.tensors.map(\.name)
    var shelf = TensorShelf(file.tensors)
    let reader = try Reader(own: file, cell, from: &shelf)
    var stack = try Stack(
      cell, inputSize: reader.width, names: names.filter(isOfLayers),
      from: &shelf)
    try stack.takeInitial(from: &shelf, file)
    let readout = try Readout(
      own: file, of: reader, stack, from: &shelf)
    try shelf.requireEmpty()
    self.init(reader: reader, stack: stack, readout: readout)
  }
}

extension Reader {
  fileprivate init(
    own file: Safetensors, _ cell: CellLayout,
    from shelf: inout TensorShelf
  ) throws(ModelContentError) {
    let names = file.tensors.map(\.name)
    if let json = file.metadata[OwnKey.vocabulary.rawValue] {
      let vocabulary =
        if let unknown = file.metadata[OwnKey.unknown.rawValue] {
          try Vocabulary(
            json: json, unknown: unknown,
            tokens: file.metadata[OwnKey.tokens.rawValue])
        } else { try Vocabulary(json: json) }
      try cell.requireOwn(names)
      self =
        file.metadata[OwnKey.reader.rawValue] == OwnKey.oneHot
        ? .oneHot(vocabulary)
        : .embedding(vocabulary, try shelf.takeEmbedding(for: vocabulary))
      return
    }
    var columns: [String] = []
    if let json = file.metadata[OwnKey.columns.rawValue] {
      columns = try namesInJSON(json, key: .columns)
    } else if file.metadata[OwnKey.reader.rawValue] != OwnKey.unnamedRows {
      throw .vocabularyMissing
    }
    try cell.requireOwn(names)
    let width = try shelf.shape("input.mean", axes: 1)[0]
    self = .rows(
      columns: columns,
      scaling: try shelf.takeScaling(
        "input", count: columns.isEmpty ? width : columns.count,
        why: "there are so many columns"))
  }
}

extension Readout {
  /// The readout that a file holds; nil where it has none and needs none.
  fileprivate init?(
    own file: Safetensors, of reader: Reader, _ stack: Stack,
    from shelf: inout TensorShelf
  ) throws(ModelContentError) {
    let kind = file.metadata[OwnKey.readout.rawValue]
    if let json = file.metadata[OwnKey.classes.rawValue] {
      try self.init(
        classes: json, pooling: file.metadata[OwnKey.pooling.rawValue],
        width: stack.outputSize, file, from: &shelf)
      return
    }
    if let json = file.metadata[OwnKey.targets.rawValue] {
      let names = try namesInJSON(json, key: .targets)
      try self.init(
        named: names, count: names.count, why: "\(names.count) targets",
        file, stack, from: &shelf)
      return
    }
    if let vocabulary = reader.vocabulary, kind == nil, stack.isOneWay {
      try self.init(
        nextOf: vocabulary.count, width: stack.outputSize, file, from: &shelf)
      return
    }
    guard file["readout.weight"] != nil else { return nil }
    let rows = try shelf.shape("readout.weight", axes: 2)[0]
    try self.init(
      named: [], count: rows, why: "readout.weight has \(rows) rows", file,
      stack, from: &shelf)
  }

  /// A readout that says what a whole sequence is.
  private init(
    classes json: String, pooling: String?, width: Int, _ file: Safetensors,
    from shelf: inout TensorShelf
  ) throws(ModelContentError) {
    let names = try namesInJSON(json, key: .classes)
    guard names.count > 1 else {
      throw .namesUnusable(key: "classes", reason: "there is one class alone")
    }
    guard let pooling = Pooling(rawValue: pooling ?? "last") else {
      throw .namesUnusable(
        key: "pooling", reason: "it is \(pooling ?? ""), neither last nor mean")
    }
    try self.init(
      count: names.count, width: width,
      why: "\(names.count) classes, \(width) values from the top layer",
      .label(Classes(names, pooling: pooling)), file, from: &shelf)
  }

  private init(
    nextOf count: Int, width: Int, _ file: Safetensors,
    from shelf: inout TensorShelf
  ) throws(ModelContentError) {
    let why = "\(count) symbols, \(width) values from the top layer"
    try self.init(
      count: count, width: width, why: why, .nextSymbol, file, from: &shelf)
  }

  /// A readout that gives numbers, scaled where the file says how.
  private init(
    named names: [String], count: Int, why: String, _ file: Safetensors,
    _ stack: Stack, from shelf: inout TensorShelf
  ) throws(ModelContentError) {
    let width = stack.outputSize
    let why = "\(why), \(width) values from the top layer"
    let ahead = Int(
      file.metadata[OwnKey.ahead.rawValue] ?? (names.isEmpty ? "0" : "1"))
    guard let ahead, (0...1_000_000).contains(ahead) else {
      throw .namesUnusable(
        key: "ahead", reason: "it is \(file.metadata["ahead"] ?? "")")
    }
    let isScaled = !names.isEmpty || file["target.mean"] != nil
    let scaling =
      isScaled
      ? try shelf.takeScaling("target", count: count, why: why)
      : Scaling(none: count)
    try self.init(
      count: count, width: width, why: why,
      .numbers(Targets(names: names, ahead: ahead, scaling: scaling)), file,
      from: &shelf)
  }

  private init(
    count: Int, width: Int, why: String, _ meaning: Meaning,
    _ file: Safetensors, from shelf: inout TensorShelf
  ) throws(ModelContentError) {
    let layers = try shelf.takeDense(file, width: width)
    let width = layers.last?.weights.rows ?? width
    self.init(
      layers: layers,
      weights: Matrix(
        rows: count, columns: width,
        try shelf.take("readout.weight", shape: [count, width], why: why)),
      bias: Vector(try shelf.take("readout.bias", shape: [count], why: why)),
      meaning)
  }
}

/// The strings of a JSON array.
private func namesInJSON(
  _ json: String, key: OwnKey
) throws(ModelContentError) -> [String] {
  let names: [String]
  do {
    names = try JSONDecoder().decode([String].self, from: Data(json.utf8))
  } catch {
    throw .namesUnusable(key: key.rawValue, reason: decodingReason(error))
  }
  guard !names.isEmpty else {
    throw .namesUnusable(key: key.rawValue, reason: "there are none")
  }
  return names
}

extension TensorShelf {
  /// A scaling, none of it by 0.
  fileprivate mutating func takeScaling(
    _ name: String, count: Int, why: String
  ) throws(ModelContentError) -> Scaling {
    let mean = try take("\(name).mean", shape: [count], why: why)
    let scale = try take("\(name).scale", shape: [count], why: why)
    if let place = scale.firstIndex(where: { $0 == 0 }) {
      throw .namesUnusable(
        key: "\(name).scale", reason: "value \(place) is 0, to divide by")
    }
    return Scaling(mean: Vector(mean), scale: Vector(scale))
  }
}
