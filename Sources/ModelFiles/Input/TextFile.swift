/// A UTF-8 text read whole, from a file or from standard input.
///
/// Nothing is changed, except that a leading byte order mark is left out. For a
/// text that need not be kept, see `TextScalars`.
package struct TextFile: Equatable, Sendable {
  /// The file's name without its folders, or `standard input`.
  package let name: String
  /// The text; it may be empty.
  package let text: String
  private let hasMark: Bool

  /// Reads the file at `path`, standard input for `-`, or a text that the program
  /// carries, as `sample:lines`.
  ///
  /// - Throws: `TextFileError`.
  package static func load(
    _ path: String
  ) throws(TextFileError) -> TextFile {
    if let text = try BuiltIn.sample(path: path) {
      return TextFile(name: path, text: text, hasMark: false)
    }
    var bytes: [UInt8]
    do {
      bytes = try InputDescriptor(path: path == "-" ? nil : path).readToEnd()
    } catch {
      throw TextFileError(error, path: path)
    }
    let valid = validUTF8Count(in: bytes)
    guard valid == bytes.count else {
      throw .notUTF8(
        path, offset: valid, looksLikeUTF16: beginsLikeUTF16(bytes))
    }
    let hasMark = bytes.starts(with: byteOrderMark)
    if hasMark { bytes.removeFirst(byteOrderMark.count) }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return TextFile(
      name: path == "-" ? "standard input" : name,
      text: String(decoding: bytes, as: UTF8.self), hasMark: hasMark)
  }

  /// The SHA-256 of the file's bytes, the mark included, as `sha256sum` gives
  /// it; 64 hexadecimal digits.
  package var sha256: String {
    var hash = SHA256()
    if hasMark { hash.update(byteOrderMark) }
    var text = text
    text.withUTF8 { hash.update(UnsafeRawBufferPointer($0)) }
    return hash.hexDigest()
  }
}

/// U+FEFF in UTF-8, which some editors put first.
let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

/// Whether the first two bytes are the mark of UTF-16.
func beginsLikeUTF16(_ bytes: [UInt8]) -> Bool {
  bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
}
