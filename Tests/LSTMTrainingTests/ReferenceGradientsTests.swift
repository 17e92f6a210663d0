import LSTMCore
import LSTMTraining
import Testing

/// Training by the reference, for cells without a fast path.
struct ReferenceGradientsTests {
  static let text = String(repeating: "abcabdabe ", count: 60)

  static func settings() -> TrainingSettings {
    var settings = TrainingSettings()
    (settings.hidden, settings.embedding) = (8, 4)
    (settings.epochs, settings.batch, settings.window) = (6, 4, 12)
    settings.learningRate = 0.02
    return settings
  }

  private func trainer(
    _ settings: TrainingSettings, _ corpus: Corpus, _ cell: CellDefinition
  ) throws -> Trainer<ReferenceGradients> {
    var settings = settings
    settings.cell = cell.name
    return try Trainer(
      ReferenceGradients(settings: settings, corpus: corpus))
  }

  @Test(arguments: ["gru", "peephole", "lstm-1997", "projected", "rnn-relu"])
  func lossFalls(_ name: String) throws {
    let corpus = try Corpus(Self.text)
    let cell = try #require(CellFamily[name])
    let result = try trainer(Self.settings(), corpus, cell).run()
    let (first, last) = (result.curve[0], result.curve[5])
    #expect(last.training < 0.8 * first.training, "\(name)")
    let test = try #require(result.testLoss)
    #expect(test.isFinite)
    #expect(result.model.stack.cells[0].definition.name == name)
  }

  @Test func blocksAndProjectionsHaveTheSizesAskedFor() throws {
    let corpus = try Corpus(Self.text)
    var settings = Self.settings()
    (settings.epochs, settings.blockSize) = (1, 4)
    let blocks = try trainer(settings, corpus, CellFamily.lstm1997).run().model
      .stack.cells[0]
    #expect(blocks.sizes.blocks == 2)
    // Gates: 2 blocks of 4 inputs, 2 · 2 gates and 8 cells; cells the same.
    #expect(blocks.parameterCount == (2 + 2 + 8) * (4 + 4 + 8 + 1))
    (settings.blockSize, settings.projection) = (nil, 3)
    let projected = try trainer(settings, corpus, CellFamily.known("projected"))
      .run()
      .model.stack.cells[0]
    #expect(projected.outputSize == 3)
    #expect(projected.parameterCount == 4 * 8 * (4 + 3 + 1) + 3 * 8)
  }

  @Test(
    arguments: [
      ("lstm-1997", 0, nil, "block size"), ("lstm-1997", 3, nil, "8 units"),
      ("lstm-1997", 16, nil, "8 units"), ("lstm", 1, nil, "lstm-1997"),
      ("projected", nil, 0, "from 1 to 8"),
      ("projected", nil, 9, "from 1 to 8"),
      ("lstm-1997", nil, 2, "projected"),
    ] as [(String, Int?, Int?, String)])
  func sizesThatDoNotFitAreNamed(
    _ cell: String, _ blockSize: Int?, _ projection: Int?, _ words: String
  ) throws {
    var settings = Self.settings()
    settings.cell = cell
    (settings.blockSize, settings.projection) = (blockSize, projection)
    let error = #expect(throws: TrainingError.self) {
      try settings.validate()
    }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains(words), "\(text)")
  }

  @Test func threadsDoNotMatter() throws {
    let corpus = try Corpus(Self.text)
    func weights(threads: Int) throws -> [Double] {
      var settings = Self.settings()
      (settings.epochs, settings.threads) = (2, threads)
      return try trainer(settings, corpus, CellFamily.known("gru")).run().model
        .weights
    }
    #expect(try weights(threads: 1) == weights(threads: 3))
  }

  @Test(
    "through a file, the same bits as in one go, states of all kinds carried",
    arguments: ["lstm-1997", "full-gate-recurrence", "projected", "rnn-tanh"])
  func resumes(cell name: String) throws {
    let corpus = try Corpus(Self.text)
    var settings = Self.settings()
    (settings.epochs, settings.layers) = (2, 2)
    let cell = try #require(CellFamily[name])
    let whole = try trainer(settings, corpus, cell)
    _ = try whole.run()
    for updates in [1, 9, 13] {
      let first = try trainer(settings, corpus, cell)
      _ = try first.run(shouldStop: { first.updatesDone == updates })
      let saved = try Checkpoint.load(
        bytes: Checkpoint.encode(first, corpusSHA256: ""))
      let second = try Trainer(
        first.source, resuming: saved.state(for: first.source))
      #expect(second.updatesDone == updates)
      _ = try second.run()
      #expect(second.state == whole.state)
    }
  }

  @Test func scoringAgreesWithTheFastPath() throws {
    var generator = SplitMix64(seed: 5)
    let corpus = try Corpus(Self.text)
    let model = Model(
      vocabulary: corpus.vocabulary, embeddingSize: 4, hiddenSizes: [8],
      using: &generator)
    let range = corpus.validation
    let reference = model.referenceLoss(over: corpus.symbols, in: range)
    let fast = try FloatModel(model).loss(over: corpus.symbols, in: range)
    #expect((reference - fast).magnitude < 1e-5)
    let direct = model.loss(
      over: corpus.symbols[range].map { Int($0) })
    #expect((reference - direct).magnitude < 1e-12)
  }

  @Test func lossOnLastStepsIsRefused() throws {
    var settings = Self.settings()
    settings.loss = .last
    let corpus = try Corpus(Self.text)
    #expect(throws: TrainingError.self) {
      try trainer(settings, corpus, CellFamily.known("gru"))
    }
  }

  /// Window after window with carried state is the text in one go.
  @Test func gradientsStartFromCarriedStates() {
    var generator = SplitMix64(seed: 6)
    let model = Model(
      vocabulary: Vocabulary("ab".unicodeScalars), embeddingSize: 3,
      hiddenSizes: [4], cell: CellFamily.known("peephole"), using: &generator)
    let text = [1, 2, 2, 1, 2, 1, 1, 2]
    let first = model.gradient(over: Array(text[...4]))
    let second = model.gradient(over: Array(text[4...]), from: first.final)
    let whole = model.loss(over: text)
    #expect(((first.loss * 4 + second.loss * 3) / 7 - whole).magnitude < 1e-14)
  }

  @Test func weightsGoInAsTheyComeOut() {
    var generator = SplitMix64(seed: 7)
    var model = Model(
      vocabulary: Vocabulary("ab".unicodeScalars), embeddingSize: 3,
      hiddenSizes: [4, 2], cell: CellFamily.known("gru"), using: &generator)
    let weights = model.weights
    #expect(weights.count == model.parameterCount)
    model.weights = weights.map { 2 * $0 }
    #expect(model.weights == weights.map { 2 * $0 })
  }
}
