import LSTMCore
import LSTMTraining

/// Several kinds of cell trained on one text, each with about as many weights
/// as the first of them, from several seeds.
///
/// All else is equal: embedding, windows, learning rate, number of epochs. The
/// number of units is the one whose model comes closest to the first cell's in
/// weights, readout and embedding included.
package struct CellComparison: Sendable {
  /// The cells, the one that sets the number of weights first.
  package var cells: [CellDefinition]
  /// Everything but the number of units of the others; `hidden` is the first
  /// cell's.
  package var settings: TrainingSettings
  /// How many seeds, counted up from the settings' own.
  package var seeds: Int

  /// A comparison of the given cells.
  package init(
    cells: [CellDefinition], settings: TrainingSettings, seeds: Int
  ) {
    (self.cells, self.settings, self.seeds) = (cells, settings, seeds)
  }

  /// One training of one cell.
  package struct Run: Sendable {
    /// The name of the cell.
    package let cell: String
    /// How many units each layer had.
    package let units: Int
    /// How many weights the model had, embedding and readout included.
    package let weights: Int
    /// The seed.
    package let seed: UInt64
    /// Training and validation loss of each epoch.
    package let curve: [EpochLoss]
    /// The best model's loss on the test part, in nats a character; nil when
    /// the training diverged.
    package let testLoss: Double?
    /// How long it took.
    package let seconds: Double

    /// A training of which all is known.
    package init(
      cell: String, units: Int, weights: Int, seed: UInt64,
      curve: [EpochLoss], testLoss: Double?, seconds: Double
    ) {
      (self.cell, self.units, self.weights) = (cell, units, weights)
      (self.seed, self.curve, self.testLoss) = (seed, curve, testLoss)
      self.seconds = seconds
    }
  }

  /// Trains every cell from every seed, seed by seed.
  ///
  /// Throws what the trainers throw, but for a training that diverges, which
  /// counts as a run without a test loss.
  ///
  /// - Parameter progress: called before each run with its number, counted
  ///   from 1, its cell and its seed, and with what the trainer tells.
  package func run(
    on corpus: Corpus,
    progress: (Int, CellDefinition, UInt64, TrainingProgress?) -> Void
  ) throws -> [Run] {
    let target = weights(of: cells[0], units: settings.hidden, corpus)
    var runs: [Run] = []
    for seed in 0..<UInt64(seeds) {
      for about in cells {
        var own = settings
        own.seed = settings.seed &+ seed
        own.cell = about.name
        own.hidden =
          about.name == cells[0].name
          ? settings.hidden
          : units(of: about, nearest: target, corpus)
        let number = runs.count + 1
        progress(number, about, own.seed, nil)
        runs.append(
          try train(about, own, corpus) {
            progress(number, about, own.seed, $0)
          })
      }
    }
    return runs
  }

  private func train(
    _ about: CellDefinition, _ settings: TrainingSettings, _ corpus: Corpus,
    progress: (TrainingProgress) -> Void
  ) throws -> Run {
    let start = ContinuousClock.now
    var curve: [EpochLoss] = []
    var testLoss: Double?
    do {
      let result =
        FastCell(rawValue: about.name) != nil
        ? try Trainer(FastGradients(settings: settings, corpus: corpus))
          .run(progress: progress)
        : try Trainer(ReferenceGradients(settings: settings, corpus: corpus))
          .run(progress: progress)
      (curve, testLoss) = (result.curve, result.testLoss)
    } catch TrainingError.diverged {}
    return Run(
      cell: about.name, units: settings.hidden,
      weights: weights(of: about, units: settings.hidden, corpus),
      seed: settings.seed, curve: curve, testLoss: testLoss,
      seconds: (ContinuousClock.now - start) / .seconds(1))
  }

  /// The number of units whose model has the nearest number of weights.
  package func units(
    of about: CellDefinition, nearest target: Int, _ corpus: Corpus
  ) -> Int {
    // Weights grow with units, so the crossing is found by halving.
    var (low, high) = (1, 2)
    while weights(of: about, units: high, corpus) < target { high *= 2 }
    while high - low > 1 {
      let middle = (low + high) / 2
      if weights(of: about, units: middle, corpus) < target {
        low = middle
      } else {
        high = middle
      }
    }
    let gap = { (units: Int) in
      abs(weights(of: about, units: units, corpus) - target)
    }
    return gap(low) <= gap(high) ? low : high
  }

  /// The weights of a whole model: embedding, layers, readout.
  package func weights(
    of about: CellDefinition, units: Int, _ corpus: Corpus
  ) -> Int {
    let symbols = corpus.vocabulary.count
    let narrow = about.outputSize(units: units)
    var total = symbols * settings.embedding + symbols * (narrow + 1)
    var inputs = settings.embedding
    for _ in 0..<settings.layers {
      total += about.weightCount(inputs: inputs, units: units)
      inputs = narrow
    }
    return total
  }
}
