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
  /// The training loss, smoothed over about 100 updates, in nats a character.
  public let loss: Double
  /// Characters read a second, over the latest updates.
  public let charactersPerSecond: Double
  /// How long the rest will take at this rate, in seconds.
  public let secondsLeft: Double
  /// The loss on the validation part, in the report that ends an epoch.
  public let validationLoss: Double?
}

/// What a training came to.
public struct TrainingResult: Sendable {
  /// The model that did best on the validation part, or the latest where none
  /// has been validated yet.
  public let model: CharacterModel
  /// Training and validation loss of each epoch.
  public let curve: [EpochLoss]
  /// The best model's loss on the test part, in nats a character; nil when
  /// the training was stopped.
  public let testLoss: Double?
  /// Whether all epochs were run.
  public var isFinished: Bool { testLoss != nil }
}

/// How fast updates go: the mean of the latest 50, start-up and validation not
/// counted.
struct UpdateClock {
  private var durations: [Duration] = []
  private var validation = Duration.zero
  private var isWarm = false

  mutating func measure<R>(_ update: () throws -> R) rethrows -> R {
    let start = ContinuousClock.now
    let result = try update()
    if isWarm { durations.append(ContinuousClock.now - start) }
    if durations.count > 50 { durations.removeFirst() }
    isWarm = true
    return result
  }

  mutating func measureValidation<R>(_ body: () -> R) -> R {
    let start = ContinuousClock.now
    defer { validation = ContinuousClock.now - start }
    return body()
  }

  /// Seconds an update; 0 while unknown.
  var secondsPerUpdate: Double {
    durations.isEmpty
      ? 0
      : durations.reduce(.zero, +) / .seconds(1) / Double(durations.count)
  }

  /// Seconds that the last validation took.
  var secondsPerValidation: Double { validation / .seconds(1) }
}
