import LSTMCore
import Testing

/// What a model read, kept and as it comes.
struct RecordingTests {
  private let model: Model
  private let read: InputSequence

  init() throws {
    var generator = SplitMix64(seed: 2)
    model = Model(
      vocabulary: Vocabulary("abc".unicodeScalars), embeddingSize: 3,
      hiddenSizes: [4, 3], using: &generator)
    read = InputSequence(
      "abé cab".unicodeScalars, in: try #require(model.reader.vocabulary))
  }

  @Test func aTextIsSymbolsWithTheirCharacters() {
    #expect(read.symbols == [1, 2, 0, 0, 3, 1, 2])
    #expect(read.labels == ["a", "b", "é", " ", "c", "a", "b"])
    #expect(read.series == nil && read.count == 7)
    #expect(InputSequence(read.items) == read)
    #expect(read[2..<4] == InputSequence(Array(read.items[2..<4])))
  }

  @Test func rowsKeepTheirColumnsAndLabels() {
    let series = Series(
      columns: ["x", "y"], rows: [[1, 2], [3, 4]], labels: ["mon", ""])
    let read = InputSequence.rows(series)
    #expect(InputSequence(read.items, columns: series.columns) == read)
    #expect(read.labels == ["mon", ""] && read.data[1] == .row([3, 4]))
    let unnamed = InputSequence.rows(Series(columns: ["x"], rows: [[1]]))
    #expect(unnamed.labels == [""])
    #expect(InputSequence(unnamed.items, columns: ["x"]) == unnamed)
  }

  @Test func readingAndKeepingComputeTheSame() {
    let kept = Recording(of: model, reading: read)
    let lazily = Array(Reading(of: model, read.items))
    #expect(lazily.map(\.item) == kept.read.items)
    #expect(lazily.map(\.steps) == kept.trace.steps)
    #expect(kept.run.map(\.steps) == kept.trace.steps)
  }

  /// A step of one's own sees what was read, the state and the place.
  @Test func aStepCanBeHeld() {
    var places: [Int] = []
    let run = Reading(of: model, read.items) { datum, state, t in
      places.append(t)
      var step = model.stack.step(model.reader(datum), from: state)
      if t == 2 { step[1][.hidden] = Vector(zeros: 3) }
      return step
    }
    let held = run.map(\.steps)
    let free = model.trace(over: read.data).steps
    #expect(places == Array(0..<7))
    #expect(held[1] == free[1] && held[2][1][.hidden] == Vector(zeros: 3))
    #expect(held[3][1] != free[3][1] && held[3][0] == free[3][0])
  }

  /// A one-hot reader is an embedding by the identity.
  @Test func oneHotIsTheIdentity() throws {
    let vocabulary = try #require(model.reader.vocabulary)
    var identity = Matrix(rows: 4, columns: 4)
    for k in 0..<4 { identity[k, k] = 1 }
    var generator = SplitMix64(seed: 4)
    let stack = Stack([
      LSTMCell(inputSize: 4, hiddenSize: 3, forgetBias: 1, using: &generator)
    ])
    let one = Model(reader: .oneHot(vocabulary), stack: stack)
    let other = Model(reader: .embedding(vocabulary, identity), stack: stack)
    #expect(one.trace(over: read.data) == other.trace(over: read.data))
    #expect(one.parameterCount == other.parameterCount - 16)
  }
}
