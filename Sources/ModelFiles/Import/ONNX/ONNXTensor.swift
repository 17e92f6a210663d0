/// A constant of an ONNX model. Its numbers stand in one block of bytes, or as
/// a list of the kind that its type has.
enum ONNXTensor {
  static func read(
    _ source: ByteSource, size: Int
  ) throws(ForeignFileError) -> ForeignTensor {
    let place = "an ONNX tensor"
    var reader = ProtobufReader(source, of: place)
    var (name, shape, code, isExternal) = ("", [Int](), 0, false)
    var raw: ByteSource?
    var lists: [(number: Int, part: ByteSource)] = []
    while let field = try reader.next() {
      switch (field.number, field.value) {
      case (1, _): shape += try field.value.ints(place)
      case (2, _): code = field.value.int ?? 0
      case (8, .part): name = try field.value.text(place) ?? ""
      case (9, .part(let part)): raw = part
      case (4, .part(let part)), (5, .part(let part)), (7, .part(let part)),
        (10, .part(let part)), (11, .part(let part)):
        lists.append((field.number, part))
      case (14, _): isExternal = field.value.int == 1
      default: break
      }
    }
    guard let type = numberType(code) else {
      return ForeignTensor(name: name, shape: [0], values: [])
    }
    guard let count = placeCount(shape, limit: size) else {
      throw .malformed(
        place: name.isEmpty ? place : name,
        reason: "its shape \(shape) does not fit a file of \(size) bytes")
    }
    let (content, parts, external) = (raw, lists, isExternal)
    let label = name
    return ForeignTensor(name: name, shape: shape, type: type.rawValue) {
      () throws(ForeignFileError) in
      if external {
        throw .notRead(
          kind: "an ONNX model whose weights lie in another file (\(label))",
          road: "Save it with onnx.save(model, path), weights inside.")
      }
      if let content {
        return type.values(of: try content.bytes(of: label))
      }
      return try listed(parts, type: type, count: count, of: label)
    }
  }

  /// Numbers in lists: floats and doubles in their own bytes, anything else as
  /// whole numbers of any length; a half in the lower bits of one.
  private static func listed(
    _ parts: [(number: Int, part: ByteSource)], type: NumberType, count: Int,
    of name: String
  ) throws(ForeignFileError) -> [Double] {
    var values: [Double] = []
    for (number, part) in parts {
      if number == 4 || number == 10 {
        let kind: NumberType = number == 4 ? .f32 : .f64
        values += kind.values(of: try part.bytes(of: name))
        continue
      }
      for word in try ProtobufReader.Value.part(part).ints(name) {
        guard type == .f16 || type == .bf16 else {
          values.append(Double(word))
          continue
        }
        let bytes = [
          UInt8(truncatingIfNeeded: word), UInt8(truncatingIfNeeded: word >> 8),
        ]
        values += type.values(of: bytes)
      }
    }
    return values
  }

  private static func numberType(_ code: Int) -> NumberType? {
    switch code {
    case 1: .f32
    case 2: .u8
    case 3: .i8
    case 4: .u16
    case 5: .i16
    case 6: .i32
    case 7: .i64
    case 9: .bool
    case 10: .f16
    case 11: .f64
    case 12: .u32
    case 13: .u64
    case 16: .bf16
    default: nil
    }
  }
}
