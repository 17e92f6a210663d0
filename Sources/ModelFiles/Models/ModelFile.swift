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
  /// The file itself.
  package let source: ByteSource
  /// What another program's file says of the model; nil for one of ours.
  package let origin: ForeignOrigin?

  /// Loads a built-in model by its name, or else a file of any format that is
  /// known, its model chosen and read as `options` say; of a folder of
  /// NeuralHydrology the last epoch. A file called `book` in
  /// the current folder is reached as `./book`.
  ///
  /// - Throws: `ModelFileError`.
  package static func load(
    _ nameOrPath: String, _ options: ForeignOptions = ForeignOptions()
  ) throws(ModelFileError) -> ModelFile {
    let path =
      BuiltIn.Model(rawValue: nameOrPath) == nil
      ? RowDescription.model(in: nameOrPath) ?? nameOrPath : nameOrPath
    let name = path.split(separator: "/").last ?? "model"
    return try parse(
      source(of: path), name: String(name), path: path, options)
  }

  /// What another program's file holds, whether or not a model can be made of it;
  /// nil for one of ours and for one that cannot be read.
  package static func contents(of path: String) -> ForeignFile? {
    guard let source = try? source(of: path), !OwnModelFile.has(source) else {
      return nil
    }
    return try? ForeignFile.read(source)
  }

  /// Reads a model from the bytes of a file; `path` is for messages.
  ///
  /// - Throws: `ModelFileError`.
  package static func parse(
    _ bytes: [UInt8], name: String, path: String
  ) throws(ModelFileError) -> ModelFile {
    try parse(ByteSource(bytes), name: name, path: path, ForeignOptions())
  }

  private static func parse(
    _ source: ByteSource, name: String, path: String, _ options: ForeignOptions
  ) throws(ModelFileError) -> ModelFile {
    guard source.count > 0 else { throw .empty(path) }
    do {
      guard OwnModelFile.has(source) else {
        var options = options
        if options.run == nil { options.run = try RowDescription.around(path) }
        let origin = try ForeignOrigin(source, options)
        return ModelFile(
          model: origin.model, metadata: ModelMetadata(), name: name,
          path: path, source: source, origin: origin)
      }
      let (model, metadata) = try OwnModelFile.read(
        try source.bytes(of: path), path: path)
      return ModelFile(
        model: model, metadata: metadata, name: name, path: path,
        source: source, origin: nil)
    } catch let error as ForeignFileError {
      throw .foreign(path, error)
    } catch let error as ModelFileError {
      throw error
    } catch {
      throw .unreadable(path, reason: "\(error)")
    }
  }

  /// Writes a model file, whole or not at all.
  ///
  /// - Throws: `ModelContentError` for a model that a file cannot hold,
  ///   `OutputFileError` where it cannot be written.
  package static func save(
    _ model: Model, metadata: ModelMetadata = ModelMetadata(),
    as type: NumberType = .f32, to path: String
  ) throws {
    let bytes = try encode(model, metadata: metadata, as: type)
    try OutputFile.write(to: path, durably: true) { try $0.write(bytes) }
  }

  /// The SHA-256 of the file's bytes, 64 hexadecimal digits; computed when
  /// asked for, since most commands do not.
  package var sha256: String {
    var (hash, place) = (SHA256(), 0)
    while place < source.count {
      let count = min(1 << 20, source.count - place)
      guard
        let piece = try? source.bytes(at: place, count: count, of: path)
      else { return "unreadable" }
      hash.update(piece)
      place += count
    }
    return hash.hexDigest()
  }

  /// Whether the whole file is read in well under a second.
  package var isQuicklyHashed: Bool { source.count <= 256 << 20 }

  /// The first 12 digits of the SHA-256: enough to tell models apart.
  package var hash: String { String(sha256.prefix(12)) }

  private static func source(
    of nameOrPath: String
  ) throws(ModelFileError) -> ByteSource {
    if let model = BuiltIn.Model(rawValue: nameOrPath) {
      return ByteSource(model.bytes)
    }
    return try ByteSource(path: nameOrPath)
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

  /// The characters that the model reads, one way or both.
  ///
  /// - Throws: `ModelFileError.unsuitable` for a model of words or numbers.
  package func requireVocabulary() throws(ModelFileError) -> Vocabulary {
    let vocabulary = try requireSymbols()
    guard vocabulary.tokenisation == .characters else {
      throw .unsuitable(path, .readsWords)
    }
    return vocabulary
  }

  /// What whole texts may be, and the symbols that the model reads.
  ///
  /// - Throws: `ModelFileError.unsuitable` for a model that labels none.
  package func requireClasses() throws(ModelFileError) -> (
    Vocabulary, Readout.Classes
  ) {
    let vocabulary = try requireSymbols()
    guard let classes = model.classes else {
      throw .unsuitable(path, .labelsNothing)
    }
    return (vocabulary, classes)
  }

  /// The characters or words that the model reads, one way or both.
  ///
  /// - Throws: `ModelFileError.unsuitable` for a model of numbers.
  package func requireSymbols() throws(ModelFileError) -> Vocabulary {
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
    let vocabulary = try requireSymbols()
    try requireOneWay()
    guard model.predictsSymbols else { throw .unsuitable(path, .saysNoSymbol) }
    return vocabulary
  }

  /// Checks that the model reads rows of numbers.
  ///
  /// - Throws: `ModelFileError.unsuitable` for a model of text.
  package func requireNumbers() throws(ModelFileError) {
    guard model.reader.vocabulary == nil else {
      throw .unsuitable(path, .readsText)
    }
  }

  /// The rows of a table as this model reads them: the columns of its names,
  /// or where it has none those that are chosen.
  ///
  /// - Throws: `SeriesError`; `ModelFileError.unsuitable` for a model of text.
  package func series(
    of table: SeriesTable, columns: [String]? = nil, labels: String? = nil
  ) throws -> Series {
    try requireNumbers()
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
