import LSTMCore

/// Trains a character model of any cell with the gradient of `LSTMCore`, in
/// double precision: as `Trainer` does, but some ten times slower, and without
/// a state to resume from. For the cells that have no fast path.
public final class ReferenceTrainer {
  /// What to train, and how.
  public let settings: TrainingSettings
  /// The text.
  public let corpus: Corpus
  /// How many updates an epoch has.
  public let updatesPerEpoch: Int

  private let windows: ContinuousWindows
  private let schedule: LearningRateSchedule
  private let gradients: ReferenceGradient
  private var model: CharacterModel
  private var optimiser: ReferenceAdam
  private var carried: [[State]] = []
  private var generator: SplitMix64
  private var clock = UpdateClock()
  private var smoothedLoss: Double?

  /// A training of `cell` at its beginning.
  ///
  /// Throws `TrainingError`: a setting outside its range, a loss on last steps
  /// only, or a corpus too short for one window of every stream.
  public init(
    settings: TrainingSettings, corpus: Corpus, cell: any Cell.Type
  ) throws {
    try settings.validate()
    guard settings.loss == .every else {
      throw TrainingError.invalidSetting(
        name: "loss", value: settings.loss.rawValue,
        allowed: "'every' for the cell \(cell.name)")
    }
    windows = try ContinuousWindows(
      corpus.training, batch: settings.batch, window: settings.window)
    (self.settings, self.corpus) = (settings, corpus)
    updatesPerEpoch = windows.count
    schedule = LearningRateSchedule(
      highest: settings.learningRate,
      updates: settings.epochs * windows.count)
    generator = SplitMix64(seed: settings.seed)
    model = CharacterModel(
      vocabulary: corpus.vocabulary, embeddingSize: settings.embedding,
      hiddenSizes: [Int](repeating: settings.hidden, count: settings.layers),
      cell: cell, forgetBias: settings.forgetBias, using: &generator)
    optimiser = ReferenceAdam(count: model.parameterCount)
    gradients = ReferenceGradient(
      symbols: corpus.symbols, window: settings.window,
      workers: Workers(threads: settings.threads))
  }

  /// How many weights the model has.
  public var weightCount: Int { model.parameterCount }

  /// Trains to the end, or until `shouldStop`, asked after every update, says
  /// so.
  ///
  /// Throws `TrainingError.diverged` when the loss is not a number any more.
  public func run(
    progress: (TrainingProgress) -> Void = { _ in },
    shouldStop: () -> Bool = { false }
  ) throws -> TrainingResult {
    var (best, curve) = (nil as CharacterModel?, [EpochLoss]())
    func result(test: Double?) -> TrainingResult {
      TrainingResult(model: best ?? model, curve: curve, testLoss: test)
    }
    for epoch in 0..<settings.epochs {
      forgetAll()
      var total = 0.0
      for update in 0..<updatesPerEpoch {
        total += try clock.measure {
          try self.update(epoch * updatesPerEpoch + update)
        }
        if update + 1 < updatesPerEpoch {
          progress(report(epoch, update + 1))
        }
        if shouldStop() { return result(test: nil) }
      }
      let validation = clock.measureValidation {
        model.referenceLoss(
          over: corpus.symbols, in: corpus.validation,
          threads: settings.threads)
      }
      if curve.allSatisfy({ validation < $0.validation }) { best = model }
      curve.append(
        EpochLoss(
          epoch: epoch + 1, training: total / Double(updatesPerEpoch),
          validation: validation))
      progress(report(epoch + 1, 0, validation: validation))
    }
    return result(
      test: (best ?? model).referenceLoss(
        over: corpus.symbols, in: corpus.test, threads: settings.threads))
  }

  /// One update; returns its loss.
  private func update(_ number: Int) throws -> Double {
    forgetStreams()
    let index = number % updatesPerEpoch
    let (loss, gradient) = gradients.mean(
      of: model, at: windows[index].starts, carried: &carried)
    let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard loss.isFinite && norm.isFinite else {
      throw TrainingError.diverged(
        update: number + 1, loss: loss, norm: norm)
    }
    model.weights = optimiser.moved(
      model.weights, gradient: gradient,
      scale: norm > settings.clip ? settings.clip / norm : 1,
      rate: schedule.rate(at: number))
    let smoothed = smoothedLoss ?? loss
    smoothedLoss = smoothed + 0.01 * (loss - smoothed)
    return loss
  }

  private func forgetAll() {
    carried = [[State]](
      repeating: model.stack.zeroState, count: settings.batch)
  }

  /// One stream in twenty starts from the zero state, as traces do.
  private func forgetStreams() {
    for stream in carried.indices
    where Int.random(in: 0..<20, using: &generator) == 0 {
      carried[stream] = model.stack.zeroState
    }
  }

  /// The report after `update` updates of an epoch, counted from 0, or, with a
  /// validation loss, at the end of one, counted from 1.
  private func report(
    _ epoch: Int, _ update: Int, validation: Double? = nil
  ) -> TrainingProgress {
    let seconds = clock.secondsPerUpdate
    let epochsLeft = settings.epochs - epoch
    return TrainingProgress(
      epoch: validation == nil ? epoch + 1 : epoch, epochs: settings.epochs,
      update: validation == nil ? update : updatesPerEpoch,
      updatesPerEpoch: updatesPerEpoch, loss: smoothedLoss ?? .nan,
      charactersPerSecond: seconds > 0
        ? Double(settings.batch * settings.window) / seconds : 0,
      secondsLeft: Double(epochsLeft * updatesPerEpoch - update) * seconds
        + Double(epochsLeft) * clock.secondsPerValidation,
      validationLoss: validation)
  }
}

/// Adam in double precision on one run of weights; see `Adam`.
struct ReferenceAdam: Sendable {
  private var mean, square: [Double]
  private var (meanDecay, squareDecay) = (1.0, 1.0)

  init(count: Int) {
    mean = [Double](repeating: 0, count: count)
    square = mean
  }

  /// The weights after one step against `scale` times `gradient`.
  mutating func moved(
    _ weights: [Double], gradient: [Double], scale: Double, rate: Double
  ) -> [Double] {
    meanDecay *= 0.9
    squareDecay *= 0.999
    let step = rate / (1 - meanDecay)
    let correction = 1 / (1 - squareDecay).squareRoot()
    var weights = weights
    for k in weights.indices {
      let d = scale * gradient[k]
      mean[k] += 0.1 * (d - mean[k])
      square[k] += 0.001 * (d * d - square[k])
      weights[k] -=
        step * mean[k] / (square[k].squareRoot() * correction + 1e-8)
    }
    return weights
  }
}
