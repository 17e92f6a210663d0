import Foundation
import LSTMCore

/// Trains a model of numbers with the gradient of `LSTMCore`, in double
/// precision: Adam on the mean squared error over windows that begin anywhere
/// in the training part, each read from the zero state, as traces are.
package final class SeriesTrainer {
  /// What to train, and how; the settings that text alone has are not used.
  package let settings: TrainingSettings
  /// The series.
  package let corpus: SeriesCorpus
  /// How many updates an epoch has.
  package let updatesPerEpoch: Int
  /// How many rows a window has.
  package let window: Int

  private let schedule: LearningRateSchedule
  private let inputs, targets: [Datum]
  private var model: Model
  private var optimiser: ReferenceAdam
  private var generator: SplitMix64

  /// The settings of a small model of numbers.
  package static var defaults: TrainingSettings {
    var settings = TrainingSettings()
    (settings.hidden, settings.epochs) = (32, 60)
    (settings.batch, settings.window) = (16, 50)
    settings.learningRate = 0.01
    return settings
  }

  /// What came of a training.
  package struct Result: Sendable {
    /// The model that did best on the validation part.
    package let model: Model
    /// The mean squared error of every epoch, the targets about as large as 1.
    package let curve: [EpochLoss]
    /// Why it ended.
    package let ending: TrainingResult.Ending
    /// How the model does on the test part, and how that is without one.
    package let scores: [SeriesScore]
  }

  /// A training at its beginning.
  ///
  /// - Throws: `TrainingError` for a setting outside its range.
  package init(
    settings: TrainingSettings, corpus: SeriesCorpus,
    cell: CellDefinition = CellFamily.lstm
  ) throws {
    try settings.validate()
    (self.settings, self.corpus) = (settings, corpus)
    let training = corpus.training
    window = min(settings.window, training.count)
    updatesPerEpoch = max(10, training.count / (settings.batch * window))
    schedule = LearningRateSchedule(
      highest: settings.learningRate,
      updates: settings.epochs * updatesPerEpoch)
    generator = SplitMix64(seed: settings.seed)
    model = Model(
      corpus,
      hiddenSizes: [Int](
        repeating: settings.hidden, count: settings.layers),
      cell: cell, forgetBias: settings.forgetBias, using: &generator)
    optimiser = ReferenceAdam(count: model.parameterCount)
    inputs = corpus.inputs.rows.map(Datum.row)
    targets = corpus.targets.rows.map(Datum.row)
  }

  /// How many weights the model has.
  package var weightCount: Int { model.parameterCount }

  /// Trains to the end, or until `shouldStop`, asked after every update, says
  /// so.
  ///
  /// - Parameter progress: told of every epoch.
  /// - Throws: `TrainingError.diverged` when the loss is not a number any
  ///   more.
  package func run(
    progress: (EpochLoss) -> Void = { _ in },
    shouldStop: () -> Bool = { false }
  ) throws -> Result {
    var (best, curve) = ((loss: Double.infinity, model: model), [EpochLoss]())
    var lastBetter = 0
    func result(_ ending: TrainingResult.Ending) -> Result {
      Result(
        model: best.model, curve: curve, ending: ending,
        scores: SeriesScore.scores(
          of: best.model, on: corpus, in: corpus.test))
    }
    for epoch in 1...settings.epochs {
      var total = 0.0
      for update in 0..<updatesPerEpoch {
        total += try self.update((epoch - 1) * updatesPerEpoch + update)
        if shouldStop() { return result(.interrupted) }
      }
      let validation = model.loss(on: corpus, in: corpus.validation)
      if validation < best.loss {
        (best, lastBetter) = ((validation, model), epoch)
      }
      let loss = EpochLoss(
        epoch: epoch, training: total / Double(updatesPerEpoch),
        validation: validation)
      curve.append(loss)
      progress(loss)
      if let patience = settings.patience, epoch < settings.epochs,
        epoch - lastBetter >= patience
      {
        return result(.settled)
      }
    }
    return result(.finished)
  }

  /// One update, counted from 0; returns its loss.
  private func update(_ number: Int) throws -> Double {
    let last = corpus.training.count - window
    let starts = (0..<settings.batch).map { _ in
      Int.random(in: 0...last, using: &generator)
    }
    let results = Results<(loss: Double, weights: [Double])>(
      count: starts.count)
    let model = model
    Workers(threads: settings.threads).run(tasks: starts.count) { _, k in
      let range = starts[k]..<starts[k] + window
      let gradient = model.gradient(
        over: Array(inputs[range]), targets: Array(targets[range]))
      results[k] = (gradient.loss, gradient.model.weights)
    }
    var (loss, sum) = (0.0, [Double](repeating: 0, count: weightCount))
    let share = 1 / Double(starts.count)
    for case let result? in results.values {
      loss += share * result.loss
      for k in sum.indices { sum[k] += share * result.weights[k] }
    }
    let norm = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let rate = schedule.rate(at: number)
    guard loss.isFinite, norm.isFinite else {
      throw TrainingError.diverged(
        update: number + 1, loss: loss, norm: norm, rate: rate, guessing: 1)
    }
    self.model.weights = optimiser.moved(
      model.weights, gradient: sum,
      scale: norm > settings.clip ? settings.clip / norm : 1, rate: rate)
    return loss
  }
}

extension Model {
  /// A model of random weights for a corpus, scaled by its training part.
  init(
    _ corpus: SeriesCorpus, hiddenSizes: [Int], cell: CellDefinition,
    forgetBias: Double, using generator: inout some RandomNumberGenerator
  ) {
    let columns = corpus.inputs.columns
    var inputSize = columns.count
    let layers = hiddenSizes.map { hiddenSize in
      let layer = cell.layer(
        inputs: inputSize, units: hiddenSize, forgetBias: forgetBias,
        using: &generator)
      inputSize = layer.outputSize
      return layer
    }
    let targets = corpus.targets.columns
    self.init(
      reader: .rows(
        columns: columns,
        scaling: Scaling(
          of: corpus.inputs.rows[corpus.training], columns: columns.count
        ).rounded),
      stack: Stack(layers),
      readout: Readout(
        weights: Initialiser.uniform.matrix(
          rows: targets.count, columns: inputSize, hiddenSize: inputSize,
          using: &generator),
        bias: Vector(zeros: targets.count),
        .numbers(
          Readout.Targets(
            names: targets, ahead: corpus.ahead,
            scaling: Scaling(
              of: corpus.targets.rows[corpus.training], columns: targets.count
            ).rounded))))
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
