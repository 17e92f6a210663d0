import LSTMCore

/// Everything that changes during training: enough to go on from.
package struct TrainingState<Scalar: Weight>: Equatable, Sendable {
  /// The weights.
  package var weights: [Scalar]
  /// The optimiser's moments.
  package internal(set) var optimiser: Adam<Scalar>
  /// How far it has come in its data.
  package internal(set) var place: DataPlace<Scalar>
  /// How many epochs are done.
  package internal(set) var epoch = 0
  /// How many updates of the current epoch are done.
  package internal(set) var update = 0
  /// The training loss, smoothed over about 100 updates: the mean of the first
  /// 100, and a running mean from then on; nil before the first.
  package internal(set) var smoothedLoss: Double?
  /// The sum of the losses of this epoch's updates.
  package internal(set) var lossInEpoch = 0.0
  /// What did best on the validation part, once something was validated.
  package internal(set) var best: Best?
  /// Training and validation loss of each epoch done.
  package internal(set) var curve: [EpochLoss] = []

  /// Weights that were validated.
  package struct Best: Equatable, Sendable {
    /// The weights.
    package let weights: [Scalar]
    /// Their loss on the validation part.
    package let loss: Double
    /// After how many epochs.
    package let epoch: Int
  }

  /// One update of the weights, and the count of it.
  mutating func apply(
    _ gradient: [Scalar], loss: Double, scale: Double, rate: Double,
    workers: Workers = Workers(threads: 1)
  ) {
    optimiser.update(
      &weights, gradient: gradient, scale: scale, rate: rate, workers: workers)
    update += 1
    lossInEpoch += loss
    let smoothed = smoothedLoss ?? loss
    // The mean of all so far, as long as there are few: the first loss, which is
    // like no other, must not hang on.
    let weight = max(0.01, 1 / Double(optimiser.count))
    smoothedLoss = smoothed + weight * (loss - smoothed)
  }

  /// Keeps the weights if they are the best so far, and begins the next epoch.
  mutating func finishEpoch(_ losses: EpochLoss) {
    curve.append(losses)
    epoch += 1
    update = 0
    keepIfBest(validation: losses.validation)
  }

  /// Keeps the weights if their loss on the validation part is the least yet.
  mutating func keepIfBest(validation: Double?) {
    guard let validation, validation < best?.loss ?? .infinity else { return }
    best = Best(weights: weights, loss: validation, epoch: epoch)
  }
}

extension TrainingState {
  /// The state of a training of `model` that has run for so many epochs.
  init<Source: GradientSource>(
    _ source: Source, from model: Model? = nil, epochs: Int = 0
  ) throws where Source.Scalar == Scalar {
    var generator = SplitMix64(
      seed: source.settings.seed &+ UInt64(epochs))
    let drawn = try source.untrained(using: &generator)
    self.init(
      weights: try source.weights(of: model ?? drawn),
      optimiser: Adam(weights: source.weightCount),
      place: DataPlace(
        generator: generator,
        carried: [Scalar](repeating: 0, count: source.carriedCount)),
      epoch: epochs)
  }

  /// Throws `TrainingError.mismatchedState` unless it is one of `source`.
  func requireFit<Source: GradientSource>(
    to source: Source
  ) throws where Source.Scalar == Scalar {
    guard weights.count == source.weightCount else {
      throw TrainingError.mismatchedState(
        "it has \(weights.count) weights, and \(source.weightCount) are needed")
    }
    guard place.carried.count == source.carriedCount else {
      throw TrainingError.mismatchedState("it has another number of streams")
    }
    guard epoch <= source.settings.epochs else {
      throw TrainingError.mismatchedState(
        "it has \(epoch) epochs behind it, more than the "
          + "\(source.settings.epochs) asked for")
    }
    guard update <= source.updatesPerEpoch, place.epochOffset < source.places
    else {
      throw TrainingError.mismatchedState("it is past the end of the data")
    }
  }
}

/// The losses of one epoch: nats a character, or mean squares of rows.
package struct EpochLoss: Codable, Equatable, Sendable {
  /// The epoch, counted from 1.
  package let epoch: Int
  /// The mean over the epoch's updates, the weights moving on meanwhile.
  package let training: Double
  /// On the validation part, after the epoch; nil where there is none.
  package let validation: Double?

  /// The losses of an epoch.
  package init(epoch: Int, training: Double, validation: Double?) {
    (self.epoch, self.training) = (epoch, training)
    self.validation = validation
  }
}
