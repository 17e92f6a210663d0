import LSTMCore

/// Trains a character model on a corpus, an update at a time.
public final class Trainer {
  /// What to train, and how.
  public let settings: TrainingSettings
  /// The text.
  public let corpus: Corpus
  /// How many updates an epoch has.
  public let updatesPerEpoch: Int
  /// Everything that has changed so far.
  public private(set) var state: TrainingState

  private let windows: Windows
  private let step: BatchStep
  private let schedule: LearningRateSchedule
  private var gradient: FloatModel
  private var clock = UpdateClock()

  /// A training at its beginning, or where `state` left off.
  ///
  /// Throws `TrainingError`: a setting outside its range, a corpus too short
  /// for one window of every stream, or a state of other sizes.
  public init(
    settings: TrainingSettings, corpus: Corpus,
    resuming state: TrainingState? = nil
  ) throws {
    try settings.validate()
    windows = try Windows(settings, corpus)
    let fresh = try TrainingState(
      settings: settings, vocabulary: corpus.vocabulary)
    if let state { try fresh.requireFit(of: state) }
    self.state = state ?? fresh
    self.settings = settings
    self.corpus = corpus
    updatesPerEpoch = windows.count
    gradient = fresh.model.zeros
    step = BatchStep(
      layout: fresh.model.layout, batch: settings.batch,
      window: settings.window, loss: settings.loss, threads: settings.threads)
    schedule = LearningRateSchedule(
      highest: settings.learningRate,
      updates: settings.epochs * windows.count)
  }

  /// Trains to the end, or until `shouldStop`, asked after every update, says
  /// so; `state` then holds what to go on from.
  ///
  /// Throws `TrainingError.diverged` when the loss is not a number any more;
  /// the weights are then those before that update.
  public func run(
    progress: (TrainingProgress) -> Void = { _ in },
    shouldStop: () -> Bool = { false }
  ) throws -> TrainingResult {
    while state.epoch < settings.epochs {
      while state.update < updatesPerEpoch {
        try clock.measure { try self.update() }
        if state.update < updatesPerEpoch { progress(report()) }
        if shouldStop() { return result(testLoss: nil) }
      }
      let loss = finishEpoch()
      progress(report(validationLoss: loss))
      if shouldStop() && state.epoch < settings.epochs {
        return result(testLoss: nil)
      }
    }
    return result(
      testLoss: loss(of: state.best ?? state.model, in: corpus.test))
  }

  /// One update: a window of every stream forward and backward, the gradient
  /// clipped, Adam.
  private func update() throws {
    if state.update == 0 { beginEpoch() }
    if windows.startFromZero { state.carried.reset() } else { forgetStreams() }
    let loss = step.gradient(
      of: state.model,
      over: windows.batch(state.update, offset: state.epochOffset),
      of: corpus.symbols, carried: &state.carried, into: &gradient)
    let norm = gradient.norm
    guard loss.isFinite && norm.isFinite else {
      throw TrainingError.diverged(
        update: updatesDone + 1, loss: loss, norm: norm)
    }
    state.apply(
      gradient, loss: loss,
      scale: clippingScale(norm: norm, limit: settings.clip),
      rate: schedule.rate(at: updatesDone))
  }

  /// Sends one stream in twenty back to the zero state, where every trace
  /// begins; a model that never saw it would read first words badly.
  private func forgetStreams() {
    for stream in 0..<settings.batch
    where Int.random(in: 0..<20, using: &state.generator) == 0 {
      state.carried.reset(stream: stream)
    }
  }

  private func beginEpoch() {
    state.carried.reset()
    state.lossInEpoch = 0
    state.epochOffset = Int.random(
      in: 0..<windows.places, using: &state.generator)
  }

  /// Validates, keeps the best model, and returns the validation loss.
  private func finishEpoch() -> Double {
    let model = state.model
    let validation = clock.measureValidation {
      loss(of: model, in: corpus.validation)
    }
    let isBest = state.curve.allSatisfy { validation < $0.validation }
    if isBest { state.best = model }
    state.curve.append(
      EpochLoss(
        epoch: state.epoch + 1,
        training: state.lossInEpoch / Double(updatesPerEpoch),
        validation: validation))
    state.epoch += 1
    state.update = 0
    return validation
  }

  private func loss(of model: FloatModel, in range: Range<Int>) -> Double {
    model.loss(over: corpus.symbols, in: range, threads: settings.threads)
  }

  /// How many updates there have been.
  private var updatesDone: Int { state.epoch * updatesPerEpoch + state.update }

  private func report(validationLoss: Double? = nil) -> TrainingProgress {
    let seconds = clock.secondsPerUpdate
    let epochsLeft = settings.epochs - state.epoch
    let updatesLeft = epochsLeft * updatesPerEpoch - state.update
    let isEpochEnd = validationLoss != nil
    return TrainingProgress(
      epoch: isEpochEnd ? state.epoch : state.epoch + 1,
      epochs: settings.epochs,
      update: isEpochEnd ? updatesPerEpoch : state.update,
      updatesPerEpoch: updatesPerEpoch, loss: state.smoothedLoss ?? .nan,
      charactersPerSecond: seconds > 0
        ? Double(settings.batch * settings.window) / seconds : 0,
      secondsLeft: Double(updatesLeft) * seconds
        + Double(epochsLeft) * clock.secondsPerValidation,
      validationLoss: validationLoss)
  }

  private func result(testLoss: Double?) -> TrainingResult {
    TrainingResult(
      model: (state.best ?? state.model).characterModel, curve: state.curve,
      testLoss: testLoss)
  }
}

/// The two ways to walk over the training part.
private enum Windows {
  case continuous(ContinuousWindows)
  case shuffled(ShuffledWindows)

  init(_ settings: TrainingSettings, _ corpus: Corpus) throws {
    switch settings.loss {
    case .every:
      self = .continuous(
        try ContinuousWindows(
          corpus.training, batch: settings.batch, window: settings.window))
    case .last:
      self = .shuffled(
        try ShuffledWindows(
          corpus.training, batch: settings.batch, window: settings.window,
          stride: settings.stride))
    }
  }

  var count: Int {
    switch self {
    case .continuous(let windows): windows.count
    case .shuffled(let windows): windows.count
    }
  }

  /// How many places an epoch may begin at.
  var places: Int {
    switch self {
    case .continuous: 1
    case .shuffled(let windows): windows.windows
    }
  }

  var startFromZero: Bool {
    if case .shuffled = self { true } else { false }
  }

  func batch(_ index: Int, offset: Int) -> Batch {
    switch self {
    case .continuous(let windows): windows[index]
    case .shuffled(let windows): windows[index, offset: offset]
    }
  }
}
