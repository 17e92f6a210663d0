import LSTMCore

/// How far a training has come.
package struct TrainingProgress: Sendable {
  /// The epoch at work, counted from 1.
  package let epoch: Int
  /// How many epochs there will be.
  package let epochs: Int
  /// How many updates of this epoch are done.
  package let update: Int
  /// How many updates an epoch has.
  package let updatesPerEpoch: Int
  /// The loss of the latest update: nats a character, or mean squares of rows.
  package let latestLoss: Double
  /// The training loss, smoothed over about 100 updates from the first on.
  package let smoothedLoss: Double
  /// The mean loss of this epoch's updates.
  package let loss: Double
  /// The norm of the latest gradient, before clipping.
  package let norm: Double
  /// The learning rate of the latest update.
  package let rate: Double
  /// How fast it goes.
  package let pace: Pace
  /// Whether this report ends an epoch.
  package let endsEpoch: Bool
  /// The loss on the validation part, in the report that ends an epoch, where
  /// there is such a part.
  package let validationLoss: Double?

  /// How many updates there have been.
  package var updatesDone: Int { (epoch - 1) * updatesPerEpoch + update }

  /// How long an epoch takes, validation included, in seconds; nil while
  /// unknown.
  package var secondsPerEpoch: Double? {
    pace.seconds(updates: updatesPerEpoch, pauses: 1)
  }

  /// How long the rest will take, in seconds; nil while unknown.
  package var secondsLeft: Double? {
    pace.seconds(
      updates: epochs * updatesPerEpoch - updatesDone,
      pauses: epochs - epoch + (endsEpoch ? 0 : 1))
  }
}

/// What a training came to.
package struct TrainingResult: Sendable {
  /// The model that did best on the validation part, or the latest where none
  /// has been validated.
  package let model: Model
  /// Training and validation loss of each epoch.
  package let curve: [EpochLoss]
  /// How many epochs are done, those before this training included.
  package let epochs: Int
  /// Why it ended.
  package let ending: TrainingEnding
  /// The best model's loss on the test part; nil when the training was
  /// interrupted or nothing was held out.
  package let testLoss: Double?

  /// The epoch that did best on the validation part, whose weights are kept; nil
  /// where nothing was validated.
  package var bestEpoch: Int? {
    let losses = curve.compactMap { epoch in
      epoch.validation.map { (epoch.epoch, $0) }
    }
    return losses.min { $0.1 < $1.1 }?.0
  }

  /// Whether the last epochs have still made the validation loss smaller, by more
  /// than a two-hundredth each.
  package var isStillFalling: Bool {
    let losses = curve.suffix(3).compactMap(\.validation)
    return losses.count == 3 && bestEpoch == curve.last?.epoch
      && zip(losses, losses.dropFirst()).allSatisfy { $0 - $1 > 0.005 * $1 }
  }
}

/// Why a training ended.
package enum TrainingEnding: Sendable {
  /// All epochs were run.
  case finished
  /// The validation loss had not got better for some epochs.
  case settled
  /// Somebody asked it to stop.
  case interrupted
}
