/// NumPy's own files: `.npy`, one array, and `.npz`, a ZIP archive of them.
enum NumPyFile {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// One array. The header is the text of a Python dictionary with three keys,
  /// which are looked for; nothing is evaluated.
  static func array(
    _ source: ByteSource, named name: String
  ) throws(ForeignFileError) -> ForeignTensor {
    var reader = ByteReader(source, of: name)
    guard try reader.bytes(6) == magic else {
      throw .malformed(place: name, reason: "it is no NumPy array")
    }
    let version = try reader.byte()
    _ = try reader.byte()
    let count =
      version == 1
      ? Int(try reader.integer(UInt16.self))
      : Int(try reader.integer(UInt32.self))
    guard count <= 1 << 16 else {
      throw .tooLarge(place: name, reason: "its header has \(count) bytes")
    }
    let header = String(decoding: try reader.bytes(count), as: UTF8.self)
    let described = try NumPyHeader(header, of: name)
    guard let places = placeCount(described.shape, limit: source.count),
      places * described.type.byteCount == reader.rest
    else {
      throw .malformed(
        place: name,
        reason: "its shape \(described.shape) does not take the "
          + "\(reader.rest) bytes that follow")
    }
    return numPyTensor(
      name: name, shape: described.shape, type: described.type,
      isBigEndian: described.isBigEndian,
      isColumnMajor: described.isColumnMajor,
      source: try reader.slice(reader.rest))
  }

  /// The arrays of an `.npz` archive; entries that are none are left out.
  static func arrays(
    _ archive: ZipArchive
  ) throws(ForeignFileError) -> [ForeignTensor] {
    var tensors: [ForeignTensor] = []
    for entry in archive.entries where entry.name.hasSuffix(".npy") {
      tensors.append(
        try array(
          try archive.content(of: entry), named: String(entry.name.dropLast(4)))
      )
    }
    return tensors
  }
}

/// What the header of an array says.
private struct NumPyHeader {
  let type: NumberType
  let isBigEndian: Bool
  let isColumnMajor: Bool
  let shape: [Int]

  /// `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`
  init(_ text: String, of name: String) throws(ForeignFileError) {
    guard let descr = Self.value("descr", in: text),
      let order = Self.value("fortran_order", in: text),
      let shape = Self.value("shape", in: text), shape.hasPrefix("("),
      let end = shape.firstIndex(of: ")")
    else {
      throw .malformed(
        place: name, reason: "its header lacks descr, fortran_order or shape")
    }
    guard descr.hasPrefix("'") else {
      throw .notRead(
        kind: "an array of records (\(name))",
        road: "Save each field as an array of its own.")
    }
    let code = descr.dropFirst().prefix { $0 != "'" }
    guard let type = numPyType(String(code.drop { "<>|=".contains($0) })) else {
      throw .notRead(
        kind: "an array of \(code) (\(name))",
        road: "Save it as float32 or float64.")
    }
    self.type = type
    isBigEndian = code.hasPrefix(">")
    isColumnMajor = order.hasPrefix("True")
    var sizes: [Int] = []
    for part in shape[..<end].dropFirst().split(separator: ",") {
      guard let size = Int(part.filter { $0 != " " && $0 != "L" }) else {
        throw .malformed(place: name, reason: "its shape is no list of sizes")
      }
      sizes.append(size)
    }
    self.shape = sizes
  }

  /// What stands behind a key, spaces skipped.
  private static func value(
    _ key: String, in text: String
  ) -> Substring? {
    guard let place = text.firstRange(of: "'\(key)':") else { return nil }
    return text[place.upperBound...].drop { $0 == " " }
  }
}

/// The numbers of a NumPy code without its byte order: `f4`.
func numPyType(_ code: String) -> NumberType? {
  switch code {
  case "f8": .f64
  case "f4": .f32
  case "f2": .f16
  case "i8": .i64
  case "i4": .i32
  case "i2": .i16
  case "i1": .i8
  case "u8": .u64
  case "u4": .u32
  case "u2": .u16
  case "u1": .u8
  case "b1": .bool
  default: nil
  }
}

/// A NumPy array whose numbers are in `source`, by rows or by columns.
func numPyTensor(
  name: String, shape: [Int], type: NumberType, isBigEndian: Bool,
  isColumnMajor: Bool, source: ByteSource
) -> ForeignTensor {
  let stored = isColumnMajor ? shape.reversed() : shape
  let tensor = ForeignTensor(
    name: name, shape: stored, type: type.rawValue
  ) { () throws(ForeignFileError) in
    type.values(of: try source.bytes(of: name), bigEndian: isBigEndian)
  }
  return isColumnMajor ? tensor.axesReversed() : tensor
}
