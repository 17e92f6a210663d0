import Foundation
import LSTMCore

/// Trains a character model of any cell with the gradient of `LSTMCore`, in
/// double precision: as `Trainer` does, but some ten times slower, and without
/// a state to resume from. For the cells that `FastCell` does not have.
package final class ReferenceTrainer {
  /// What to train, and how.
  package let settings: TrainingSettings
  /// The text.
  package let corpus: Corpus
  /// How many updates an epoch has.
  package let updatesPerEpoch: Int

  private let windows: ContinuousWindows
  private let schedule: LearningRateSchedule
  private let gradients: ReferenceGradient
  private var model: Model
  private var optimiser: ReferenceAdam
  private var carried: [[State]] = []
  private var generator: SplitMix64
  private var pace = Pace()
  private var smoothedLoss: Double?
  private var latest = (loss: Double.nan, norm: Double.nan, rate: 0.0)

  /// A training of `cell` at its beginning.
  ///
  /// Throws `TrainingError`: a setting outside its range, a loss on last steps
  /// only, or a corpus too short for one window of every stream.
  package init(
    settings: TrainingSettings, corpus: Corpus, cell: CellDefinition
  ) throws {
    var settings = settings
    settings.cell = cell.name
    try settings.validate()
    guard settings.loss == .every else {
      throw TrainingError.invalidSetting(
        name: "loss", value: settings.loss.rawValue,
        allowed: "'every' for the cell \(cell.name)")
    }
    guard settings.dropout == 0 else {
      throw TrainingError.invalidSetting(
        name: "dropout", value: String(settings.dropout),
        allowed: "0 for the cell \(cell.name)")
    }
    windows = try ContinuousWindows(
      corpus.training, batch: settings.batch, window: settings.window)
    (self.settings, self.corpus) = (settings, corpus)
    updatesPerEpoch = windows.count
    schedule = LearningRateSchedule(
      highest: settings.learningRate,
      updates: settings.epochs * windows.count)
    generator = SplitMix64(seed: settings.seed)
    model = Model(
      vocabulary: corpus.vocabulary, embeddingSize: settings.embedding,
      hiddenSizes: [Int](repeating: settings.hidden, count: settings.layers),
      form: try settings.form(), forgetBias: settings.forgetBias,
      using: &generator)
    optimiser = ReferenceAdam(count: model.parameterCount)
    gradients = ReferenceGradient(
      symbols: corpus.symbols, window: settings.window,
      workers: Workers(threads: settings.threads))
  }

  /// How many weights the model has.
  package var weightCount: Int { model.parameterCount }

  /// Trains to the end, or until `shouldStop`, asked after every update, says
  /// so.
  ///
  /// Throws `TrainingError.diverged` when the loss is not a number any more.
  package func run(
    progress: (TrainingProgress) throws -> Void = { _ in },
    shouldStop: () -> Bool = { false }
  ) throws -> TrainingResult {
    var (best, curve) = (
      nil as (epoch: Int, model: Model)?, [EpochLoss]()
    )
    func result(_ ending: TrainingResult.Ending) -> TrainingResult {
      let model = best?.model ?? model
      return TrainingResult(
        model: model, curve: curve, ending: ending,
        testLoss: ending == .interrupted
          ? nil : loss(of: model, in: corpus.test))
    }
    for epoch in 1...settings.epochs {
      forgetAll()
      var total = 0.0
      for update in 1...updatesPerEpoch {
        let done = (epoch - 1) * updatesPerEpoch + update
        total += try self.update(done)
        pace.note(updates: done, at: now())
        if update < updatesPerEpoch { try progress(report(epoch, update)) }
        if shouldStop() { return result(.interrupted) }
      }
      let validation = validate()
      if isBest(validation, among: curve) { best = (epoch, model) }
      curve.append(
        EpochLoss(
          epoch: epoch, training: total / Double(updatesPerEpoch),
          validation: validation))
      try progress(
        report(epoch, updatesPerEpoch, endsEpoch: true, validation: validation))
      if let patience = settings.patience, let best, epoch < settings.epochs,
        epoch - best.epoch >= patience
      {
        return result(.settled)
      }
    }
    return result(.finished)
  }

  private func isBest(_ loss: Double?, among curve: [EpochLoss]) -> Bool {
    guard let loss else { return false }
    return curve.compactMap(\.validation).allSatisfy { loss < $0 }
  }

  private func validate() -> Double? {
    let start = now()
    defer { pace.pause(now() - start) }
    return loss(of: model, in: corpus.validation)
  }

  private func loss(of model: Model, in range: Range<Int>) -> Double? {
    range.count < 2
      ? nil
      : model.referenceLoss(
        over: corpus.symbols, in: range, threads: settings.threads)
  }

  /// Update `number`, counted from 1; returns its loss.
  private func update(_ number: Int) throws -> Double {
    forgetStreams()
    let index = (number - 1) % updatesPerEpoch
    let (loss, gradient) = gradients.mean(
      of: model, at: windows[index].starts, carried: &carried)
    let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let rate = schedule.rate(at: number - 1)
    latest = (loss, norm, rate)
    guard loss.isFinite && norm.isFinite else {
      throw TrainingError.diverged(
        update: number, loss: loss, norm: norm, rate: rate,
        guessing: log(Double(corpus.vocabulary.count)))
    }
    model.weights = optimiser.moved(
      model.weights, gradient: gradient,
      scale: norm > settings.clip ? settings.clip / norm : 1, rate: rate)
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

  private func report(
    _ epoch: Int, _ update: Int, endsEpoch: Bool = false,
    validation: Double? = nil
  ) -> TrainingProgress {
    TrainingProgress(
      epoch: epoch, epochs: settings.epochs, update: update,
      updatesPerEpoch: updatesPerEpoch, latestLoss: latest.loss,
      loss: smoothedLoss ?? .nan, norm: latest.norm, rate: latest.rate,
      charactersPerUpdate: settings.batch * settings.window, pace: pace,
      endsEpoch: endsEpoch, validationLoss: validation)
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
