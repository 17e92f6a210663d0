import LSTMCore

/// A model as it is in a file, with what the file says about it.
package struct ModelFile: Sendable {
  /// The model.
  package var model: Model
  /// How it was trained.
  package var metadata: ModelMetadata
  /// `book`, or the file's name without its folders.
  package let name: String
  /// What was asked for: a built-in name or a path.
  package let path: String
  /// The bytes of the file.
  package let bytes: [UInt8]

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

  /// Reads a model from the bytes of a file; `path` is for messages.
  ///
  /// - Throws: `ModelFileError`.
  package static func parse(
    _ bytes: [UInt8], name: String, path: String
  ) throws(ModelFileError) -> ModelFile {
    guard !bytes.isEmpty else { throw .empty(path) }
    let format = ModelFormat.of(bytes)
    let (model, metadata) = try format.read(bytes, path)
    return ModelFile(
      model: model, metadata: metadata, name: name, path: path, bytes: bytes)
  }

  /// Writes a model file, whole or not at all.
  ///
  /// - Throws: `ModelContentError` for a model that a file cannot hold,
  ///   `OutputFileError` where it cannot be written.
  package static func save(
    _ model: Model, metadata: ModelMetadata = ModelMetadata(),
    to path: String
  ) throws {
    let bytes = try encode(model, metadata: metadata)
    try OutputFile.write(to: path, durably: true) { try $0.write(bytes) }
  }

  /// The SHA-256 of the file's bytes, 64 hexadecimal digits; computed when
  /// asked for, since most commands do not.
  package var sha256: String { SHA256.hexDigest(of: bytes) }

  /// The first 12 digits of the SHA-256: enough to tell models apart.
  package var hash: String { String(sha256.prefix(12)) }

  /// The bytes of a built-in model or of a file, as they are.
  private static func bytes(
    of nameOrPath: String
  ) throws(ModelFileError) -> [UInt8] {
    if let model = BuiltIn.Model(rawValue: nameOrPath) { return model.bytes }
    return try readModelBytes(nameOrPath)
  }
}

// MARK: What a question needs a model to be

extension ModelFile {
  /// Refuses a model with two-way layers.
  ///
  /// - Throws: `ModelFileError.unsuitable`.
  package func requireOneWay() throws(ModelFileError) {
    guard model.stack.isOneWay else { throw .unsuitable(path, .readsBothWays) }
  }

  /// The symbols that the model reads, one way or both.
  ///
  /// - Throws: `ModelFileError.unsuitable` for a model of numbers.
  package func requireVocabulary() throws(ModelFileError) -> Vocabulary {
    guard let vocabulary = model.reader.vocabulary else {
      throw .unsuitable(
        path,
        .readsNumbers(
          columns: model.reader.columns, count: model.reader.width))
    }
    return vocabulary
  }

  /// The symbols of a model that reads one way and predicts the next.
  ///
  /// - Throws: `ModelFileError.unsuitable` for any other.
  package func requireText() throws(ModelFileError) -> Vocabulary {
    let vocabulary = try requireVocabulary()
    try requireOneWay()
    guard model.predictsSymbols else { throw .unsuitable(path, .saysNoSymbol) }
    return vocabulary
  }

  /// The rows of a table as this model reads them: the columns of its names,
  /// or where it has none those that are chosen.
  ///
  /// - Throws: `SeriesError`; `ModelFileError.unsuitable` for a model of text.
  package func series(
    of table: SeriesTable, columns: [String]? = nil, labels: String? = nil
  ) throws -> Series {
    guard model.reader.vocabulary == nil else {
      throw ModelFileError.unsuitable(path, .readsText)
    }
    // A table without names is read in order.
    let isNamed = !model.reader.columns.isEmpty && !table.isUnnamed
    let series = try table.series(
      columns: columns ?? (isNamed ? model.reader.columns : nil),
      labels: labels)
    guard series.columns.count == model.reader.width else {
      throw SeriesError.width(
        table.name, columns: series.columns, wanted: model.reader.width)
    }
    return series
  }
}
