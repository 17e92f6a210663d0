/// Files of `torch.save` and TorchScript.
///
/// Since version 1.6 such a file is a ZIP archive: `…/data.pkl` describes the
/// objects, `…/data/0` and so on hold the numbers, `…/byteorder` may say in
/// which order their bytes are. Before, pickles and raw storages followed each
/// other in one file.
enum PyTorchFile {
  private static let place = "the PyTorch file"

  /// Whether an archive is PyTorch's.
  static func isArchive(_ archive: ZipArchive) -> Bool {
    root(of: archive) != nil
  }

  /// What stands before `data.pkl`.
  private static func root(of archive: ZipArchive) -> String? {
    archive.entries.first {
      $0.name == "data.pkl" || $0.name.hasSuffix("/data.pkl")
    }.map { String($0.name.dropLast("data.pkl".count)) }
  }

  static func read(
    _ archive: ZipArchive, size: Int
  ) throws(ForeignFileError) -> ForeignFile {
    guard let root = root(of: archive), let entry = archive["\(root)data.pkl"]
    else {
      throw .malformed(place: place, reason: "it has no data.pkl")
    }
    var machine = PickleMachine(
      ByteReader(try archive.content(of: entry), of: entry.name),
      of: entry.name)
    var storages = TorchStorages {
      (key) throws(ForeignFileError) -> ByteSource in
      guard let entry = archive["\(root)data/\(key)"] else {
        throw .malformed(place: place, reason: "it has no storage \(key)")
      }
      return try archive.content(of: entry)
    }
    if let order = archive["\(root)byteorder"] {
      let text = try archive.content(of: order).bytes(of: order.name)
      storages.isBigEndian = text.starts(with: Array("big".utf8))
    }
    let isScript = archive.entries.contains {
      $0.name.hasPrefix("\(root)code/")
    }
    return try file(
      isScript ? "TorchScript" : "PyTorch (zip)", try machine.run(), storages,
      size: size)
  }

  /// The bytes of a pickled whole number past 64 bits that old files begin
  /// with.
  static let legacyMagic: [UInt8] = [
    0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50,
    0x19, 0x2e,
  ]

  /// A file of before version 1.6: five pickles (magic number, version, facts
  /// of the machine, objects, keys of the storages), then for each key how many
  /// numbers there are and the numbers.
  static func readLegacy(
    _ source: ByteSource
  ) throws(ForeignFileError) -> ForeignFile {
    var reader = ByteReader(source, of: place)
    var pickles: [Pickle] = []
    for _ in 0..<5 {
      var machine = PickleMachine(reader, of: place)
      pickles.append(try machine.run())
      reader = machine.reader
    }
    guard let keys = pickles[4].sequence(pickles[4].root) else {
      throw .malformed(place: place, reason: "it lists no storages")
    }
    let types = storageTypes(in: pickles[3])
    var places: [String: ByteSource] = [:]
    for key in keys {
      guard let key = pickles[4].text(key), let type = types[key] else {
        throw .malformed(
          place: place, reason: "it has a storage that no tensor names")
      }
      let count = try reader.integer(UInt64.self)
      guard count <= UInt64(reader.rest) else {
        throw .truncated(
          place: place, needed: Int(clamping: count), at: reader.position)
      }
      places[key] = try reader.slice(Int(count) * type.byteCount)
    }
    let found = places
    let storages = TorchStorages {
      (key) throws(ForeignFileError) -> ByteSource in
      guard let bytes = found[key] else {
        throw .malformed(place: place, reason: "it has no storage \(key)")
      }
      return bytes
    }
    return try file(
      "PyTorch (before 1.6)", pickles[3], storages, size: source.count)
  }

  /// The kind of number in each storage, as the persistent identifiers say.
  private static func storageTypes(in pickle: Pickle) -> [String: NumberType] {
    var types: [String: NumberType] = [:]
    for node in pickle.nodes {
      guard case .persistent(let identifier) = node,
        let parts = pickle.sequence(identifier), parts.count >= 3,
        let key = pickle.text(parts[2]),
        let type = pickle.global(parts[1]).flatMap(numberType)
      else { continue }
      types[key] = type
    }
    return types
  }

  static func file(
    _ format: String, _ pickle: Pickle, _ storages: TorchStorages, size: Int
  ) throws(ForeignFileError) -> ForeignFile {
    var walk = TorchWalk(
      TorchObjects(pickle: pickle, storages: storages, size: size))
    let attributes = try walk.run()
    var file = ForeignFile(
      format: format, tensors: walk.tensors, attributes: attributes)
    file.classes = walk.classes
    return file
  }
}
