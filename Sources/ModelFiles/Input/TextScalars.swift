/// The Unicode scalars of a UTF-8 text as they are read, in constant memory.
/// A leading byte order mark is left out.
///
/// A sequence cannot throw. Where reading fails it ends, and `finish()` says
/// why; call it after the last element:
///
///     let scalars = try TextScalars("corpus.txt")
///     for scalar in scalars { … }
///     try scalars.finish()
///
/// It can be walked once.
package final class TextScalars: Sequence, IteratorProtocol {
  private let path: String
  /// nil for a text that the program carries.
  private let input: InputDescriptor?
  private var scalars = "".unicodeScalars.makeIterator()
  /// The start of a scalar whose end is not read yet.
  private var rest: [UInt8] = []
  /// Where `rest` stands in the file.
  private var offset = 0
  private var isAtEnd = false
  private var error: TextFileError?

  /// Opens the file at `path`, standard input for `-`, or a text that the program
  /// carries, as `sample:lines`.
  ///
  /// - Throws: `TextFileError`.
  package init(_ path: String) throws(TextFileError) {
    self.path = path
    if let text = try BuiltIn.sample(path: path) {
      (scalars, isAtEnd) = (text.unicodeScalars.makeIterator(), true)
      input = nil
      return
    }
    do { input = try InputDescriptor(path: path == "-" ? nil : path) } catch {
      throw TextFileError(error, path: path)
    }
  }

  /// Whether the text can be read again from its beginning, unlike that of a
  /// pipe or a terminal.
  package var isRegularFile: Bool {
    path != "-" && (input == nil || input?.size != nil)
  }

  /// The next scalar, or nil at the end and where reading fails.
  package func next() -> Unicode.Scalar? {
    while true {
      if let scalar = scalars.next() { return scalar }
      if isAtEnd { return nil }
      readOn()
    }
  }

  /// Throws what ended the sequence early, if anything did.
  ///
  /// - Throws: `TextFileError`.
  package func finish() throws(TextFileError) {
    if let error { throw error }
  }

  /// Reads a piece, up to the last scalar that is whole.
  private func readOn() {
    var piece = rest
    let isFirst = offset == 0
    do {
      repeat {
        isAtEnd = try !read(into: &piece)
      } while isFirst && !isAtEnd && piece.count < byteOrderMark.count
    } catch {
      isAtEnd = true
      self.error = TextFileError(error, path: path)
      return
    }
    let valid = validUTF8Count(in: piece)
    // Four bytes that do not begin with a scalar never will.
    if isAtEnd ? valid < piece.count : piece.count - valid > 3 {
      isAtEnd = true
      error = .notUTF8(
        path, offset: offset + valid,
        looksLikeUTF16: isFirst && valid == 0 && beginsLikeUTF16(piece))
    }
    let mark = isFirst && piece.starts(with: byteOrderMark)
    let start = mark ? byteOrderMark.count : 0
    scalars = String(decoding: piece[start..<valid], as: UTF8.self)
      .unicodeScalars.makeIterator()
    rest = Array(piece[valid...])
    offset += valid
  }

  /// Appends what one read gives; false at the end.
  private func read(into piece: inout [UInt8]) throws(InputProblem) -> Bool {
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: 1 << 16, alignment: 16)
    defer { bytes.deallocate() }
    let count = try input?.read(into: bytes) ?? 0
    piece.append(contentsOf: bytes[..<count])
    return count > 0
  }
}
