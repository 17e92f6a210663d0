import LSTMCore

/// What a training is about to do, in numbers.
package struct TrainingPlan: Sendable {
  /// How many weights will be learnt, one bias a gate.
  package let parameters: Int
  /// How many windows an epoch reads.
  package let windowsPerEpoch: Int
  /// How many updates an epoch has.
  package let updatesPerEpoch: Int
  /// How many updates there will be, if nothing ends the training early.
  package let updates: Int
  /// About how much memory will be used, in bytes.
  package let memory: Int
  /// What the first update should cost, in nats a character: ln V, every
  /// symbol being alike to an untrained model.
  package let guessing: Double

  /// The plan of a trainer.
  package init(_ trainer: Trainer) {
    self.init(
      trainer.settings, trainer.corpus,
      parameters: trainer.state.model.doublePrecision.parameterCount,
      updatesPerEpoch: trainer.updatesPerEpoch,
      windowsPerEpoch: trainer.windowsPerEpoch)
  }

  /// The plan of a trainer by the reference.
  package init(_ trainer: ReferenceTrainer) {
    self.init(
      trainer.settings, trainer.corpus, parameters: trainer.weightCount,
      updatesPerEpoch: trainer.updatesPerEpoch,
      windowsPerEpoch: trainer.updatesPerEpoch * trainer.settings.batch)
  }

  private init(
    _ settings: TrainingSettings, _ corpus: Corpus, parameters: Int,
    updatesPerEpoch: Int, windowsPerEpoch: Int
  ) {
    self.parameters = parameters
    self.updatesPerEpoch = updatesPerEpoch
    self.windowsPerEpoch = windowsPerEpoch
    updates = settings.epochs * updatesPerEpoch
    guessing = crossEntropy(
      Vector(zeros: corpus.vocabulary.count), target: 0)
    memory = Self.memory(
      settings, symbols: corpus.vocabulary.count,
      characters: corpus.symbols.count)
  }

  /// About how much memory a training on `symbols` different symbols and
  /// `characters` characters needs, in bytes: to be asked before it is taken.
  package static func memory(
    _ settings: TrainingSettings, symbols: Int, characters: Int
  ) -> Int {
    let layout = ModelLayout(
      symbols: symbols, embeddingSize: settings.embedding,
      hiddenSizes: [Int](repeating: settings.hidden, count: settings.layers),
      cell: FastCell(rawValue: settings.cell) ?? .lstm)
    return BatchStep.memory(
      layout: layout, batch: settings.batch, window: settings.window,
      threads: settings.threads)
      // Weights, gradient, two moments and the best so far.
      + 5 * 4 * layout.count + 2 * characters + programMemory
  }
}

/// What the program itself takes.
private let programMemory = 25_000_000
