extension Safetensors {
  /// The longest header that the format allows, in bytes.
  static let longestHeader = 100_000_000

  /// Reads a whole file; nothing in it is used before it has been checked, by
  /// its seal too where it has one.
  ///
  /// - Throws: `SafetensorsError`.
  package static func parse(
    _ file: [UInt8]
  ) throws(SafetensorsError) -> Safetensors {
    let dataStart = try endOfHeader(file)
    let header = Array(file[8..<dataStart])
    let entries = try SafetensorsHeader.parse(header)
    try checkLayout(entries.tensors, dataCount: file.count - dataStart)
    let tensors = entries.tensors.map { entry in
      let bytes = dataStart + entry.begin..<dataStart + entry.end
      return Tensor(
        name: entry.name, type: entry.type, shape: entry.shape,
        bytes: Array(file[bytes]))
    }
    var result = Safetensors(metadata: entries.metadata, tensors: tensors)
    try result.unseal(file[dataStart...])
    return result
  }

  private static func endOfHeader(
    _ file: [UInt8]
  ) throws(SafetensorsError) -> Int {
    guard file.count >= 8 else { throw .tooShort(byteCount: file.count) }
    let length = file.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self))
    }
    guard length <= longestHeader else {
      throw length > UInt64(file.count - 8)
        ? .headerBeyondFile(length: length, byteCount: file.count)
        : .headerTooLong(length: length)
    }
    guard length <= file.count - 8 else {
      throw .headerBeyondFile(length: length, byteCount: file.count)
    }
    return 8 + Int(length)
  }

  /// The tensors, in the order of their offsets, must fill the data exactly.
  static func checkLayout(
    _ entries: [SafetensorsHeader.Entry], dataCount: Int
  ) throws(SafetensorsError) {
    var (end, last) = (0, "")
    for entry in entries {
      guard entry.end <= dataCount else {
        throw .offsetsOutOfRange(
          tensor: entry.name, begin: entry.begin, end: entry.end,
          dataCount: dataCount)
      }
      guard entry.begin >= end else {
        throw .overlap(first: last, second: entry.name)
      }
      guard entry.begin == end else {
        throw .hole(before: entry.name, from: end, to: entry.begin)
      }
      (end, last) = (entry.end, entry.name)
    }
    guard end == dataCount else {
      throw .trailingBytes(count: dataCount - end)
    }
  }
}
