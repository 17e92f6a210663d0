/// Reads the fields of a Protocol Buffers message, one after another. Long ones
/// are parts of the source, of which nothing is read until it is asked for.
struct ProtobufReader {
  /// One field: its number and what it holds.
  struct Field {
    let number: Int
    let value: Value
  }

  enum Value {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    /// Text, bytes, a message, or numbers one after another.
    case part(ByteSource)
  }

  private var reader: ByteReader
  private let place: String

  init(_ source: ByteSource, of place: String) {
    reader = ByteReader(source, of: place)
    self.place = place
  }

  /// The next field, or nil at the end.
  mutating func next() throws(ForeignFileError) -> Field? {
    guard reader.rest > 0 else { return nil }
    let tag = try varint()
    let number = Int(truncatingIfNeeded: tag >> 3)
    guard 1..<1 << 29 ~= number else {
      throw .malformed(place: place, reason: "it has a field \(number)")
    }
    switch tag & 7 {
    case 0: return Field(number: number, value: .varint(try varint()))
    case 1:
      let word = try reader.integer(UInt64.self)
      return Field(number: number, value: .fixed64(word))
    case 2:
      let length = try varint()
      guard length <= UInt64(reader.rest) else {
        throw .truncated(
          place: place, needed: Int(clamping: length), at: reader.position)
      }
      return Field(number: number, value: .part(try reader.slice(Int(length))))
    case 5:
      let word = try reader.integer(UInt32.self)
      return Field(number: number, value: .fixed32(word))
    default:
      throw .malformed(
        place: place, reason: "field \(number) has the kind \(tag & 7)")
    }
  }

  /// A number in groups of seven bits, the lowest first.
  mutating func varint() throws(ForeignFileError) -> UInt64 {
    var (value, shift) = (UInt64(0), UInt64(0))
    while true {
      let byte = try reader.byte()
      guard shift < 64 else {
        throw .malformed(place: place, reason: "a number has over ten bytes")
      }
      value |= UInt64(byte & 127) << shift
      if byte < 128 { return value }
      shift += 7
    }
  }

  /// Whether anything is left.
  var isAtEnd: Bool { reader.rest == 0 }
}

extension ProtobufReader.Value {
  /// A whole number.
  var int: Int? {
    if case .varint(let value) = self {
      Int(truncatingIfNeeded: value)
    } else {
      nil
    }
  }

  func text(_ place: String) throws(ForeignFileError) -> String? {
    guard case .part(let part) = self, part.count <= 1 << 20 else {
      return nil
    }
    return String(decoding: try part.bytes(of: place), as: UTF8.self)
  }

  /// Whole numbers, one or several one after another.
  func ints(_ place: String) throws(ForeignFileError) -> [Int] {
    switch self {
    case .varint(let value): return [Int(truncatingIfNeeded: value)]
    case .part(let part):
      var reader = ProtobufReader(part, of: place)
      var ints: [Int] = []
      while !reader.isAtEnd {
        ints.append(Int(truncatingIfNeeded: try reader.varint()))
      }
      return ints
    default: return []
    }
  }
}
