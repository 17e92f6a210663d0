import Foundation
import ModelFiles
import Testing

@Suite struct PartialFilesTests {
  @Test func signalsLeaveNothingBehind() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("model", "old")
    await #expect(processExitsWith: .signal(SIGTERM)) {
      [path = path as String] in
      try writeAndDie(path, SIGTERM)
    }
    await #expect(processExitsWith: .signal(SIGHUP)) {
      [path = path as String] in
      try writeAndDie(path, SIGHUP)
    }
    #expect(try folder.names() == ["model"])
    #expect(try folder.read("model") == "old")
  }

  /// Training saves its checkpoint on Ctrl-C: its handler stays in charge.
  @Test func otherHandlersAreLeftAlone() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/model"
    await #expect(processExitsWith: .success) { [path = path as String] in
      signal(SIGINT) { _ in }
      let file = try OutputFile(path)
      kill(getpid(), SIGINT)
      signal(SIGTERM) { _ in }
      kill(getpid(), SIGTERM)
      usleep(200_000)
      try file.write("checkpoint")
      try file.commit()
    }
    #expect(try folder.names() == ["model"])
    #expect(try folder.read("model") == "checkpoint")
  }

  @Test func aFullDiskBehindStandardOutputIsAnError() async {
    await #expect(processExitsWith: .exitCode(3)) {
      let full = open("/dev/full", O_WRONLY)
      guard full >= 0, dup2(full, 1) == 1 else { exit(3) }
      let output = StandardOutput()
      try output.write("lost")
      do { try output.flush() } catch let error as OutputFileError {
        let expected = OutputFileError.diskFull(
          "standard output", written: 0, needed: 4)
        exit(error == expected ? 3 : 1)
      }
    }
  }

  @Test func aReaderWhoLeavesIsNoError() async {
    await #expect(processExitsWith: .exitCode(3)) {
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      dup2(ends[1], 1)
      close(ends[0])
      let output = StandardOutput()
      do {
        for _ in 0..<10 {
          try output.write([UInt8](repeating: 65, count: 50_000))
        }
      } catch is ClosedPipe { exit(3) }
    }
  }
}

/// Sends a signal to the whole process, for the threads that run tests may
/// block it, and waits for the end.
private func writeAndDie(_ path: String, _ number: Int32) throws {
  let file = try OutputFile(path)
  try file.write([UInt8](repeating: 0, count: 100_000))
  kill(getpid(), number)
  sleep(20)
  try file.commit()
}
