import LSTMCore

/// Gradients of a model of numbers by `LSTMCore`, in double precision: the mean
/// squared error over windows that begin anywhere in the training part, each
/// read from the zero state, as traces are.
package struct RowGradients: GradientSource {
  package let settings: TrainingSettings
  /// The series.
  package let corpus: SeriesCorpus
  package let updatesPerEpoch: Int

  private let inputs, targets: [Vector]
  private let template: SeriesModel

  /// The settings of a small model of numbers.
  package static var defaults: TrainingSettings {
    var settings = TrainingSettings()
    (settings.hidden, settings.epochs) = (32, 60)
    (settings.batch, settings.window) = (16, 50)
    settings.learningRate = 0.01
    return settings
  }

  /// The settings that text alone has are not used; a window longer than the
  /// training part is cut to it.
  ///
  /// - Throws: `TrainingError` for a setting outside its range.
  package init(settings: TrainingSettings, corpus: SeriesCorpus) throws {
    try settings.validate()
    var settings = settings
    let rows = corpus.training.count
    settings.window = min(settings.window, rows)
    (self.settings, self.corpus) = (settings, corpus)
    updatesPerEpoch = max(10, rows / (settings.batch * settings.window))
    var generator = SplitMix64(seed: settings.seed)
    template = try SeriesModel(settings, corpus, using: &generator)
    inputs = corpus.inputs.rows.map(template.scaling.scaled)
    let scaling = template.readout?.scaling
    targets = corpus.targets.rows.map { scaling?.scaled($0) ?? $0 }
  }

  package var windowsPerEpoch: Int { updatesPerEpoch * settings.batch }
  package var parameterCount: Int { template.parameterCount }
  package var weightCount: Int { template.parameterCount }
  package var carriedCount: Int { 0 }
  package var places: Int { 1 }
  /// The variance of scaled targets, which their mean leaves unexplained.
  package var guessing: Double { 1 }
  /// A series with rare peaks may begin far above 1.
  package var lossLimit: Double { .infinity }

  package func untrained(
    using generator: inout SplitMix64
  ) throws -> SeriesModel {
    try SeriesModel(settings, corpus, using: &generator)
  }

  package func weights(of model: SeriesModel) throws -> [Double] {
    guard model.parameterCount == template.parameterCount,
      model.columns == template.columns
    else {
      throw TrainingError.mismatchedState("the model has other sizes")
    }
    return model.weights
  }

  package func model(of weights: [Double]) -> SeriesModel {
    var model = template
    model.weights = weights
    return model
  }

  package func beginEpoch(at place: inout DataPlace<Double>) {}

  package func gradient(
    of weights: [Double], at update: UpdateNumber,
    from place: inout DataPlace<Double>, into gradient: inout [Double]
  ) -> Double {
    let last = corpus.training.count - settings.window
    let starts = (0..<settings.batch).map { _ in
      Int.random(in: 0...last, using: &place.generator)
    }
    let model = model(of: weights)
    let results = Workers(threads: settings.threads).map(tasks: starts.count) {
      let range = starts[$0]..<starts[$0] + settings.window
      let result = model.gradient(
        over: Array(inputs[range]), targets: Array(targets[range]))
      return (loss: result.loss, weights: result.weights)
    }
    return mean(of: results, into: &gradient)
  }

  package func loss(of weights: [Double], on part: HeldOutPart) -> Double? {
    model(of: weights).loss(
      on: corpus, in: part == .test ? corpus.test : corpus.validation)
  }
}

extension SeriesModel {
  /// A model of random weights for a corpus, scaled by its training part.
  ///
  /// Throws `TrainingError.invalidSetting` for a cell that there is not.
  init(
    _ settings: TrainingSettings, _ corpus: SeriesCorpus,
    using generator: inout SplitMix64
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
      columns: columns,
      scaling: Scaling(
        of: corpus.inputs.rows[corpus.training], columns: columns.count
      ).rounded,
      stack: Stack(layers),
      readout: SeriesReadout(
        targets: targets, ahead: corpus.ahead,
        scaling: Scaling(
          of: corpus.targets.rows[corpus.training], columns: targets.count
        ).rounded,
        weights: Initialiser.uniform.matrix(
          rows: targets.count, columns: inputSize, hiddenSize: inputSize,
          using: &generator),
        bias: Vector(zeros: targets.count)))
  }
}

extension Scaling {
  /// The scaling that a file in single precision can hold, so that a model
  /// scores the same once it is written and read.
  fileprivate var rounded: Scaling {
    Scaling(
      mean: mean.map { Double(Float($0)) },
      scale: scale.map { Double(Float($0)) })
  }
}
