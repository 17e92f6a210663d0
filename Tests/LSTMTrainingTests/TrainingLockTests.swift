import Foundation
import LSTMTraining
import Testing

@Suite struct TrainingLockTests {
  private let model = FileManager.default.temporaryDirectory
    .appendingPathComponent("lstm-lab-\(UUID().uuidString)").path

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  @Test("one at a time, named by its process, and nothing stays behind")
  func held() throws {
    let path = TrainingLock.path(for: model)
    try TrainingLock.hold(on: model) {
      #expect(exists(path))
      let error = #expect(throws: TrainingLockError.self) {
        try TrainingLock.hold(on: model) {}
      }
      #expect(error?.process == Int(getpid()))
      #expect(error?.model == model)
      try TrainingLock.hold(on: model + "2") {}
    }
    #expect(!exists(path))
    #expect(try TrainingLock.hold(on: model) { 7 } == 7)
  }

  @Test("a lock that a dead process left is taken over, and its files removed")
  func stale() throws {
    let folder = FileManager.default.temporaryDirectory.path
    let name = model.split(separator: "/").last ?? ""
    let left = [
      "\(folder)/.\(name).0123abcd.partial",
      "\(folder)/.\(name).checkpoint.89abcdef.partial",
    ]
    let others = [
      "\(folder)/.\(name)x.0123abcd.partial",
      "\(folder)/.\(name).notes.partial",
    ]
    let lock = TrainingLock.path(for: model)
    for path in left + others + [lock] {
      try Data("1\n".utf8).write(to: URL(fileURLWithPath: path))
    }
    defer {
      for path in others { try? FileManager.default.removeItem(atPath: path) }
    }
    try TrainingLock.hold(on: model) {
      #expect(left.allSatisfy { !exists($0) })
      #expect(others.allSatisfy { exists($0) })
    }
    #expect(!exists(lock))
  }

  @Test("where no lock can be made, the work is done without")
  func impossible() throws {
    #expect(try TrainingLock.hold(on: "/nowhere/at/all") { 7 } == 7)
  }
}
