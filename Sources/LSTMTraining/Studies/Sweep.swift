import LSTMCore

/// What more epochs, layers, units or text do to a model, and what temperature
/// does to its writing: one of them varied at a time, the rest held, several
/// seeds each.
package struct Sweep: Sendable {
  /// What is varied.
  package enum Factor: String, CaseIterable, Sendable {
    /// How often the training part is read.
    case epochs
    /// How many layers.
    case layers
    /// Units of each layer.
    case units
    /// Characters of the training part that are read; fewer are read more
    /// often, for as many updates.
    case text
    /// T of the draws, the model held.
    case temperature
  }

  /// One training, or one writing, and what it came to.
  package struct Row: Sendable {
    /// What was varied.
    package let factor: Factor
    /// Its value.
    package let value: Double
    /// The seed.
    package let seed: UInt64
    /// How many weights the model has.
    package let parameters: Int
    /// How many updates were made.
    package let updates: Int
    /// The loss on the test part, in nats a character.
    package let testLoss: Double
    /// Of the writing: the mean entropy of the distributions drawn from, in
    /// nats. At T = 1 it is near the loss if the model knows what it does not
    /// know.
    package let entropy: Double
    /// Of the writing: which share of its words occur in the training part.
    package let knownWords: Double
  }

  /// What is held where it is not varied.
  package let base: TrainingSettings
  private let corpus: Corpus
  private let words: Set<[UInt16]>

  /// A sweep around `base` on `corpus`.
  package init(_ base: TrainingSettings, _ corpus: Corpus) {
    (self.base, self.corpus) = (base, corpus)
    words = Set(
      Self.words(in: corpus.symbols[corpus.training], corpus.vocabulary))
  }

  /// The values that a factor takes, the base's own among them.
  package func values(of factor: Factor) -> [Double] {
    func around(_ value: Int) -> [Double] {
      [value / 4, value / 2, value, value * 2].filter { $0 > 0 }
        .map(Double.init)
    }
    return switch factor {
    case .epochs: around(base.epochs)
    case .layers: [1, 2, 3]
    case .units: around(base.hidden)
    case .text: [8, 4, 2, 1].map { Double(corpus.training.count / $0) }
    case .temperature: [0.25, 0.5, 0.7, 1, 1.5]
    }
  }

  /// How many trainings a whole sweep needs.
  package func trainings(_ factors: [Factor], seeds: Int) -> Int {
    seeds
      * factors.reduce(0) {
        $0 + ($1 == .temperature ? 1 : values(of: $1).count)
      }
  }

  /// Runs one factor with one seed, a row a value.
  ///
  /// - Throws: `TrainingError`.
  package func rows(
    _ factor: Factor, seed: UInt64, done: (Row) throws -> Void
  ) throws {
    var held: Trained?
    for value in values(of: factor) {
      var (settings, data) = (base, corpus)
      settings.seed = seed
      var temperature = 1.0
      switch factor {
      case .epochs: settings.epochs = Int(value)
      case .layers: settings.layers = Int(value)
      case .units: settings.hidden = Int(value)
      case .text:
        data = corpus.shortened(to: Int(value))
        settings.epochs = try epochs(on: data)
      case .temperature: temperature = value
      }
      let trained = try held ?? train(settings, data)
      if factor == .temperature { held = trained }
      let writing = write(with: trained.model, temperature, seed: seed)
      try done(
        Row(
          factor: factor, value: value, seed: seed,
          parameters: trained.model.parameterCount, updates: trained.updates,
          testLoss: trained.testLoss,
          entropy: writing.entropy, knownWords: writing.knownWords))
    }
  }

  private func train(
    _ settings: TrainingSettings, _ data: Corpus
  ) throws -> Trained {
    let trainer = try Trainer(
      FastGradients(settings: settings, corpus: data))
    let result = try trainer.run()
    return Trained(
      model: result.model, testLoss: result.testLoss ?? .nan,
      updates: trainer.updatesDone)
  }

  /// A model, and what it took and reached.
  private struct Trained {
    let model: Model
    let testLoss: Double
    let updates: Int
  }

  /// How many epochs of a shorter text make as many updates as those of the
  /// whole.
  private func epochs(on data: Corpus) throws -> Int {
    let whole = try FastGradients(settings: base, corpus: corpus)
    let part = try FastGradients(settings: base, corpus: data)
    let share = Double(whole.updatesPerEpoch) / Double(part.updatesPerEpoch)
    return max(1, Int((Double(base.epochs) * share).rounded()))
  }

  private func write(
    with model: Model, _ temperature: Double, seed: UInt64
  ) -> (entropy: Double, knownWords: Double) {
    let generator = TextGenerator(model)
    let sampler = Sampler(temperature: temperature)
    var random = SplitMix64(seed: seed)
    generator.read(Int(corpus.symbols[corpus.test.lowerBound]))
    var (written, entropy) = ([UInt16](), 0.0)
    let count = 2_000
    for _ in 0..<count {
      let p = sampler.distribution(generator.logits())
      entropy += p.entropy / Double(count)
      let symbol = generator.next(sampler, using: &random)
      written.append(UInt16(symbol))
    }
    let found = Self.words(in: written[...], corpus.vocabulary)
    let known = found.filter { words.contains($0) }.count
    return (entropy, Double(known) / Double(max(1, found.count)))
  }

  /// The runs of letters.
  private static func words(
    in text: ArraySlice<UInt16>, _ vocabulary: Vocabulary
  ) -> [[UInt16]] {
    let isLetter =
      (0..<vocabulary.count).map { index in
        index != vocabulary.unknownIndex
          && vocabulary[index].unicodeScalars.allSatisfy(
            \.properties.isAlphabetic)
      }
    return text.split { !isLetter[Int($0)] }.map(Array.init)
  }
}

extension Vector {
  /// −Σ p ln p, in nats.
  fileprivate var entropy: Double {
    elements.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
  }
}

extension Corpus {
  /// The same validation and test parts, and the last `count` characters of
  /// the training part, which end where validation begins.
  func shortened(to count: Int) -> Corpus {
    var short = self
    short.skipped = training.upperBound - min(count, training.upperBound)
    return short
  }
}
