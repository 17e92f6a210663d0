/// Why bytes cannot be read; each kind of file has its own words for it.
enum InputProblem: Error, Equatable {
  case notFound
  case directory
  case system(String)
}

/// An open file or standard input, closed when it is let go.
final class InputDescriptor: Sendable {
  private let descriptor: Int32
  /// The size of a regular file in bytes, or nil for anything else.
  let size: Int?
  /// Whether this is a character or block device.
  let isDevice: Bool

  /// Opens `path`, or standard input for nil.
  init(path: String?) throws(InputProblem) {
    let descriptor = path.map { open($0, O_RDONLY | O_CLOEXEC) } ?? 0
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .notFound : .system(systemReason(errno))
    }
    var status = stat()
    let kind =
      fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : S_IFREG
    if kind == S_IFDIR {
      if path != nil { close(descriptor) }
      throw .directory
    }
    if kind == S_IFREG { InputFiles.note(status) }
    self.descriptor = descriptor
    size = kind == S_IFREG ? Int(status.st_size) : nil
    isDevice = kind == S_IFCHR || kind == S_IFBLK
  }

  deinit {
    if descriptor != 0 { close(descriptor) }
  }

  /// Fills as much of `buffer` as one read gives; 0 at the end.
  func read(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(InputProblem) -> Int {
    while true {
      let count = systemRead(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno == EISDIR { throw .directory }
      if errno != EINTR { throw .system(systemReason(errno)) }
    }
  }

  /// The bytes of a part of a regular file; fewer where it has become shorter.
  func read(_ range: Range<Int>) throws(InputProblem) -> [UInt8] {
    var (read, failure) = (0, Int32(0))
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) {
      (buffer, count) in
      while read < range.count {
        let rest = UnsafeMutableBufferPointer(rebasing: buffer[read...])
        let place = off_t(range.lowerBound + read)
        let got = pread(descriptor, rest.baseAddress, rest.count, place)
        if got > 0 { read += got } else if got == 0 { break }
        if got < 0, errno != EINTR {
          failure = errno
          break
        }
      }
      count = read
    }
    if failure != 0 { throw .system(systemReason(failure)) }
    return bytes
  }

  /// Everything up to the end.
  func readToEnd() throws(InputProblem) -> [UInt8] {
    var bytes: [UInt8] = []
    // One more than the size, so that the end shows without a second piece.
    let piece = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max((size ?? 0) + 1, 1 << 16), alignment: 16)
    defer { piece.deallocate() }
    while true {
      let count = try read(into: piece)
      if count == 0 { return bytes }
      bytes.append(contentsOf: piece[..<count])
    }
  }
}

/// What the system says about an error number.
func systemReason(_ code: Int32) -> String { String(cString: strerror(code)) }

extension ModelFileError {
  init(_ problem: InputProblem, path: String) {
    self =
      switch problem {
      case .notFound: .notFound(path)
      case .directory: .directory(path)
      case .system(let reason): .unreadable(path, reason: reason)
      }
  }
}
