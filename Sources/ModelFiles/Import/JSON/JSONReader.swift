/// Reads JSON (RFC 8259) into values, arrays of numbers as plain numbers. `NaN`
/// and `Infinity`, which Python writes, are taken too.
struct JSONReader {
  private let bytes: [UInt8]
  private let place: String
  private var position = 0
  private var depth = 0

  private static let deepest = 128

  /// The one value that `bytes` are.
  static func value(
    of bytes: [UInt8], place: String
  ) throws(ForeignFileError) -> ForeignValue {
    var reader = JSONReader(bytes: bytes, place: place)
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { reader.position = 3 }
    let value = try reader.value()
    reader.skipSpace()
    guard reader.position == bytes.count else {
      throw reader.unexpected("nothing more")
    }
    return value
  }

  private init(bytes: [UInt8], place: String) {
    (self.bytes, self.place) = (bytes, place)
  }

  private mutating func value() throws(ForeignFileError) -> ForeignValue {
    skipSpace()
    guard position < bytes.count else { throw unexpected("a value") }
    switch bytes[position] {
    case UInt8(ascii: "{"):
      return try nested { me throws(ForeignFileError) in
        try me.object()
      }
    case UInt8(ascii: "["):
      return try nested { me throws(ForeignFileError) in
        try me.array()
      }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "N"): return try word("NaN", .number(.nan))
    case UInt8(ascii: "I"): return try word("Infinity", .number(.infinity))
    default: return .number(try number())
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(ForeignFileError) -> ForeignValue
  ) throws(ForeignFileError) -> ForeignValue {
    depth += 1
    guard depth <= Self.deepest else {
      throw .tooLarge(
        place: place,
        reason: "its arrays lie more than \(Self.deepest) deep in each other")
    }
    position += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(ForeignFileError) -> ForeignValue {
    var members: [ForeignValue.Member] = []
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      let key = try string()
      guard take(":") else { throw unexpected("a colon") }
      members.append(.init(key, try value()))
    } while take(",")
    guard take("}") else { throw unexpected("a comma or }") }
    var seen: Set<String> = []
    if let twice = members.first(where: { !seen.insert($0.key).inserted }) {
      throw .malformed(
        place: place, reason: "an object has the key \"\(twice.key)\" twice")
    }
    return .object(members)
  }

  private mutating func array() throws(ForeignFileError) -> ForeignValue {
    var numbers: [Double] = []
    var others: [ForeignValue] = []
    if take("]") { return .array([]) }
    repeat {
      let value = try value()
      if others.isEmpty, case .number(let number) = value {
        numbers.append(number)
        continue
      }
      if others.isEmpty { others = numbers.map { .number($0) } }
      others.append(value)
    } while take(",")
    guard take("]") else { throw unexpected("a comma or ]") }
    return others.isEmpty ? .numbers(numbers) : .array(others)
  }

  private mutating func number() throws(ForeignFileError) -> Double {
    let start = position
    while position < bytes.count, isPartOfNumber(bytes[position]) {
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if text == "-", position < bytes.count,
      bytes[position] == UInt8(ascii: "I")
    {
      _ = try word("Infinity", .null)
      return -.infinity
    }
    guard let number = Double(text), text.utf8.first != UInt8(ascii: "+")
    else {
      position = start
      throw unexpected("a value")
    }
    return number
  }

  private mutating func string() throws(ForeignFileError) -> String {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
      throw unexpected("a string")
    }
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw .malformed(place: place, reason: "a string is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): text += try escaped()
      default: text.append(byte)
      }
    }
    throw unexpected("the end of a string")
  }

  /// What stands behind a backslash, in UTF-8.
  private mutating func escaped() throws(ForeignFileError) -> [UInt8] {
    guard position < bytes.count else { throw unexpected("an escape") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return [byte]
    case UInt8(ascii: "u"):
      var units = [try hexadecimal()]
      if UTF16.isLeadSurrogate(units[0]), position + 1 < bytes.count,
        bytes[position] == UInt8(ascii: "\\"),
        bytes[position + 1] == UInt8(ascii: "u")
      {
        position += 2
        units.append(try hexadecimal())
      }
      return Array(String(decoding: units, as: UTF16.self).utf8)
    default: throw unexpected("an escape")
    }
  }

  private mutating func hexadecimal() throws(ForeignFileError) -> UInt16 {
    let end = min(position + 4, bytes.count)
    let digits = String(decoding: bytes[position..<end], as: UTF8.self)
    guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit),
      let unit = UInt16(digits, radix: 16)
    else { throw unexpected("four hexadecimal digits") }
    position = end
    return unit
  }

  private mutating func word(
    _ word: String, _ value: ForeignValue
  ) throws(ForeignFileError) -> ForeignValue {
    guard bytes[position...].starts(with: Array(word.utf8)) else {
      throw unexpected("a value")
    }
    position += word.utf8.count
    return value
  }

  /// Whether the next character that is no space is this one; it is read then.
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character)
    else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count, isSpace(bytes[position]) { position += 1 }
  }

  private func unexpected(_ wanted: String) -> ForeignFileError {
    position < bytes.count
      ? .malformed(
        place: place, reason: "\(wanted) is needed at byte \(position)")
      : .truncated(place: place, needed: 1, at: position)
  }
}

private func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
}

private func isPartOfNumber(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
    UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"),
    UInt8(ascii: "E"):
    true
  default: false
  }
}
