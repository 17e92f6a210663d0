/// The entries of a ZIP archive, found by its central directory.
///
/// An entry that is stored as it is can be read in parts, at any place, without
/// the rest of the file: weights are stored so. Compressed ones (deflate) are
/// expanded into memory.
struct ZipArchive {
  /// One file in the archive.
  struct Entry {
    let name: String
    fileprivate let method: Int
    fileprivate let isEncrypted: Bool
    fileprivate let storedCount: Int
    /// The size once expanded.
    let count: Int
    fileprivate let headerOffset: Int
  }

  private let source: ByteSource
  /// The entries in the order of the directory, no name twice.
  let entries: [Entry]
  private let places: [String: Int]

  init(_ source: ByteSource) throws(ForeignFileError) {
    self.source = source
    entries = try ZipDirectory(in: source).entries()
    var places: [String: Int] = [:]
    for (k, entry) in entries.enumerated() {
      guard places.updateValue(k, forKey: entry.name) == nil else {
        throw .malformed(
          place: "the ZIP archive",
          reason: "it has two entries called \(entry.name)")
      }
    }
    self.places = places
  }

  /// The entry of that name, or nil.
  subscript(name: String) -> Entry? { places[name].map { entries[$0] } }

  /// The content of an entry.
  func content(of entry: Entry) throws(ForeignFileError) -> ByteSource {
    guard !entry.isEncrypted else {
      throw .notRead(
        kind: "an encrypted ZIP archive (\(entry.name))",
        road: "Save the model without a password.")
    }
    let stored = try storedBytes(of: entry)
    switch entry.method {
    case 0:
      guard entry.count == entry.storedCount else {
        throw .malformed(
          place: entry.name, reason: "its two sizes in the archive differ")
      }
      return stored
    case 8:
      let limit = 4 * source.count + 64 << 20
      guard entry.count <= limit else {
        throw .tooLarge(
          place: entry.name,
          reason: "\(entry.count) bytes would come of an archive of "
            + "\(source.count)")
      }
      let bytes = try stored.bytes(of: entry.name)
      guard let expanded = inflated(bytes, count: entry.count) else {
        throw .malformed(
          place: entry.name, reason: "its compressed bytes are not sound")
      }
      return ByteSource(expanded)
    default:
      throw .notRead(
        kind: "a ZIP archive packed by method \(entry.method) (\(entry.name))",
        road: "Pack it by deflate, or store it unpacked.")
    }
  }

  /// The bytes of an entry as they lie in the archive, behind a header of its
  /// own.
  private func storedBytes(
    of entry: Entry
  ) throws(ForeignFileError) -> ByteSource {
    let header = try source.slice(
      at: entry.headerOffset, count: 30, of: entry.name)
    var reader = ByteReader(header, of: entry.name)
    guard try reader.integer(UInt32.self) == 0x0403_4b50 else {
      throw .malformed(
        place: entry.name, reason: "the archive's directory points elsewhere")
    }
    _ = try reader.bytes(22)
    let name = Int(try reader.integer(UInt16.self))
    let extra = Int(try reader.integer(UInt16.self))
    return try source.slice(
      at: entry.headerOffset + 30 + name + extra, count: entry.storedCount,
      of: entry.name)
  }
}

/// Finds and reads the central directory, in the form of 1989 or of ZIP64.
private struct ZipDirectory {
  private let source: ByteSource
  private let count: Int
  private let start: Int
  private let size: Int

  private static let place = "the ZIP archive's directory"
  private static let limit = 1 << 24

  /// The last record of the file tells where the directory is. A remark of up
  /// to 65,535 bytes may follow it.
  init(in source: ByteSource) throws(ForeignFileError) {
    self.source = source
    let tailCount = min(source.count, 65_557)
    let tailStart = source.count - tailCount
    let tail = try source.bytes(
      at: tailStart, count: tailCount, of: Self.place)
    var place = tailCount - 22
    while place >= 0, !Self.isLastRecord(tail, at: place) { place -= 1 }
    guard place >= 0 else {
      throw .truncated(
        place: "the ZIP archive", needed: 22, at: source.count)
    }
    let record = tail[place..<place + 22]
    var reader = ByteReader(Array(record.dropFirst(10)), of: Self.place)
    let count = Int(try reader.integer(UInt16.self))
    let size = Int(try reader.integer(UInt32.self))
    let start = Int(try reader.integer(UInt32.self))
    let end = tailStart + place
    if count == 0xffff || size == 0xffff_ffff || start == 0xffff_ffff,
      let wide = try Self.wideRecord(in: source, before: end)
    {
      (self.count, self.size, self.start) = wide
    } else {
      (self.count, self.size, self.start) = (count, size, start)
    }
    guard self.size <= Self.limit else {
      throw .tooLarge(
        place: Self.place, reason: "it claims \(self.size) bytes")
    }
  }

