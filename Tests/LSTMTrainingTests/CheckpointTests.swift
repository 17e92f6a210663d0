import Foundation
import LSTMCore
import LSTMTraining
import Testing

@Suite struct CheckpointTests {
  static func settings(_ loss: LossPlacement = .every) -> TrainingSettings {
    var settings = TrainerTests.settings
    (settings.hidden, settings.layers, settings.epochs) = (5, 2, 3)
    (settings.loss, settings.stride) = (loss, 7)
    return settings
  }

  /// The bytes of a training stopped after so many updates.
  static func bytes(
    _ corpus: Corpus, stoppedAfter updates: Int,
    _ loss: LossPlacement = .every
  ) throws -> [UInt8] {
    let trainer = try Trainer(
      FastGradients(settings: settings(loss), corpus: corpus))
    _ = try trainer.run(shouldStop: { trainer.updatesDone == updates })
    return try Checkpoint.encode(trainer, corpusSHA256: "abc")
  }

  private func load(_ bytes: [UInt8]) throws -> Checkpoint {
    try Checkpoint.load(bytes: bytes)
  }

  @Test(
    "through a file, the same bits as in one go",
    arguments: [
      (1, LossPlacement.every), (23, .every), (24, .every), (48, .every),
      (3, .last), (140, .last),
    ])
  func resumes(after updates: Int, loss: LossPlacement) throws {
    let corpus = try #require(TrainerTests.corpus)
    let whole = try Trainer(
      FastGradients(settings: Self.settings(loss), corpus: corpus))
    _ = try whole.run()
    let saved = try load(
      Self.bytes(corpus, stoppedAfter: updates, loss))
    #expect(saved.corpusSHA256 == "abc")
    let source = try FastGradients(settings: saved.settings, corpus: corpus)
    let second = try Trainer(source, resuming: saved.state(for: source))
    #expect(second.updatesDone == updates)
    _ = try second.run()
    #expect(second.state == whole.state)
  }

  @Test("a setting that an older file lacks has its default")
  func olderFile() throws {
    let corpus = try #require(TrainerTests.corpus)
    var bytes = try Self.bytes(corpus, stoppedAfter: 3)
    let name = Array("\\\"cell\\\":\\\"lstm\\\",".utf8)
    let place = try #require(bytes.firstRange(of: name))
    // As many bytes, so that the header stays as long as it says.
    bytes.replaceSubrange(
      place, with: [UInt8](repeating: UInt8(ascii: " "), count: name.count))
    var settings = Self.settings()
    settings.threads = 1
    #expect(try load(bytes).settings == settings)
  }

  @Test("cut short at any byte, it is named as damaged and nothing crashes")
  func truncated() throws {
    let corpus = try #require(TrainerTests.corpus)
    let bytes = try Self.bytes(corpus, stoppedAfter: 30)
    let header = 8 + bytes.prefix(3).reversed().reduce(0) { $0 << 8 | Int($1) }
    // Every length of the header, then every 61st: the rest is numbers.
    let lengths =
      Array(0..<header + 64)
      + Array(stride(from: header, to: bytes.count, by: 61))
      + [bytes.count - 1]
    for length in lengths {
      #expect(throws: CheckpointError.self, "\(length) bytes") {
        try load(Array(bytes.prefix(length)))
      }
    }
  }

  @Test("changed metadata and numbers are refused, never trapped")
  func hostile() throws {
    let corpus = try #require(TrainerTests.corpus)
    let bytes = try Self.bytes(corpus, stoppedAfter: 30)
    let text = String(decoding: bytes, as: Unicode.ASCII.self)
    #expect(text.contains("\\\"hidden\\\":5"))
    for (old, new) in [
      ("\\\"embedding\\\":8", "\\\"embedding\\\":9"),
      ("\\\"layers\\\":2", "\\\"layers\\\":0"),
      ("\\\"epoch\\\":1,\\\"epochOffset", "\\\"epoch\\\":9,\\\"epochOffset"),
      ("\\\"update\\\":", "\\\"updaxe\\\":"),
      ("\\\"updates\\\":30", "\\\"updates\\\":\(Int.max)"),
      ("\\\"bestEpoch\\\":1", "\\\"bestEpoch\\\":\(Int.min)"),
      ("checkpoint/1", "checkpoint/7"),
    ] {
      var changed = bytes
      let place = try #require(
        bytes.firstRange(of: Array(old.utf8)), "\(old)")
      changed.replaceSubrange(place, with: Array(new.utf8))
      changed.lengthenHeader(by: new.utf8.count - old.utf8.count)
      #expect(throws: (any Error).self, "\(new)") {
        let saved = try load(changed)
        let source = try FastGradients(
          settings: saved.settings, corpus: corpus)
        _ = try Trainer(source, resuming: saved.state(for: source))
      }
    }
  }

  @Test("a changed number is noticed, wherever it is")
  func sealed() throws {
    let corpus = try #require(TrainerTests.corpus)
    let bytes = try Self.bytes(corpus, stoppedAfter: 3)
    let header = 8 + bytes.prefix(3).reversed().reduce(0) { $0 << 8 | Int($1) }
    for place in stride(from: header, to: bytes.count, by: 997) {
      var damaged = bytes
      damaged[place] ^= 1
      let error = #expect(throws: CheckpointError.self) { try load(damaged) }
      #expect("\(String(describing: error))".contains("tensors_sha256"))
    }
  }

  @Test("a text with other characters does not fit")
  func otherVocabulary() throws {
    let corpus = try #require(TrainerTests.corpus)
    let saved = try load(Self.bytes(corpus, stoppedAfter: 3))
    let other = try Corpus(String(repeating: "xyz", count: 900))
    let error = #expect(throws: CheckpointError.self) {
      _ = try saved.state(
        for: FastGradients(settings: saved.settings, corpus: other))
    }
    #expect("\(String(describing: error))".contains("weights"))
  }

  @Test("equal trainings give equal bytes, on any number of threads")
  func deterministic() throws {
    let corpus = try #require(TrainerTests.corpus)
    var settings = Self.settings()
    settings.threads = 1
    let trainer = try Trainer(FastGradients(settings: settings, corpus: corpus))
    _ = try trainer.run(shouldStop: { trainer.updatesDone == 30 })
    #expect(
      try Checkpoint.encode(trainer, corpusSHA256: "abc")
        == Self.bytes(corpus, stoppedAfter: 30))
  }
}

extension [UInt8] {
  /// Says that the header is longer than it was.
  fileprivate mutating func lengthenHeader(by count: Int) {
    let length = prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) } + count
    for k in 0..<8 { self[k] = UInt8(truncatingIfNeeded: length >> (8 * k)) }
  }
}
