import LSTMCore
import ModelFiles
import Testing

struct LabelModelFileTests {
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
    #expect(source.unknownWords == [".", "x"])
    #expect(source.count == 4)
  }

  @Test func aTableGivesTextsAndLabels() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "t.tsv", "id\ts\tm\n1\t\" so , \"\" good\tplus \n2\tb\" c\tminus\n")
    let table = try LabelledTable.load(path, text: "s", label: "m")
    #expect(table.texts == ["\" so , \"\" good", "b\" c"])
    #expect(table.labels == ["plus", "minus"])
  }

  @Test(arguments: [
    ("s,m\n", LabelledTableError.empty("t.csv")),
    ("s,n\na,b\n", .noColumn("t.csv", "m", known: ["s", "n"])),
    (
      "s,m\na,b\nc,d,e\n",
      .ragged("t.csv", line: 3, count: 3, wanted: 2)
    ), ("s,m\na,b\nc, \n", .noLabel("t.csv", line: 3, column: "m")),
  ])
  func aRowThatDoesNotFitIsNamed(_ text: String, _ error: LabelledTableError)
    throws
  {
    let folder = try TemporaryFolder()
    let path = try folder.file("t.csv", text)
    #expect(throws: error) {
      try LabelledTable.load(path, text: "s", label: "m")
    }
  }
}
