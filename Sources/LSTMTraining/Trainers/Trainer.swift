import LSTMCore

/// Trains a model by the gradients of a source, an update at a time: the
/// gradient clipped, Adam, a rate that falls, the best epoch kept.
package final class Trainer<Source: GradientSource> {
  /// What is trained, and on what.
  package let source: Source
  /// Everything that has changed so far.
  package private(set) var state: TrainingState<Source.Scalar>

  private let schedule: LearningRateSchedule
  private var gradient: [Source.Scalar]
  private var pace = Pace()
  private var latest = (loss: Double.nan, norm: Double.nan, rate: 0.0)

  /// A training at its beginning, or where `state` left off.
  ///
  /// Throws `TrainingError.mismatchedState` for a state of other sizes.
  package init(
    _ source: Source, resuming state: TrainingState<Source.Scalar>? = nil
  ) throws {
    try state?.requireFit(to: source)
    self.source = source
    self.state = try state ?? TrainingState(source)
    gradient = [Source.Scalar](repeating: 0, count: source.weightCount)
    schedule = LearningRateSchedule(
      highest: source.settings.learningRate,
      updates: source.settings.epochs * source.updatesPerEpoch)
  }

  /// A training that goes on from a model, which has been trained for `epochs`
  /// of the settings' epochs; it does not come out worse on the validation
  /// part than it went in.
  ///
  /// Throws `TrainingError.mismatchedState` for a model of other sizes.
  package convenience init(
    _ source: Source, from model: Model, epochs: Int = 0
  ) throws {
    var state = try TrainingState(source, from: model, epochs: epochs)
    state.keepIfBest(
      validation: source.loss(of: state.weights, on: .validation))
    try self.init(source, resuming: state)
  }

  /// What to train, and how.
  package var settings: TrainingSettings { source.settings }

  /// The model as it is now.
  package var model: Model { source.model(of: state.weights) }

  /// How many updates there have been.
  package var updatesDone: Int {
    state.epoch * source.updatesPerEpoch + state.update
  }

  /// Trains to the end, or until `shouldStop`, asked after every update, says
  /// so; `state` then holds what to go on from, as it does in `progress`.
  ///
  /// Throws `TrainingError.diverged` when the loss is not a number any more or
  /// far above what guessing costs; the weights are then those before that
  /// update.
  package func run(
    progress: (TrainingProgress) throws -> Void = { _ in },
    shouldStop: () -> Bool = { false }
  ) throws -> TrainingResult {
    while !isDone {
      while state.update < source.updatesPerEpoch {
        try update()
        pace.note(updates: updatesDone, at: now())
        if state.update < source.updatesPerEpoch { try progress(report()) }
        if shouldStop() { return result(.interrupted) }
      }
      let losses = finishEpoch()
      try progress(report(ending: losses))
      if shouldStop() && !isDone { return result(.interrupted) }
    }
    return result(state.epoch < settings.epochs ? .settled : .finished)
  }

  /// Whether all epochs are run, or patience is at its end.
  private var isDone: Bool {
    if state.epoch >= settings.epochs { return true }
    guard let patience = settings.patience, state.update == 0,
      let best = state.best
    else { return false }
    return state.epoch - best.epoch >= patience
  }

  /// One update: a batch forward and backward, the gradient clipped, Adam.
  private func update() throws {
    if state.update == 0 {
      state.lossInEpoch = 0
      source.beginEpoch(at: &state.place)
    }
    let loss = source.gradient(
      of: state.weights,
      at: UpdateNumber(total: updatesDone, inEpoch: state.update),
      from: &state.place, into: &gradient)
    let norm = Source.Scalar.norm(gradient)
    latest = (loss, norm, schedule.rate(at: updatesDone))
    try requireSanity(loss: loss, norm: norm)
    state.apply(
      gradient, loss: loss,
      scale: clippingScale(norm: norm, limit: settings.clip),
      rate: latest.rate, workers: Workers(threads: settings.threads))
  }

  private func requireSanity(loss: Double, norm: Double) throws {
    let isLost = (state.smoothedLoss ?? 0) > source.lossLimit
    guard loss.isFinite && norm.isFinite && norm < 1e10 && !isLost else {
      throw TrainingError.diverged(
        update: updatesDone + 1, loss: loss, norm: norm,
        rate: latest.rate, guessing: source.guessing)
    }
  }

  /// Validates, keeps the best weights, and returns the losses.
  private func finishEpoch() -> EpochLoss {
    let start = now()
    let validation = source.loss(of: state.weights, on: .validation)
    pace.pause(now() - start)
    let losses = EpochLoss(
      epoch: state.epoch + 1, training: meanLoss, validation: validation)
    state.finishEpoch(losses)
    return losses
  }

  /// The mean loss of this epoch's updates.
  private var meanLoss: Double {
    state.lossInEpoch / Double(max(1, state.update))
  }

  /// How far it has come; at the end of an epoch with its losses.
  private func report(ending losses: EpochLoss? = nil) -> TrainingProgress {
    TrainingProgress(
      epoch: losses?.epoch ?? state.epoch + 1, epochs: settings.epochs,
      update: losses == nil ? state.update : source.updatesPerEpoch,
      updatesPerEpoch: source.updatesPerEpoch, latestLoss: latest.loss,
      smoothedLoss: state.smoothedLoss ?? .nan,
      loss: losses?.training ?? meanLoss, norm: latest.norm,
      rate: latest.rate, pace: pace, endsEpoch: losses != nil,
      validationLoss: losses?.validation)
  }

  private func result(
    _ ending: TrainingEnding
  ) -> TrainingResult {
    let weights = state.best?.weights ?? state.weights
    return TrainingResult(
      model: source.model(of: weights), curve: state.curve,
      epochs: state.epoch, ending: ending,
      testLoss: ending == .interrupted
        ? nil : source.loss(of: weights, on: .test))
  }
}

/// Seconds of a clock that only goes forward.
private func now() -> Double {
  (ContinuousClock.now - clockStart) / .seconds(1)
}

private let clockStart = ContinuousClock.now
