import Foundation
import LSTMCore

/// Trains a character model on a corpus, an update at a time.
package final class Trainer {
  /// What to train, and how.
  package let settings: TrainingSettings
  /// The text.
  package let corpus: Corpus
  /// How many updates an epoch has.
  package let updatesPerEpoch: Int
  /// How many windows an epoch reads.
  package let windowsPerEpoch: Int
  /// Everything that has changed so far.
  package private(set) var state: TrainingState

  private let windows: TrainingWindows
  private let step: BatchStep
  private let schedule: LearningRateSchedule
  private var gradient: FloatModel
  private var pace = Pace()
  private var latest = (loss: Double.nan, norm: Double.nan, rate: 0.0)

  /// A training at its beginning, or where `state` left off.
  ///
  /// Throws `TrainingError`: a setting outside its range, a corpus too short
  /// for one window of every stream, or a state of other sizes.
  package init(
    settings: TrainingSettings, corpus: Corpus,
    resuming state: TrainingState? = nil
  ) throws {
    try settings.validate()
    windows = try TrainingWindows(settings, corpus.training)
    updatesPerEpoch = windows.count
    windowsPerEpoch = windows.windows
    let fresh = try TrainingState(
      settings: settings, vocabulary: corpus.vocabulary)
    if let state {
      try fresh.requireFit(of: state)
      guard state.epoch <= settings.epochs, state.update <= windows.count,
        state.epochOffset < windows.places
      else {
        throw TrainingError.mismatchedState("it is past the end of this text")
      }
    }
    self.state = state ?? fresh
    self.settings = settings
    self.corpus = corpus
    gradient = fresh.model.zeros
    step = BatchStep(
      layout: fresh.model.layout, batch: settings.batch,
      window: settings.window, loss: settings.loss, threads: settings.threads,
      dropsOut: settings.dropout > 0)
    schedule = LearningRateSchedule(
      highest: settings.learningRate,
      updates: settings.epochs * windows.count)
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
      while state.update < updatesPerEpoch {
        try update()
        pace.note(updates: updatesDone, at: now())
        if state.update < updatesPerEpoch { try progress(report()) }
        if shouldStop() { return result(.interrupted) }
      }
      let loss = finishEpoch()
      try progress(report(endsEpoch: true, validationLoss: loss))
      if shouldStop() && !isDone { return result(.interrupted) }
    }
    return result(state.epoch < settings.epochs ? .settled : .finished)
  }

  /// How many updates there have been.
  package var updatesDone: Int { state.epoch * updatesPerEpoch + state.update }

  /// Whether all epochs are run, or patience is at its end.
  private var isDone: Bool {
    if state.epoch >= settings.epochs { return true }
    guard let patience = settings.patience, state.update == 0,
      let best = state.bestEpoch
    else { return false }
    return state.epoch - best >= patience
  }

  /// One update: a window of every stream forward and backward, the gradient
  /// clipped, Adam.
  private func update() throws {
    if state.update == 0 { beginEpoch() }
    let batch = state.nextBatch(of: windows)
    let loss = step.gradient(
      of: state.model, over: batch, of: corpus.symbols,
      carried: &state.carried,
      dropout: Dropout(
        share: settings.dropout, seed: settings.seed, update: updatesDone),
      into: &gradient)
    let norm = gradient.norm
    latest = (loss, norm, schedule.rate(at: updatesDone))
    try requireSanity(loss: loss, norm: norm)
    state.apply(
      gradient, loss: loss,
      scale: clippingScale(norm: norm, limit: settings.clip),
      rate: latest.rate)
  }

  private func requireSanity(loss: Double, norm: Double) throws {
    let guessing = log(Double(corpus.vocabulary.count))
    let isLost = (state.smoothedLoss ?? 0) > 3 * guessing + 3
    guard loss.isFinite && norm.isFinite && norm < 1e10 && !isLost else {
      throw TrainingError.diverged(
        update: updatesDone + 1, loss: loss, norm: norm,
        rate: latest.rate, guessing: guessing)
    }
  }

  private func beginEpoch() {
    state.carried.reset()
    state.lossInEpoch = 0
    state.epochOffset = Int.random(
      in: 0..<windows.places, using: &state.generator)
  }

  /// Validates, keeps the best model, and returns the validation loss.
  private func finishEpoch() -> Double? {
    let start = now()
    let validation = loss(of: state.model, in: corpus.validation)
    pace.pause(now() - start)
    state.finishEpoch(
      EpochLoss(
        epoch: state.epoch + 1,
        training: state.lossInEpoch / Double(updatesPerEpoch),
        validation: validation))
    return validation
  }

  /// The loss as the settings place it; nil where there is nothing to predict.
  private func loss(of model: FloatModel, in range: Range<Int>) -> Double? {
    switch settings.loss {
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

  private func report(
    endsEpoch: Bool = false, validationLoss: Double? = nil
  ) -> TrainingProgress {
    TrainingProgress(
      epoch: endsEpoch ? state.epoch : state.epoch + 1,
      epochs: settings.epochs,
      update: endsEpoch ? updatesPerEpoch : state.update,
      updatesPerEpoch: updatesPerEpoch, latestLoss: latest.loss,
      loss: state.smoothedLoss ?? .nan, norm: latest.norm, rate: latest.rate,
      charactersPerUpdate: settings.batch * settings.window, pace: pace,
      endsEpoch: endsEpoch, validationLoss: validationLoss)
  }

  private func result(_ ending: TrainingResult.Ending) -> TrainingResult {
    let model = state.best ?? state.model
    return TrainingResult(
      model: model.doublePrecision, curve: state.curve, ending: ending,
      testLoss: ending == .interrupted ? nil : loss(of: model, in: corpus.test))
  }
}

/// Seconds of a clock that only goes forward.
func now() -> Double {
  Double(DispatchTime.now().uptimeNanoseconds) * 1e-9
}
