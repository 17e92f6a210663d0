import Foundation
import ModelFiles
import Testing

@Suite struct PartialFilesTests {
  /// Also while another thread is about to complete one.
  @Test func endingLeavesNothingBehind() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("model", "old")
    await #expect(processExitsWith: .exitCode(3)) {
      [path = path as String] in
      nonisolated(unsafe) let file = try OutputFile(path)
      try file.write([UInt8](repeating: 0, count: 100_000))
      PartialFiles.removeAll {
        // Waits for ever.
        Thread.detachNewThread { try? file.commit() }
        usleep(100_000)
        exit(3)
      }
    }
    #expect(try folder.names() == ["model"])
    #expect(try folder.read("model") == "old")
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
