extension PickleMachine {
  /// A number, a text or bytes that stand in the pickle as they are.
  mutating func literal(
    _ opcode: PickleOpcode
  ) throws(ForeignFileError) -> Pickle.Node {
    switch opcode {
    case .none: .none
    case .newTrue: .bool(true)
    case .newFalse: .bool(false)
    case .binaryInt: .int(Int(try reader.integer(Int32.self)))
    case .binaryInt1: .int(Int(try reader.byte()))
    case .binaryInt2: .int(Int(try reader.integer(UInt16.self)))
    case .long1: long(try reader.bytes(Int(try reader.byte())))
    case .long4: long(try reader.bytes(Int(try reader.integer(UInt32.self))))
    case .int, .long, .float: try written(opcode)
    case .binaryFloat:
      .float(
        Double(bitPattern: try reader.integer(UInt64.self).byteSwapped))
    case .string, .unicode:
      .text(unquoted(String(decoding: try reader.line(), as: UTF8.self)))
    case .binaryString, .binaryUnicode:
      try text(Int(try reader.integer(UInt32.self)))
    case .shortBinaryString, .shortBinaryUnicode:
      try text(Int(try reader.byte()))
    case .binaryUnicode8: try text(try reader.count64())
    case .binaryBytes:
      .bytes(try reader.bytes(Int(try reader.integer(UInt32.self))))
    case .shortBinaryBytes: .bytes(try reader.bytes(Int(try reader.byte())))
    case .binaryBytes8, .byteArray8:
      .bytes(try reader.bytes(try reader.count64()))
    default: throw malformed("instruction \(opcode) is not read")
    }
  }

  /// Text, or what Python 2 wrote as a string that is no UTF-8: bytes.
  private mutating func text(
    _ count: Int
  ) throws(ForeignFileError) -> Pickle.Node {
    let bytes = try reader.bytes(count)
    if let text = String(validating: bytes, as: UTF8.self) {
      return .text(text)
    }
    return .bytes(bytes)
  }

  /// A number in digits.
  private mutating func written(
    _ opcode: PickleOpcode
  ) throws(ForeignFileError) -> Pickle.Node {
    var line = String(decoding: try reader.line(), as: UTF8.self)
    if opcode == .float {
      guard let value = Double(line) else {
        throw malformed("\"\(line.prefix(40))\" is no number")
      }
      return .float(value)
    }
    if opcode == .int, line == "00" || line == "01" {
      return .bool(line == "01")
    }
    if line.hasSuffix("L") { line.removeLast() }
    if let int = Int(line) { return .int(int) }
    guard line.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "-") }) else {
      throw malformed("\"\(line.prefix(40))\" is no number")
    }
    return .bigInt
  }

  /// A whole number of any length, two's complement, its lowest byte first.
  private func long(_ bytes: [UInt8]) -> Pickle.Node {
    guard bytes.count <= 8 else { return .bigInt }
    var value = bytes.last.map { $0 >= 128 ? -1 : 0 } ?? 0
    for byte in bytes.reversed() { value = value << 8 | Int(byte) }
    return .int(value)
  }

  private func unquoted(_ line: String) -> String {
    guard line.count >= 2, let quote = line.first, quote == line.last,
      quote == "'" || quote == "\""
    else { return line }
    return String(line.dropFirst().dropLast())
  }
}
