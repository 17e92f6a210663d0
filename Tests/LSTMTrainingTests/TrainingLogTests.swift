import Foundation
import LSTMTraining
import ModelFiles
import Testing

@Suite struct TrainingLogTests {
  /// Trains a little with a log, and returns its text.
  private func log(
    _ format: TrainingLog.Format, at path: String, resumingAfter: Int? = nil
  ) throws -> String {
    let corpus = try #require(TrainerTests.corpus)
    let settings = CheckpointTests.settings()
    let trainer = try Trainer(FastGradients(settings: settings, corpus: corpus))
    if let resumingAfter {
      _ = try trainer.run(shouldStop: {
        trainer.updatesDone == resumingAfter
      })
    }
    let log = try TrainingLog(
      path, format: format, keepingUpTo: trainer.updatesDone)
    _ = try trainer.run(progress: log.note)
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  private func path(_ ending: String) -> String {
    FileManager.default.temporaryDirectory
      .appendingPathComponent("lstm-lab-\(UUID().uuidString).\(ending)").path
  }

  @Test("a row an update of a short epoch, each field in its place")
  func csv() throws {
    let path = path("csv")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let lines = try log(.csv, at: path).split(separator: "\n")
    #expect(
      lines[0]
        == "update,epoch,loss,smoothed,validation,gradient_norm,"
        + "learning_rate,seconds")
    let rows = lines.dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(rows.map { Int($0[0]) } == Array(1...rows.count))
    #expect(rows.allSatisfy { $0.count == 8 })
    // A validation ends each of the three epochs.
    #expect(rows.filter { !$0[4].isEmpty }.map { $0[1] } == ["1", "2", "3"])
  }

  @Test("rows after the place to go on from are dropped, and no row is lost")
  func resumes() throws {
    let path = path("jsonl")
    defer { try? FileManager.default.removeItem(atPath: path) }
    func losses(_ text: String) throws -> [[Double?]] {
      try text.split(separator: "\n").map { line in
        let row =
          try JSONSerialization.jsonObject(with: Data(line.utf8))
          as? [String: Any]
        return ["update", "epoch", "loss", "validation"].map {
          row?[$0] as? Double
        }
      }
    }
    let whole = try losses(log(.jsonl, at: path))
    // A crash may leave half a row.
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data("{\"update\":9".utf8))
    try file.close()
    let again = try losses(log(.jsonl, at: path, resumingAfter: 31))
    #expect(again == whole)
  }

  @Test("a log that cannot be written says so and does not trap")
  func fullDisk() throws {
    let corpus = try #require(TrainerTests.corpus)
    let trainer = try Trainer(
      FastGradients(settings: CheckpointTests.settings(), corpus: corpus))
    let log = try TrainingLog("/dev/full", format: .jsonl)
    let error = #expect(throws: OutputFileError.self) {
      try trainer.run(progress: log.note)
    }
    #expect("\(String(describing: error))".contains("/dev/full"))
  }

  @Test("the ending of the name tells the form")
  func formats() {
    #expect(TrainingLog.Format(path: "a/b.CSV") == .csv)
    #expect(TrainingLog.Format(path: "log.jsonl") == .jsonl)
    #expect(TrainingLog.Format(path: "log.json") == nil)
    #expect(TrainingLog.Format(path: "csv") == nil)
  }
}