  private static func isLastRecord(_ bytes: [UInt8], at place: Int) -> Bool {
    bytes[place] == 0x50 && bytes[place + 1] == 0x4b && bytes[place + 2] == 5
      && bytes[place + 3] == 6
  }

  /// What the ZIP64 record says, where a locator before `end` tells of one.
  private static func wideRecord(
    in source: ByteSource, before end: Int
  ) throws(ForeignFileError) -> (Int, Int, Int)? {
    guard end >= 20 else { return nil }
    var locator = ByteReader(
      try source.slice(at: end - 20, count: 20, of: place), of: place)
    guard try locator.integer(UInt32.self) == 0x0706_4b50 else { return nil }
    _ = try locator.bytes(4)
    let offset = try whole(try locator.integer(UInt64.self))
    var record = ByteReader(
      try source.slice(at: offset, count: 56, of: place), of: place)
    guard try record.integer(UInt32.self) == 0x0606_4b50 else { return nil }
    _ = try record.bytes(28)
    let count = try whole(try record.integer(UInt64.self))
    let size = try whole(try record.integer(UInt64.self))
    let start = try whole(try record.integer(UInt64.self))
    return (count, size, start)
  }

  func entries() throws(ForeignFileError) -> [ZipArchive.Entry] {
    let directory = try source.slice(at: start, count: size, of: Self.place)
    var reader = ByteReader(directory, of: Self.place)
    var entries: [ZipArchive.Entry] = []
    while entries.count < count { entries.append(try Self.entry(&reader)) }
    return entries
  }

  private static func entry(
    _ reader: inout ByteReader
  ) throws(ForeignFileError) -> ZipArchive.Entry {
    guard try reader.integer(UInt32.self) == 0x0201_4b50 else {
      throw .malformed(place: place, reason: "an entry lacks its signature")
    }
    _ = try reader.bytes(4)
    let flags = try reader.integer(UInt16.self)
    let method = Int(try reader.integer(UInt16.self))
    _ = try reader.bytes(8)
    let stored = UInt64(try reader.integer(UInt32.self))
    let count = UInt64(try reader.integer(UInt32.self))
    let nameCount = Int(try reader.integer(UInt16.self))
    let extraCount = Int(try reader.integer(UInt16.self))
    let remarkCount = Int(try reader.integer(UInt16.self))
    _ = try reader.bytes(8)
    var sizes = [count, stored, UInt64(try reader.integer(UInt32.self))]
    let name = String(decoding: try reader.bytes(nameCount), as: UTF8.self)
    try widen(&sizes, extra: try reader.bytes(extraCount))
    _ = try reader.bytes(remarkCount)
    return ZipArchive.Entry(
      name: name, method: method, isEncrypted: flags & 1 != 0,
      storedCount: try whole(sizes[1]), count: try whole(sizes[0]),
      headerOffset: try whole(sizes[2]))
  }

  /// Sizes that do not fit 32 bits stand in the extra field 1, in this order.
  private static func widen(
    _ sizes: inout [UInt64], extra: [UInt8]
  ) throws(ForeignFileError) {
    var reader = ByteReader(extra, of: place)
    while reader.rest >= 4 {
      let kind = try reader.integer(UInt16.self)
      let count = Int(try reader.integer(UInt16.self))
      guard count <= reader.rest else { return }
      var field = ByteReader(try reader.bytes(count), of: place)
      guard kind == 1 else { continue }
      for k in sizes.indices where sizes[k] == 0xffff_ffff {
        sizes[k] = try field.integer(UInt64.self)
      }
    }
  }

  private static func whole(_ size: UInt64) throws(ForeignFileError) -> Int {
    // Half of Int's range, so that sums of two sizes stay inside it.
    guard size < 1 << 62 else {
      throw .malformed(place: place, reason: "it claims \(size) bytes")
    }
    return Int(size)
  }
}
