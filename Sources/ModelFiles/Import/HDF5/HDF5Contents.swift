import CHDF5

/// Everything in an HDF5 file that a model is made of: datasets of numbers by
/// their paths, and attributes of text as metadata `path@name`, each a JSON
/// array of strings.
///
/// libhdf5 is known to fall over damaged files, so this runs in a process of its
/// own: `HDF5Process` starts it, and what it finds comes back as safetensors.
/// Only links within the file are followed; numbers that lie in other files are
/// left out.
package struct HDF5Contents {
  private let library: hdf5_functions
  private let limit: Int
  private var found = Safetensors(tensors: [])
  private var visits = 0
  private var total = 0

  private static let mostObjects = 20_000
  private static let deepest = 24

  /// Reads the file at `path`, of which no more than `limit` bytes of numbers
  /// may come; nil where the library is not installed.
  package static func read(
    path: String, limit: Int
  ) throws(ForeignFileError) -> Safetensors? {
    var library = hdf5_functions()
    guard hdf5_load(&library) else { return nil }
    let file = library.file_open(path, 0, 0)
    guard file >= 0 else {
      throw .malformed(
        place: "the HDF5 file", reason: "libhdf5 cannot open it")
    }
    defer { _ = library.file_close(file) }
    var contents = HDF5Contents(library: library, limit: limit)
    try contents.visit(file, path: "", depth: 0)
    return contents.found
  }

  private init(library: hdf5_functions, limit: Int) {
    (self.library, self.limit) = (library, limit)
  }

  /// A group and all in it.
  private mutating func visit(
    _ group: Int64, path: String, depth: Int
  ) throws(ForeignFileError) {
    addAttributes(of: group, path: path)
    guard depth < Self.deepest else { return }
    var index: UInt64 = 0
    while let name = linkName(group, index) {
      index += 1
      visits += 1
      guard visits <= Self.mostObjects else {
        throw .tooLarge(
          place: "the HDF5 file",
          reason: "it has more than \(Self.mostObjects) objects")
      }
      guard isHardLink(group, name), !isOptimiser(name) else { continue }
      let object = library.object_open(group, name, 0)
      guard object >= 0 else { continue }
      let place = path.isEmpty ? name : "\(path)/\(name)"
      switch library.identifier_kind(object) {
      case 2: try visit(object, path: place, depth: depth + 1)
      case 5: try addDataset(object, path: place)
      default: break
      }
      _ = library.object_close(object)
    }
  }

  private func isOptimiser(_ name: String) -> Bool {
    name.hasPrefix("optimizer")
  }

  private func linkName(_ group: Int64, _ index: UInt64) -> String? {
    var buffer = [CChar](repeating: 0, count: 1024)
    let count = library.link_name(
      group, ".", 0, 0, index, &buffer, buffer.count, 0)
    return 0..<buffer.count ~= count ? text(buffer) : nil
  }

  /// Soft and external links lead elsewhere.
  private func isHardLink(_ group: Int64, _ name: String) -> Bool {
    var info = [Int64](repeating: -1, count: 16)
    return library.link_info(group, name, &info, 0) >= 0
      && Int32(truncatingIfNeeded: info[0]) == 0
  }

  private func sizes(_ space: Int64) -> [Int]? {
    let rank = Int(library.space_rank(space))
    guard 0...32 ~= rank else { return nil }
    var sizes = [UInt64](repeating: 0, count: max(rank, 1))
    guard library.space_sizes(space, &sizes, nil) >= 0 else { return nil }
    let whole = sizes.prefix(rank).compactMap { Int(exactly: $0) }
    return whole.count == rank ? whole : nil
  }

  private mutating func addDataset(
    _ dataset: Int64, path: String
  ) throws(ForeignFileError) {
    addAttributes(of: dataset, path: path)
    let plist = library.dataset_plist(dataset)
    let type = library.dataset_type(dataset)
    let isVirtual = library.layout(plist) == 3
    guard plist >= 0, type >= 0, !isVirtual,
      library.external_count(plist) == 0,
      [0, 1].contains(library.type_class(type)),
      let shape = sizes(library.dataset_space(dataset))
    else { return }
    guard let count = placeCount(shape, limit: (limit - total) / 8) else {
      throw .tooLarge(
        place: path,
        reason: "its shape \(shape) takes more than the file can hold")
    }
    var values = [Double](repeating: 0, count: max(count, 1))
    guard
      library.dataset_read(dataset, library.native_double, 0, 0, 0, &values)
        >= 0
    else {
      throw .malformed(place: path, reason: "libhdf5 cannot read it")
    }
    total += 8 * count
    let isNarrow =
      library.type_class(type) == 1 && library.type_size(type) <= 4
    found.tensors.append(
      Tensor(
        name: path, type: isNarrow ? .f32 : .f64, shape: shape,
        values: Array(values.prefix(count))))
  }

  private mutating func addAttributes(of object: Int64, path: String) {
    for index in 0..<UInt64(64) {
      let attribute = library.attribute_open(object, ".", 0, 0, index, 0, 0)
      guard attribute >= 0 else { return }
      var buffer = [CChar](repeating: 0, count: 256)
      if library.attribute_name(attribute, buffer.count, &buffer) > 0,
        let strings = strings(attribute)
      {
        var json: [UInt8] = []
        for (k, string) in strings.enumerated() {
          json.append(k == 0 ? "[" : ",")
          json.appendJSON(string)
        }
        json.append(strings.isEmpty ? "[]" : "]")
        found.metadata["\(path)@\(text(buffer))"] = String(
          decoding: json, as: UTF8.self)
      }
      _ = library.attribute_close(attribute)
    }
  }

  /// An attribute of text: strings of any length, or all of one width.
  private func strings(_ attribute: Int64) -> [String]? {
    let type = library.attribute_type(attribute)
    guard library.type_class(type) == 3,
      let shape = sizes(library.attribute_space(attribute)),
      let count = placeCount(shape, limit: 100_000)
    else { return nil }
    if library.type_is_variable(type) > 0 {
      var pointers = [UnsafeMutablePointer<CChar>?](
        repeating: nil, count: max(count, 1))
      guard library.attribute_read(attribute, type, &pointers) >= 0 else {
        return nil
      }
      return pointers.prefix(count).map { $0.map { String(cString: $0) } ?? "" }
    }
    let width = library.type_size(type)
    guard 1...(1 << 24) ~= width, count * width <= 1 << 26 else { return nil }
    var bytes = [UInt8](repeating: 0, count: max(count * width, 1))
    guard library.attribute_read(attribute, type, &bytes) >= 0 else {
      return nil
    }
    return (0..<count).map { k in
      let field = bytes[k * width..<(k + 1) * width].prefix { $0 != 0 }
      return String(decoding: field, as: UTF8.self)
    }
  }

  private func text(_ buffer: [CChar]) -> String {
    String(
      decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
      as: UTF8.self)
  }
}
