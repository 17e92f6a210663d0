import LSTMCore

/// What a training is about to do, in numbers.
public struct TrainingPlan: Sendable {
  /// How many weights will be learnt, one bias a gate.
  public let parameters: Int
  /// How many windows an epoch reads.
  public let windowsPerEpoch: Int
  /// How many updates an epoch has.
  public let updatesPerEpoch: Int
  /// How many updates there will be, if nothing ends the training early.
  public let updates: Int
  /// About how much memory will be used, in bytes.
  public let memory: Int
  /// What the first update should cost, in nats a character: ln V, every
  /// symbol being alike to an untrained model.
  public let guessing: Double

  /// The plan of a trainer.
  public init(_ trainer: Trainer) {
    let settings = trainer.settings
    parameters = trainer.state.model.characterModel.parameterCount
    windowsPerEpoch = trainer.windowsPerEpoch
    updatesPerEpoch = trainer.updatesPerEpoch
    updates = settings.epochs * updatesPerEpoch
    guessing = crossEntropy(
      Vector(zeros: trainer.corpus.vocabulary.count), target: 0)
    memory = Self.memory(
      settings, symbols: trainer.corpus.vocabulary.count,
      characters: trainer.corpus.symbols.count)
  }

  /// About how much memory a training on `symbols` different symbols and
  /// `characters` characters needs, in bytes: to be asked before it is taken.
  public static func memory(
    _ settings: TrainingSettings, symbols: Int, characters: Int
  ) -> Int {
    let layout = ModelLayout(
      symbols: symbols, embeddingSize: settings.embedding,
      hiddenSizes: [Int](repeating: settings.hidden, count: settings.layers))
    return BatchStep.memory(
      layout: layout, batch: settings.batch, window: settings.window,
      threads: settings.threads)
      // Weights, gradient, two moments and the best so far.
      + 5 * 4 * layout.count + 2 * characters + programMemory
  }
}

/// What the program itself takes.
private let programMemory = 25_000_000
