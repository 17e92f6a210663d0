import LSTMCore

/// Gradients of a model of text in single precision, a batch at a time: the
/// fast path, for the cells of `FastCell`.
package final class FastGradients: GradientSource {
  package let settings: TrainingSettings
  /// The text.
  package let corpus: Corpus

  private let windows: TrainingWindows
  private let layout: ModelLayout
  // Models and states of no values, which lend their shape to those of a call.
  private var packed: FloatModel
  private var carried: CarriedState
  /// Large, and so made when it is needed.
  private lazy var step = BatchStep(
    layout: layout, batch: settings.batch, window: settings.window,
    loss: settings.loss, threads: settings.threads,
    dropsOut: settings.dropout > 0)

  /// Throws `TrainingError`: a setting outside its range, a cell without a
  /// fast path, or a corpus too short for one window of every stream.
  package init(settings: TrainingSettings, corpus: Corpus) throws {
    try settings.validate()
    (self.settings, self.corpus) = (settings, corpus)
    windows = try TrainingWindows(settings, corpus.training)
    layout = ModelLayout(
      settings, symbols: corpus.vocabulary.count,
      cell: try FastCell(settings))
    packed = FloatModel(
      vocabulary: corpus.vocabulary, layout: layout, values: [])
    carried = CarriedState(layout: layout, batch: settings.batch)
    carriedCount = carried.values.count
    carried.values = []
  }

  package let carriedCount: Int
  package var updatesPerEpoch: Int { windows.count }
  package var windowsPerEpoch: Int { windows.windows }
  package var weightCount: Int { layout.count }
  package var places: Int { windows.places }
  package var guessing: Double { corpus.guessing }
  package var lossLimit: Double { 3 * guessing + 3 }
  package var frame: [String: String] {
    ["vocabulary": corpus.vocabulary.json]
  }

  package var parameterCount: Int {
    model(of: [Float](repeating: 0, count: layout.count)).parameterCount
  }

  package func untrained(
    using generator: inout SplitMix64
  ) throws -> Model {
    try Model(settings, corpus.vocabulary, using: &generator)
  }

  package func weights(of model: Model) throws -> [Float] {
    let packed = try FloatModel(model)
    guard packed.layout == layout, packed.vocabulary == corpus.vocabulary else {
      throw TrainingError.mismatchedState("the model has other sizes")
    }
    return packed.values
  }

  package func model(of weights: [Float]) -> Model {
    shaped(weights).doublePrecision
  }

  package func beginEpoch(at place: inout DataPlace<Float>) {
    for k in place.carried.indices { place.carried[k] = 0 }
    place.epochOffset = Int.random(
      in: 0..<windows.places, using: &place.generator)
  }

  package func gradient(
    of weights: [Float], at update: UpdateNumber,
    from place: inout DataPlace<Float>, into gradient: inout [Float]
  ) -> Double {
    let model = shaped(weights)
    swap(&packed.values, &gradient)
    swap(&carried.values, &place.carried)
    defer {
      swap(&packed.values, &gradient)
      swap(&carried.values, &place.carried)
    }
    let (batch, fresh) = windows.batch(
      update.inEpoch, offset: place.epochOffset, using: &place.generator)
    for stream in fresh { carried.reset(stream: stream) }
    return step.gradient(
      of: model, over: batch, of: corpus.symbols, carried: &carried,
      dropout: Dropout(
        share: settings.dropout, seed: settings.seed, update: update.total),
      into: &packed)
  }

  /// The loss as the settings place it.
  package func loss(of weights: [Float], on part: HeldOutPart) -> Double? {
    let (model, range) = (shaped(weights), corpus.range(of: part))
    return switch settings.loss {
    case .every:
      range.count < 2
        ? nil
        : model.loss(
          over: corpus.symbols, in: range, threads: settings.threads)
    case .last:
      range.isEmpty
        ? nil
        : model.lossOfWindows(
          over: corpus.symbols, in: range, window: settings.window,
          threads: settings.threads)
    }
  }

  private func shaped(_ values: [Float]) -> FloatModel {
    FloatModel(vocabulary: corpus.vocabulary, layout: layout, values: values)
  }
}

extension Model {
  /// Untrained weights for `vocabulary`, of the sizes that settings ask for.
  ///
  /// Throws `TrainingError.invalidSetting` for a cell that there is not.
  init(
    _ settings: TrainingSettings, _ vocabulary: Vocabulary,
    using generator: inout SplitMix64
  ) throws {
    self.init(
      vocabulary: vocabulary, embeddingSize: settings.embedding,
      hiddenSizes: settings.hiddenSizes, form: try settings.form(),
      forgetBias: settings.forgetBias, using: &generator)
    reader.embedding.elements = reader.embedding.elements.map {
      $0 * settings.embeddingScale
    }
  }
}

extension ModelLayout {
  /// The layout of the models that settings ask for.
  init(_ settings: TrainingSettings, symbols: Int, cell: FastCell) {
    self.init(
      symbols: symbols, embeddingSize: settings.embedding,
      hiddenSizes: settings.hiddenSizes, cell: cell)
  }
}

extension Corpus {
  /// Where a part lies.
  func range(of part: HeldOutPart) -> Range<Int> {
    switch part {
    case .validation: validation
    case .test: test
    }
  }

  /// ln V, in nats a character: every symbol is alike to an untrained model.
  var guessing: Double {
    crossEntropy(Vector(zeros: vocabulary.count), target: 0)
  }
}
