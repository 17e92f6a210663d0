import Foundation
import LessonKit
import Testing

struct TerminalTests {
  private func run(
    _ command: String, _ limits: Terminal.Limits = .init(seconds: 60)
  ) throws -> Terminal.Result {
    try Terminal.run(
      command, in: FileManager.default.temporaryDirectory,
      environment: ["PATH": "/usr/bin:/bin"], limits: limits)
  }

  @Test(arguments: [
    ("echo a; echo b >&2; exit 3", ["a", "b", ""], Int32(3)),
    ("kill -9 $$", [""], 137), ("cat", [""], 0),
    ("test -t 1 && stty size <&1", ["50 80", ""], 0),
    ("printf 'one\\rtwo\\n'; printf '\\033[1mx'", ["two", "x"], 0),
    (
      "no-such-command",
      ["/bin/bash: line 1: no-such-command: command not found", ""], 127
    ),
  ])
  func aCommandPrintsAndEnds(
    _ command: String, _ lines: [String], _ status: Int32
  ) throws {
    let result = try run(command)
    #expect(result.lines == lines)
    #expect(result.ending == .exit(status))
  }

  @Test func whatRunsOrPrintsWithoutEndIsStopped() throws {
    #expect(try run("sleep 1000", .init(seconds: 0.2)).ending == .time)
    let endless = try run("yes", .init(seconds: 60, output: 1 << 16))
    #expect(endless.ending == .output)
    #expect(endless.lines.first == "y")
  }

  /// In the background, in a session of its own, and with the terminal held
  /// open.
  @Test(arguments: [
    "%s & echo done", "setsid %s & echo done",
    "(trap '' HUP TERM; exec %s) & echo done",
    "setsid nohup bash -c '%s' & echo done",
  ])
  func whatIsLeftBehindIsEnded(_ command: String) throws {
    let name = "sleep 1000.\(UInt32.random(in: 0...UInt32.max))"
    let result = try run(command.replacing("%s", with: name))
    #expect(result.ending == .exit(0))
    #expect(result.lines.first == "done")
    #expect(!processes().contains { $0.contains(name) })
  }

  private func processes() -> [String] {
    let files = FileManager.default
    let all = (try? files.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap { files.contents(atPath: "/proc/\($0)/cmdline") }
      .map { String(decoding: $0, as: UTF8.self).replacing("\0", with: " ") }
  }

  /// `tail` keeps what it is asked for.
  @Test func memoryAndFilesAreLimited() throws {
    let greedy = "head -c 300M /dev/zero | tail -c 300M | wc -c"
    #expect(try run(greedy).lines.first == "314572800")
    let limits = Terminal.Limits(seconds: 60, output: 1 << 20, memory: 1 << 27)
    #expect(try !run(greedy, limits).lines.contains("314572800"))
    let file = NSTemporaryDirectory() + "lstm-lab-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    _ = try run("head -c 3M /dev/zero > \(file)", limits)
    #expect(FileManager.default.contents(atPath: file)?.count == 1 << 20)
  }
}
