import Foundation
import LessonKit
import Testing

struct ProgressTests {
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("lstm-lab-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test func progressIsKept() throws {
    try withFolder { folder in
      let file = ProgressFile(folder: folder)
      #expect(file.load().progress == Progress())
      #expect(file.update { $0["a"].isPassed = true } == nil)
      #expect(file.update { $0["b"].attempts += 1 } == nil)
      let (progress, notice) = file.load()
      #expect(notice == nil)
      #expect(progress["a"].isPassed && progress["b"].attempts == 1)
      #expect(!progress["c"].isPassed)
    }
  }

  @Test(arguments: ["", "{", "[]", "{\"exercises\": 3}", "\u{0}\u{1}"])
  func aDamagedFileIsKeptAside(_ text: String) throws {
    try withFolder { folder in
      let file = ProgressFile(folder: folder)
      _ = file.update { $0["a"].isPassed = true }
      for number in 1...2 {
        try text.write(to: file.url, atomically: true, encoding: .utf8)
        let notice = file.update { $0["b"].isPassed = true }
        #expect(notice?.contains("progress.damaged-\(number).json") == true)
        let kept = folder.appendingPathComponent(
          "progress.damaged-\(number).json")
        #expect(try String(contentsOf: kept, encoding: .utf8) == text)
      }
      #expect(file.load().progress["b"].isPassed)
    }
  }

  @Test func aFolderThatCannotBeWrittenIsNoFailure() {
    let file = ProgressFile(folder: URL(fileURLWithPath: "/dev/null/x"))
    #expect(file.update { $0["a"].isPassed = true } != nil)
    #expect(file.load().progress == Progress())
  }

  @Test(arguments: [
    (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/lstm-lab/progress.json"),
    (
      ["XDG_STATE_HOME": "relative", "HOME": "/h"],
      "/h/.local/state/lstm-lab/progress.json"
    ),
    (
      ["XDG_STATE_HOME": "", "HOME": "/h"],
      "/h/.local/state/lstm-lab/progress.json"
    ),
  ])
  func theFileLiesInTheUsersFolder(
    _ environment: [String: String], _ path: String
  ) {
    #expect(ProgressFile(environment: environment).url.path == path)
  }

  @Test func manyAtOnceLoseNothing() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("lstm-lab-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = ProgressFile(folder: folder)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask { _ = file.update { $0["a"].attempts += 1 } }
      }
    }
    #expect(file.load().progress["a"].attempts == 20)
  }
}
