import Foundation
import LSTMCore
import ModelFiles
import Testing

/// What a model reads, from wherever it comes.
struct ItemSourceTests {
  private let model = smallModel()
  private let vocabulary: Vocabulary
  private let folder: TemporaryFolder

  init() throws {
    vocabulary = try #require(smallModel().reader.vocabulary)
    folder = try TemporaryFolder()
  }

  @Test func aTextIsReadByTheVocabulary() throws {
    let source = try ItemSource(
      "ab\u{1F600}xa\u{1F600}", vocabulary: vocabulary)
    #expect(source.count == 6)
    let items = Array(source)
    #expect(
      items.map(\.label) == ["a", "b", "\u{1F600}", "x", "a", "\u{1F600}"])
    #expect(items[2].datum == .symbol(0) && items[4].datum == items[0].datum)
    let warning = try #require(source.unknown.warning(model: "m"))
    #expect(warning.contains("3 of 6 characters"))
    #expect(warning.contains("U+1F600 (step 2)"))
    #expect(warning.contains("U+0078 (step 3)"))
    try source.finish()
  }

  @Test func aFileIsCountedWhenAsked() throws {
    let path = try folder.file("text", "abc é")
    #expect(try ItemSource(file: path, vocabulary: vocabulary).count == nil)
    let counted = try ItemSource(
      file: path, isCounted: true, vocabulary: vocabulary)
    #expect(counted.count == 5)
    #expect(Array(counted).map(\.label).joined() == "abc é")
  }

  /// What a pipe gave is gone: it must not be read once to be counted.
  @Test func aPipeIsReadOnce() throws {
    let path = folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let writer = Thread {
      try? Data("abcab".utf8).write(to: URL(fileURLWithPath: path))
    }
    writer.start()
    let source = try ItemSource(
      file: path, isCounted: true, vocabulary: vocabulary)
    #expect(source.count == nil)
    #expect(Array(source).map(\.label).joined() == "abcab")
  }

  @Test func whatIsWrongIsSaid() throws {
    #expect(throws: EmptyText.self) {
      try ItemSource("", vocabulary: vocabulary)
    }
    let path = folder.path + "/broken"
    try Data([0x61, 0x62, 0xFF]).write(to: URL(fileURLWithPath: path))
    let source = try ItemSource(file: path, vocabulary: vocabulary)
    #expect(Array(source).count == 2)
    #expect(throws: TextFileError.self) { try source.finish() }
  }

  @Test func aRecordingKeepsWhatASourceGives() throws {
    let whole = try Recording(
      of: model, ItemSource("abc, é", vocabulary: vocabulary))
    #expect(whole.read.labels.joined() == "abc, é")
    #expect(whole.trace == model.trace(over: whole.read.data))
    let part = try Recording(
      of: model, ItemSource("abc, é", vocabulary: vocabulary), upTo: 2)
    #expect(part.read == whole.read[0..<3])
    #expect(part.trace.steps == Array(whole.trace.steps[..<3]))
    let run = try ModelRun(
      of: model, ItemSource("abc, é", vocabulary: vocabulary))
    #expect(run.count == 6 && run.map(\.steps) == whole.trace.steps)
  }

  @Test func rowsComeWithTheirLabels() throws {
    let series = Series(
      columns: ["x"], rows: [[1], [2], [4]], labels: ["a", "b", "c"])
    var generator = SplitMix64(seed: 3)
    let rows = Model(
      reader: .rows(columns: ["x"], scaling: Scaling(mean: [2], scale: [2])),
      stack: Stack([
        LSTMCell(inputSize: 1, hiddenSize: 2, forgetBias: 1, using: &generator)
      ]))
    let recording = try Recording(of: rows, ItemSource(series), upTo: 1)
    #expect(recording.read == .rows(series.part(0..<2)))
    #expect(recording.trace.inputs == [[-0.5], [0]])
  }

  /// Both halves need the whole text, which is then given step by step.
  @Test func aTwoWayModelIsReadWhole() throws {
    let file = try ModelFile.load(BidirectionalFileTests.path)
    let symbols = try #require(file.model.reader.vocabulary)
    let run = try ModelRun(
      of: file.model, ItemSource("to be", vocabulary: symbols))
    let trace = file.model.trace(over: file.model.symbols(of: "to be"))
    #expect(run.count == 5 && run.map(\.steps) == trace.steps)
    #expect(
      throws: TooLongToKeep(limit: Recording.longest, isOneWay: true)
    ) {
      let text = String(repeating: "a", count: Recording.longest + 1)
      return try Recording(
        of: smallModel(hidden: [1]), ItemSource(text, vocabulary: vocabulary))
    }
  }
}
