import LSTMCore
import ModelFiles
import Testing

struct OwnModelFileTests {
  private static func model(isTwoWay: Bool) -> Model {
    var generator = SplitMix64(seed: 4)
    func cell() -> any Cell {
      CellForm(CellFamily.lstm).layer(
        inputSize: 2, hiddenSize: 3, forgetBias: 1, using: &generator)
    }
    let layer = Stack.Layer(forward: cell(), reverse: isTwoWay ? cell() : nil)
    var model = Model(
      reader: .embedding(
        Vocabulary(
          words: ["<unknown>", "don't", "a"], unknownIndex: 0, .lowercaseWords),
        Matrix(rows: 3, columns: 2)), stack: Stack(layers: [layer]),
      readout: Readout(
        weights: Matrix(rows: 2, columns: layer.outputSize),
        bias: [0, 0], .label(Readout.Classes(["−", "+"], pooling: .mean))))
    model.weights = model.weights.indices.map { Double(Float($0) / 7) }
    return model
  }

  @Test(arguments: [false, true])
  func aModelOfLabelsComesBack(isTwoWay: Bool) throws {
    let model = Self.model(isTwoWay: isTwoWay)
    let file = try ModelFile.parse(
      ModelFile.encode(model), name: "m", path: "m")
    #expect(file.model.weights == model.weights)
    #expect(file.model.classes == model.classes)
    #expect(file.model.reader.vocabulary == model.reader.vocabulary)
    #expect(file.model.symbols(of: "Don't b") == [1, 0])
    #expect(file.model.stack.isOneWay == !isTwoWay)
    _ = try file.requireClasses()
  }

  @Test func whatGoesByCharactersRefusesWords() throws {
    let file = try ModelFile.parse(
      ModelFile.encode(Self.model(isTwoWay: false)), name: "m", path: "m")
    #expect(throws: ModelFileError.unsuitable("m", .readsWords)) {
      try file.requireVocabulary()
    }
    let source = try ItemSource(
      "A don't. x", vocabulary: file.requireSymbols())
    #expect(source.map(\.label) == ["A", "don't", ".", "x"])
    #expect(source.unknown.firstUnknown?.text == ".")
    #expect(
      source.unknown.warning(model: "m")?.contains("2 of 4 words are") == true)
    #expect(source.count == 4)
  }
}
