import LSTMCore

/// How far a training has come.
public struct TrainingProgress: Sendable {
  /// The epoch at work, counted from 1.
  public let epoch: Int
  /// How many epochs there will be.
  public let epochs: Int
  /// How many updates of this epoch are done.
  public let update: Int
  /// How many updates an epoch has.
  public let updatesPerEpoch: Int
  /// The loss of the latest update, in nats a character.
  public let latestLoss: Double
  /// The training loss, smoothed over about 100 updates, in nats a character.
  public let loss: Double
  /// The norm of the latest gradient, before clipping.
  public let norm: Double
  /// The learning rate of the latest update.
  public let rate: Double
  /// Characters read in one update.
  public let charactersPerUpdate: Int
  /// How fast it goes.
  public let pace: Pace
  /// Whether this report ends an epoch.
  public let endsEpoch: Bool
  /// The loss on the validation part, in the report that ends an epoch, where
  /// there is such a part.
  public let validationLoss: Double?

  /// How many updates there have been.
  public var updatesDone: Int { (epoch - 1) * updatesPerEpoch + update }

  /// Characters read a second; nil while unknown.
  public var charactersPerSecond: Double? {
    pace.secondsPerUpdate.map { Double(charactersPerUpdate) / $0 }
  }

  /// How long an epoch takes, validation included, in seconds; nil while
  /// unknown.
  public var secondsPerEpoch: Double? {
    pace.seconds(updates: updatesPerEpoch, pauses: 1)
  }

  /// How long the rest will take, in seconds; nil while unknown.
  public var secondsLeft: Double? {
    pace.seconds(
      updates: epochs * updatesPerEpoch - updatesDone,
      pauses: epochs - epoch + (endsEpoch ? 0 : 1))
  }
}

/// What a training came to.
public struct TrainingResult: Sendable {
  /// Why it ended.
  public enum Ending: Sendable {
    /// All epochs were run.
    case finished
    /// The validation loss had not got better for some epochs.
    case settled
    /// Somebody asked it to stop.
    case interrupted
  }

  /// The model that did best on the validation part, or the latest where none
  /// has been validated.
  public let model: CharacterModel
  /// Training and validation loss of each epoch.
  public let curve: [EpochLoss]
  /// Why it ended.
  public let ending: Ending
  /// The best model's loss on the test part, in nats a character; nil when
  /// the training was interrupted or nothing was held out.
  public let testLoss: Double?
}
