/// The JSON header of a safetensors file, read and checked entry by entry.
struct SafetensorsHeader {
  /// What the header says about one tensor.
  struct Entry: Equatable {
    let name: String
    let type: NumberType
    let shape: [Int]
    /// Where its bytes are, counted from the end of the header.
    let begin: Int
    let end: Int
  }

  let metadata: [String: String]
  /// The tensors in the order of their bytes.
  let tensors: [Entry]

  static let metadataKey = "__metadata__"

  static func parse(
    _ json: [UInt8]
  ) throws(SafetensorsError) -> SafetensorsHeader {
    let raw = try decode(json)
    let tensors = try raw.entries.map { name, entry throws(SafetensorsError) in
      try check(name, entry)
    }
    return SafetensorsHeader(
      metadata: raw.metadata,
      tensors: tensors.sorted {
        ($0.begin, $0.end, $0.name) < ($1.begin, $1.end, $1.name)
      })
  }

  private static func decode(
    _ json: [UInt8]
  ) throws(SafetensorsError) -> RawHeader {
    let valid = validUTF8Count(in: json)
    guard valid == json.count else {
      throw .headerNotUTF8(offset: 8 + valid)
    }
    guard json.first == UInt8(ascii: "{") else {
      throw .headerNotJSON(reason: "it does not begin with {")
    }
    // Foundation would take UTF-16 and UTF-32 as well, whose ASCII has zeros.
    guard !json.contains(0) else {
      throw .headerNotJSON(reason: "it contains a zero byte")
    }
    let header: RawHeader
    do {
      header = try JSONDecoder().decode(RawHeader.self, from: Data(json))
    } catch let error as SafetensorsError {
      throw error
    } catch {
      // Foundation says no more, and a size of 1.5 counts as invalid to it.
      throw .headerNotJSON(
        reason: "it is no valid JSON, or a number in it is not whole")
    }
    if let name = firstDuplicateKey(inJSON: json) {
      throw .duplicateName(name)
    }
    return header
  }

  private static func check(
    _ name: String, _ entry: RawHeader.RawEntry
  ) throws(SafetensorsError) -> Entry {
    guard let type = NumberType(rawValue: entry.dtype) else {
      throw .unknownType(tensor: name, type: entry.dtype)
    }
    let shape = entry.shape
    guard shape.allSatisfy({ $0 >= 0 }) else {
      throw .negativeShape(tensor: name, shape: shape)
    }
    guard let expected = product(shape, type.byteCount) else {
      throw .shapeOverflow(tensor: name, shape: shape)
    }
    guard entry.offsets.count == 2 else {
      throw .entryMalformed(
        tensor: name,
        reason: "data_offsets has \(entry.offsets.count) numbers, not 2")
    }
    let (begin, end) = (entry.offsets[0], entry.offsets[1])
    guard 0 <= begin, begin <= end else {
      throw .offsetsReversed(tensor: name, begin: begin, end: end)
    }
    guard end - begin == expected else {
      throw .lengthMismatch(
        tensor: name, shape: shape, type: type.rawValue, expected: expected,
        found: end - begin)
    }
    return Entry(name: name, type: type, shape: shape, begin: begin, end: end)
  }

  /// The product of a shape and an element's size, or nil past `Int.max`.
  private static func product(_ shape: [Int], _ size: Int) -> Int? {
    var product = size
    for count in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: count)
      if overflow { return nil }
      product = next
    }
    return product
  }
}

/// The header as JSON has it: a tensor or the metadata under each key.
private struct RawHeader: Decodable {
  struct RawEntry: Decodable {
    let dtype: String
    let shape: [Int]
    let offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }
  }

  struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  var metadata: [String: String] = [:]
  var entries: [(String, RawEntry)] = []

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    for key in container.allKeys {
      let name = key.stringValue
      do {
        if name == SafetensorsHeader.metadataKey {
          metadata = try container.decode([String: String].self, forKey: key)
        } else {
          entries.append(
            (name, try container.decode(RawEntry.self, forKey: key)))
        }
      } catch let error as DecodingError {
        let reason = decodingReason(error)
        throw name == SafetensorsHeader.metadataKey
          ? SafetensorsError.metadataNotStrings(reason: reason)
          : SafetensorsError.entryMalformed(tensor: name, reason: reason)
      }
    }
  }
}
