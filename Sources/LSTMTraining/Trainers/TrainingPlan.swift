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

  /// The plan of a training on `corpus`.
  package init(_ source: some GradientSource, _ corpus: Corpus) {
    parameters = source.parameterCount
    windowsPerEpoch = source.windowsPerEpoch
    updatesPerEpoch = source.updatesPerEpoch
    updates = source.settings.epochs * source.updatesPerEpoch
    guessing = source.guessing
    memory = Self.memory(
      source.settings, symbols: corpus.vocabulary.count,
      characters: corpus.symbols.count)
  }

  /// About how much memory a training on `symbols` different symbols and
  /// `characters` characters needs, in bytes: to be asked before it is taken.
  package static func memory(
    _ settings: TrainingSettings, symbols: Int, characters: Int
  ) -> Int {
    let layout = ModelLayout(
      settings, symbols: symbols,
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
