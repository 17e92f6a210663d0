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
  private let input: InputDescriptor
  private let buffer = UnsafeMutableRawBufferPointer.allocate(
    byteCount: 1 << 16, alignment: 16)
  /// What is in the buffer and not yet given out: from `position` to `limit`.
  private var position = 0
  private var limit = 0
  /// Where the buffer stands in the file.
  private var bufferOffset = 0
  private var isAtEnd = false
  private var error: TextFileError?

  /// Opens the file at `path`, or standard input for `-`.
  ///
  /// - Throws: `TextFileError`.
  package init(_ path: String) throws(TextFileError) {
    self.path = path
    do { input = try InputDescriptor(path: path == "-" ? nil : path) } catch {
      throw TextFileError(error, path: path)
    }
    while limit < byteOrderMark.count, !isAtEnd { refill() }
    if let error { throw error }
    if buffer[..<limit].starts(with: byteOrderMark) {
      position = byteOrderMark.count
    }
  }

  deinit { buffer.deallocate() }

  /// Whether the text can be read again from its beginning, unlike that of a
  /// pipe or a terminal.
  package var isRegularFile: Bool { path != "-" && input.size != nil }

  /// The next scalar, or nil at the end and where reading fails.
  package func next() -> Unicode.Scalar? {
    while true {
      let (position, limit) = (position, limit)
      if position < limit {
        let bytes = UnsafeRawBufferPointer(
          start: buffer.baseAddress, count: limit)
        switch nextScalar(in: bytes, at: position) {
        case .scalar(let scalar, let length):
          self.position = position + length
          return scalar
        case .invalid: return fail()
        case .cutShort where isAtEnd: return fail()
        case .cutShort: break
        }
      }
      if isAtEnd { return nil }
      refill()
    }
  }

  /// Throws what ended the sequence early, if anything did.
  ///
  /// - Throws: `TextFileError`.
  package func finish() throws(TextFileError) {
    if let error { throw error }
  }

  /// Moves what is left to the front and reads on behind it.
  private func refill() {
    let left = limit - position
    UnsafeMutableRawBufferPointer(rebasing: buffer[..<left])
      .copyMemory(
        from: UnsafeRawBufferPointer(rebasing: buffer[position..<limit]))
    bufferOffset += position
    (position, limit) = (0, left)
    do {
      let count = try input.read(
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[left...]))
      isAtEnd = count == 0
      limit += count
    } catch {
      end(TextFileError(error, path: path))
    }
  }

  private func fail() -> Unicode.Scalar? {
    let offset = bufferOffset + position
    let start = Array(buffer[position..<limit].prefix(2))
    end(
      .notUTF8(
        path, offset: offset,
        looksLikeUTF16: offset == 0 && beginsLikeUTF16(start)))
    return nil
  }

  private func end(_ error: TextFileError) {
    self.error = error
    (isAtEnd, position, limit) = (true, 0, 0)
  }
}
