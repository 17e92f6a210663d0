import LSTMCore

/// Gradients of a model of numbers by `LSTMCore`, in double precision: the mean
/// squared error over windows that begin anywhere in the training parts, each
/// read from the zero state, as traces are. No window goes from one series into
/// another.
package struct RowGradients: GradientSource {
  package let settings: TrainingSettings
  /// The series: one, or several of the same columns.
  package let corpora: [SeriesCorpus]
  /// How many rows a window has at most.
  package let window: Int
  package let updatesPerEpoch: Int

  private let scaling: RowScaling
  private let inputs, targets: [[Datum]]
  private let template: Model

  /// The settings of a small model of numbers.
  package static var defaults: TrainingSettings {
    var settings = TrainingSettings()
    (settings.hidden, settings.epochs) = (32, 60)
    (settings.batch, settings.window) = (16, 50)
    settings.learningRate = 0.01
    return settings
  }

  /// The settings that text alone has are not used; windows are at most as
  /// long as the training part.
  ///
  /// - Throws: `TrainingError` for a setting outside its range.
  ///
  /// - Parameters:
  ///   - corpora: one series, or several of the same columns.
  ///   - scaling: that of the model to start from; nil for one by the training
  ///     parts.
  package init(
    settings: TrainingSettings, corpora: [SeriesCorpus],
    scaling: RowScaling? = nil
  ) throws {
    precondition(!corpora.isEmpty, "no series to learn from")
    try settings.validate()
    (self.settings, self.corpora) = (settings, corpora)
    let corpus = corpora[0]
    precondition(
      corpora.allSatisfy {
        $0.inputs.columns == corpus.inputs.columns
          && $0.targets.columns == corpus.targets.columns
      }, "series of different columns")
    let rows = corpora.map(\.training.count)
    window = min(settings.window, rows.max() ?? 0)
    updatesPerEpoch = max(
      10, rows.reduce(0, +) / (settings.batch * window))
    var generator = SplitMix64(seed: settings.seed)
    self.scaling = scaling ?? RowScaling(of: corpora)
    guard self.scaling.fits(corpus) else {
      throw TrainingError.mismatchedState("it scales other columns")
    }
    template = try Model(
      settings, corpus, self.scaling, using: &generator)
    inputs = corpora.map { $0.inputs.rows.map(Datum.row) }
    targets = corpora.map { $0.targets.rows.map(Datum.row) }
  }

  /// The first of the series, which tells what all read and predict.
  package var corpus: SeriesCorpus { corpora[0] }

  package var windowsPerEpoch: Int { updatesPerEpoch * settings.batch }
  package var parameterCount: Int { template.parameterCount }
  package var weightCount: Int { template.parameterCount }
  package var carriedCount: Int { 0 }
  package var places: Int { 1 }
  /// The variance of scaled targets, which their mean leaves unexplained.
  package var guessing: Double { 1 }
  /// A series with rare peaks may begin far above 1.
  package var lossLimit: Double { .infinity }
  package var frame: [String: String] { ["scaling": scaling.json] }

  package func untrained(
    using generator: inout SplitMix64
  ) throws -> Model {
    try Model(settings, corpus, scaling, using: &generator)
  }

  package func weights(of model: Model) throws -> [Double] {
    guard model.parameterCount == template.parameterCount,
      model.reader.columns == template.reader.columns,
      model.readout?.targets?.names == template.readout?.targets?.names
    else {
      throw TrainingError.mismatchedState(
        "the model has other columns or sizes")
    }
    return model.weights
  }

  package func model(of weights: [Double]) -> Model {
    var model = template
    model.weights = weights
    return model
  }

  package func beginEpoch(at place: inout DataPlace<Double>) {}

  package func gradient(
    of weights: [Double], at update: UpdateNumber,
    from place: inout DataPlace<Double>, into gradient: inout [Double]
  ) -> Double {
    // Of a series that is shorter than a window, all of it.
    let lengths = corpora.map { min(window, $0.training.count) }
    let counts = zip(corpora, lengths).map { $0.training.count - $1 + 1 }
    let last = counts.reduce(0, +) - 1
    let starts = (0..<settings.batch).map { _ in
      var (series, start) = (
        0, Int.random(in: 0...last, using: &place.generator)
      )
      while start >= counts[series] {
        start -= counts[series]
        series += 1
      }
      return (series: series, start: start)
    }
    let model = model(of: weights)
    let results = Workers(threads: settings.threads).map(tasks: starts.count) {
      let (series, start) = starts[$0]
      let range = start..<start + lengths[series]
      let result = model.gradient(
        over: Array(inputs[series][range]),
        targets: Array(targets[series][range]))
      return (loss: result.loss, weights: result.model.weights)
    }
    return mean(of: results, into: &gradient)
  }

  package func loss(of weights: [Double], on part: HeldOutPart) -> Double? {
    let model = model(of: weights)
    var (sum, count) = (0.0, 0)
    for corpus in corpora {
      let range = part == .test ? corpus.test : corpus.validation
      guard !range.isEmpty else { continue }
      sum += model.loss(on: corpus, in: range) * Double(range.count)
      count += range.count
    }
    return count > 0 ? sum / Double(count) : .nan
  }
}

extension Model {
  /// A model of random weights for a corpus.
  ///
  /// Throws `TrainingError.invalidSetting` for a cell that there is not.
  init(
    _ settings: TrainingSettings, _ corpus: SeriesCorpus,
    _ scaling: RowScaling, using generator: inout SplitMix64
  ) throws {
    let columns = corpus.inputs.columns
    let form = try settings.form()
    var inputSize = columns.count
    let layers = settings.hiddenSizes.map { hiddenSize in
      let layer = form.layer(
        inputSize: inputSize, hiddenSize: hiddenSize,
        forgetBias: settings.forgetBias, using: &generator)
      inputSize = layer.outputSize
      return layer
    }
    let targets = corpus.targets.columns
    self.init(
      reader: .rows(columns: columns, scaling: scaling.inputs),
      stack: Stack(layers),
      readout: Readout(
        weights: Initialiser.uniform.matrix(
          rows: targets.count, columns: inputSize, hiddenSize: inputSize,
          using: &generator),
        bias: Vector(zeros: targets.count),
        .numbers(
          Readout.Targets(
            names: targets, ahead: corpus.ahead, scaling: scaling.targets))))
  }
}
