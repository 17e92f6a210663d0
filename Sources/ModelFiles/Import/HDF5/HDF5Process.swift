import CHDF5

/// Reads HDF5 files in a process of their own, which has limits on time and
/// memory and hands what it finds back through a pipe.
package enum HDF5Process {
  /// What this program is called with to be that process: the file is its
  /// standard input.
  package static let argument = "--read-hdf5-from-standard-input"

  private static let seconds = 5

  /// The tensors and attributes of a file, read by this program.
  package static func contents(
    of source: ByteSource
  ) throws(ForeignFileError) -> Safetensors {
    try contents(of: source, program: program)
  }

  /// The tensors and attributes of a file, read by `program`, which calls `run`
  /// where it is given `argument`.
  package static func contents(
    of source: ByteSource, program: String
  ) throws(ForeignFileError) -> Safetensors {
    let bytes = try source.bytes(of: "the HDF5 file")
    let file = bytes.withUnsafeBytes {
      nameless_file($0.baseAddress, $0.count)
    }
    guard file >= 0 else {
      throw .malformed(
        place: "the HDF5 file", reason: "no place for a copy of it was found")
    }
    defer { close(file) }
    var output: Int32 = -1
    let process = start_reader(program, argument, file, &output)
    guard process > 0 else {
      throw .malformed(
        place: "the HDF5 file", reason: "no process to read it could be started"
      )
    }
    let (answer, isWhole) = drain(output)
    close(output)
    if !isWhole { kill(process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return try judge(answer, isWhole: isWhole, status: status)
  }

  private static var program: String {
    #if os(Linux)
      "/proc/self/exe"
    #else
      CommandLine.arguments.first ?? ""
    #endif
  }

  /// Everything that comes, unless it takes too long.
  private static func drain(_ pipe: Int32) -> ([UInt8], isWhole: Bool) {
    let end = secondsNow() + Double(seconds)
    var answer: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let rest = Int32(max(0, (end - secondsNow()) * 1000))
      var event = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
      let ready = poll(&event, 1, rest)
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { return (answer, false) }
      let count = read(pipe, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return (answer, count == 0) }
      answer += piece.prefix(count)
    }
  }

  private static func secondsNow() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  private static func judge(
    _ answer: [UInt8], isWhole: Bool, status: Int32
  ) throws(ForeignFileError) -> Safetensors {
    let place = "the HDF5 file"
    guard isWhole else {
      throw .tooLarge(
        place: place, reason: "libhdf5 took over \(seconds) seconds to read it")
    }
    switch answer.first {
    case Answer.missing.rawValue:
      throw .libraryMissing(kind: "an HDF5 file", package: "libhdf5-dev")
    case Answer.refused.rawValue:
      throw .malformed(
        place: place,
        reason: String(decoding: answer.dropFirst(), as: UTF8.self))
    case Answer.read.rawValue where status == 0:
      do { return try Safetensors.parse(Array(answer.dropFirst())) } catch {
        throw .malformed(place: place, reason: "\(error)")
      }
    default:
      throw .malformed(place: place, reason: "libhdf5 fell over it")
    }
  }

  /// How an answer begins.
  private enum Answer: UInt8 {
    case read = 0x52
    case missing = 0x4d
    case refused = 0x45
  }

  /// The process itself: reads standard input, writes standard output and ends.
  package static func run() -> Never {
    var status = stat()
    fstat(0, &status)
    let size = Int(status.st_size)
    limit_process(UInt32(seconds), 4 * size + 1 << 30)
    var answer: [UInt8]
    do {
      let contents = try HDF5Contents.read(
        path: "/dev/fd/0", limit: 8 * size + 1 << 26)
      answer =
        contents.map { [Answer.read.rawValue] + $0.encode() }
        ?? [Answer.missing.rawValue]
    } catch .malformed(_, let reason) {
      answer = [Answer.refused.rawValue] + Array(reason.utf8)
    } catch {
      answer = [Answer.refused.rawValue] + Array("\(error)".utf8)
    }
    var rest = answer[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { exit(1) }
      rest = rest.dropFirst(max(count, 0))
    }
    // Without libhdf5's own clearing up, which damaged files can upset.
    _exit(0)
  }
}
