/// Reads a source from its beginning to its end. Nothing is set aside before
/// it is known that the source has so many bytes.
struct ByteReader {
  private let source: ByteSource
  /// What is read, for messages.
  private let place: String
  private var window: [UInt8] = []
  private var windowStart = 0

  /// How many bytes have been read.
  private(set) var position = 0

  init(_ source: ByteSource, of place: String) {
    (self.source, self.place) = (source, place)
  }

  init(_ bytes: [UInt8], of place: String) {
    self.init(ByteSource(bytes), of: place)
  }

  /// How many bytes are left.
  var rest: Int { source.count - position }

  mutating func byte() throws(ForeignFileError) -> UInt8 {
    if position - windowStart >= window.count {
      guard rest > 0 else { throw truncated(1) }
      windowStart = position
      window = try source.bytes(
        at: position, count: min(rest, 1 << 16), of: place)
    }
    let byte = window[position - windowStart]
    position += 1
    return byte
  }

  /// The next `count` bytes.
  mutating func bytes(_ count: Int) throws(ForeignFileError) -> [UInt8] {
    guard count >= 0, count <= rest else { throw truncated(count) }
    let start = position - windowStart
    let bytes =
      start >= 0 && start + count <= window.count
      ? Array(window[start..<start + count])
      : try source.bytes(at: position, count: count, of: place)
    position += count
    return bytes
  }

  /// A part that is read later.
  mutating func slice(_ count: Int) throws(ForeignFileError) -> ByteSource {
    let part = try source.slice(at: position, count: count, of: place)
    position += count
    return part
  }

  /// The bytes up to a line feed, which is read too.
  mutating func line() throws(ForeignFileError) -> [UInt8] {
    var line: [UInt8] = []
    while true {
      let next = try byte()
      if next == UInt8(ascii: "\n") { return line }
      line.append(next)
    }
  }

  /// A whole number, its lowest byte first.
  mutating func integer<T: FixedWidthInteger>(
    _ type: T.Type
  ) throws(ForeignFileError) -> T {
    var value: T = 0
    for k in 0..<T.bitWidth / 8 {
      value |= T(truncatingIfNeeded: try byte()) << T(k * 8)
    }
    return value
  }

  /// A count of bytes that follow, stored in 8 bytes.
  mutating func count64() throws(ForeignFileError) -> Int {
    let value = try integer(UInt64.self)
    guard let count = Int(exactly: value), count <= rest else {
      throw truncated(Int(clamping: value))
    }
    return count
  }

  private func truncated(_ needed: Int) -> ForeignFileError {
    .truncated(place: place, needed: needed, at: position)
  }
}
