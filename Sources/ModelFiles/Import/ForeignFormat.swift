/// The kinds of files that are read, each recognised by its first bytes or by
/// what it holds, never by its name.
package enum ForeignFormat: String, CaseIterable, Sendable {
  case pytorch = "PyTorch"
  case safetensors = "safetensors"
  case numpy = "NumPy"
  case onnx = "ONNX"
  case keras = "Keras HDF5"
  case json = "JSON of RTNeural, AIDA-X, GuitarML and NAM"
  case written = "weights written in YAML"

  /// The format of a file.
  ///
  /// - Throws: `ForeignFileError` for one that is known but not read, or not
  ///   known.
  package static func of(
    _ source: ByteSource
  ) throws(ForeignFileError) -> ForeignFormat {
    let head = try source.prefix(512)
    if head.starts(with: zipMagic) {
      let archive = try ZipArchive(source)
      if PyTorchFile.isArchive(archive) { return .pytorch }
      if KerasFile.isArchive(archive) { return .keras }
      if archive.entries.contains(where: { $0.name.hasSuffix(".npy") }) {
        return .numpy
      }
      throw KnownFormat.archive(of: archive)
    }
    if head.starts(with: PyTorchFile.legacyMagic) { return .pytorch }
    if head.starts(with: NumPyFile.magic) { return .numpy }
    if head.starts(with: KerasFile.signature) { return .keras }
    if isSafetensors(head) { return .safetensors }
    if let known = KnownFormat.of(head) { throw known }
    if head.first == 0x80, head.count > 1, 1...5 ~= head[1] { return .pytorch }
    if head.first(where: { ![9, 10, 13, 32].contains($0) })
      == UInt8(ascii: "{")
    {
      return .json
    }
    // The first field of a model is the version of its format.
    if head.starts(with: [8]), head.count > 2, 1...64 ~= head[1] {
      return .onnx
    }
    if WrittenWeights.has(try source.prefix(8_192)) { return .written }
    throw .unknownKind
  }

  static let zipMagic: [UInt8] = [0x50, 0x4b, 3, 4]

  /// A length of a header that can be, and the header's first character.
  private static func isSafetensors(_ head: [UInt8]) -> Bool {
    head.count > 9 && head[8] == UInt8(ascii: "{")
      && head[4..<8].allSatisfy { $0 == 0 }
  }
}

extension ForeignFile {
  package typealias HDF5Reading =
    (ByteSource) throws(ForeignFileError) -> Safetensors

  /// Reads a file of any kind that `ForeignFormat` knows; the tensors' numbers
  /// stay in the file until they are asked for.
  ///
  /// - Parameter hdf5: what reads an HDF5 file; a process of its own unless
  ///   given.
  /// - Throws: `ForeignFileError`.
  package static func read(
    _ source: ByteSource, hdf5: HDF5Reading = HDF5Process.contents
  ) throws(ForeignFileError) -> ForeignFile {
    var file = try readTensors(source, hdf5)
    if file.layers.isEmpty { file.layers = try StateDictLayers(file).layers }
    return file
  }

  private static func readTensors(
    _ source: ByteSource, _ hdf5: HDF5Reading
  ) throws(ForeignFileError) -> ForeignFile {
    switch try ForeignFormat.of(source) {
    case .pytorch:
      let head = try source.prefix(PyTorchFile.legacyMagic.count)
      if head == PyTorchFile.legacyMagic {
        return try PyTorchFile.readLegacy(source)
      }
      return head.starts(with: ForeignFormat.zipMagic)
        ? try PyTorchFile.read(try ZipArchive(source), size: source.count)
        : try PickleFile.read(source)
    case .safetensors: return try SafetensorsFile.read(source)
    case .numpy:
      let head = try source.prefix(NumPyFile.magic.count)
      return ForeignFile(
        format: "NumPy",
        tensors: head == NumPyFile.magic
          ? [try NumPyFile.array(source, named: "array")]
          : try NumPyFile.arrays(try ZipArchive(source)))
    case .json: return try JSONModelFile.read(source)
    case .written: return try WrittenWeights.read(source)
    case .keras: return try keras(source, hdf5)
    case .onnx:
      if let file = try ONNXFile.read(source) { return file }
      throw .notRead(
        kind: "a Protocol Buffers message without an ONNX graph, perhaps of "
          + "Core ML or TensorFlow",
        road: KnownFormat.export)
    }
  }

  private static func keras(
    _ source: ByteSource, _ hdf5: HDF5Reading
  ) throws(ForeignFileError) -> ForeignFile {
    let head = try source.prefix(ForeignFormat.zipMagic.count)
    guard head == ForeignFormat.zipMagic else {
      return try KerasFile.read(try hdf5(source))
    }
    let archive = try ZipArchive(source)
    guard let entry = archive["model.weights.h5"] else {
      throw .malformed(place: "the Keras archive", reason: "it has no weights")
    }
    return try KerasFile.read(
      try hdf5(try archive.content(of: entry)),
      configuration: try KerasFile.configuration(in: archive))
  }
}
