/// Why bytes cannot be written.
struct WriteProblem: Error, Equatable {
  /// The system's error number.
  let code: Int32
  /// How many bytes had been written.
  let written: Int
  /// How many more there were to write at that moment.
  let pending: Int
}

/// Buffered writing to an open descriptor.
struct DescriptorWriter {
  let descriptor: Int32
  private var buffer: [UInt8] = []
  private(set) var written = 0

  static let capacity = 1 << 16

  init(descriptor: Int32) {
    self.descriptor = descriptor
    buffer.reserveCapacity(Self.capacity)
    ignoreBrokenPipes
  }

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
    if buffer.count + bytes.count > Self.capacity {
      try flush(before: bytes.count)
      if bytes.count >= Self.capacity { return try writeAll(bytes, before: 0) }
    }
    buffer.append(contentsOf: bytes)
  }

  mutating func flush() throws { try flush(before: 0) }

  private mutating func flush(before following: Int) throws {
    let full = buffer
    // Emptied even if writing fails: a second attempt would repeat the start.
    buffer = []
    try full.withUnsafeBytes { try writeAll($0, before: following) }
    buffer = full
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes all of `bytes`, however many calls that takes.
  private mutating func writeAll(
    _ bytes: UnsafeRawBufferPointer, before following: Int
  ) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest)
      let count = systemWrite(descriptor, piece.baseAddress, piece.count)
      if count >= 0 {
        written += count
        rest = rest.dropFirst(count)
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: waitUntilWritable()
      case EPIPE: throw ClosedPipe()
      default:
        throw WriteProblem(
          code: errno, written: written, pending: rest.count + following)
      }
    }
  }

  /// A terminal or pipe that somebody made non-blocking.
  private func waitUntilWritable() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&request, 1, -1)
  }
}

/// Without this a closed pipe kills the process before EPIPE can be seen.
private let ignoreBrokenPipes: Void = {
  signal(SIGPIPE, SIG_IGN)
}()
