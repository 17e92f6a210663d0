import LSTMCore

/// One row of the paper's tables 10 and 11: a task with a network and how it
/// learns, and what the paper reports of it.
package struct PaperCondition: Sendable {
  /// What results and commands call it, such as `adding-t100`.
  package let name: String
  /// The task it belongs to, such as `adding`.
  package let task: String
  /// In words, for a table: "T 100".
  package let label: String
  /// The length or lag by which it is chosen.
  package let length: Int
  /// The network.
  package let shape: NetworkShape
  /// α.
  package let rate: Double
  /// Initial weights are drawn from ± this.
  package let range: Double
  /// Initial biases of the input gates, a value per block; else random.
  package var inputGateBiases: [Double] = []
  /// Initial biases of the output gates.
  package var outputGateBiases: [Double] = []
  /// Whether memory joins only once the outputs alone stop learning.
  package var addsMemoryLate = false
  /// When weights change, where errors come at every step.
  package var update = LearningRule.Update.step
  /// What error the outputs of the network of 1997 lessen; its rivals lessen
  /// the squared one.
  package var error = LearningRule.OutputError.squared
  /// The criteria, in the order in which they are reached.
  package let goals: [Goal]
  /// What the paper reports, a row per goal; empty where it has none.
  package var published: [PublishedResult] = []
  /// After how many sequences a trial has failed.
  package let limit: Int
  /// The task for one trial.
  package let makeTask: @Sendable (inout SplitMix64) -> any PaperTask

  /// Whether a trial as long as the paper's mean takes some ten seconds.
  package var isQuick: Bool { expectedSteps < 30_000_000 }

  /// About how many steps a trial takes, by the paper.
  var expectedSteps: Int { expectedSequences * length }

  /// About how many sequences a trial takes, by the paper.
  package var expectedSequences: Int {
    published.last?.sequences ?? limit
  }

  /// Whether a trial's error is recorded as a mean square, not as a mean.
  var measuresSquares: Bool { task == PaperTaskName.multiplication.rawValue }

  /// Whether cells of the reference library can take the network's place:
  /// they need both gates and themselves as input, and outputs that see them
  /// alone.
  package var suitsReferenceCells: Bool {
    shape.isRecurrent && shape.hasOutputGates && !shape.outputsSeeInputs
      && error == .squared
  }
}

/// What the paper reports of one condition and criterion.
package struct PublishedResult: Equatable, Sendable {
  /// The mean number of training sequences.
  package let sequences: Int
  /// How many trials it is the mean of.
  package let trials: Int
  /// The share of them that succeeded, in per cent.
  package var success = 100
  /// What else the table says: sequences wrong of 2560, ranges.
  package var note = ""

  /// A published mean.
  package init(
    _ sequences: Int, trials: Int, success: Int = 100, note: String = ""
  ) {
    (self.sequences, self.trials) = (sequences, trials)
    (self.success, self.note) = (success, note)
  }
}

/// The tasks by the names that commands use, in the paper's order.
package enum PaperTaskName: String, CaseIterable, Sendable {
  /// Experiment 1.
  case reber
  /// Experiments 2.
  case twoSequences = "2a"
  /// Experiment 2b.
  case noRegularities = "2b"
  /// Experiment 2c.
  case veryLongLag = "2c"
  /// Experiments 3.
  case noisyLine = "3a"
  /// Experiment 3b.
  case noisySignal = "3b"
  /// Experiment 3c.
  case noisyTarget = "3c"
  /// Experiment 4.
  case adding
  /// Experiment 5.
  case multiplication
  /// Experiment 6a.
  case orderA = "order-a"
  /// Experiment 6b.
  case orderB = "order-b"
  /// A strongly delayed XOR (section 6).
  case delayedXOR = "xor"
  /// The parity of a sequence (section 6).
  case parity
  /// Telling two numbers of steps apart (section 6).
  case counting = "count"

  /// What the task is, in a line.
  package var title: String {
    switch self {
    case .reber: "Experiment 1, embedded Reber grammar"
    case .twoSequences: "Experiment 2a, two sequences, long lag"
    case .noRegularities: "Experiment 2b, no local regularities"
    case .veryLongLag: "Experiment 2c, very long lags"
    case .noisyLine: "Experiment 3a, noise and signal on one line"
    case .noisySignal: "Experiment 3b, noise on the signal too"
    case .noisyTarget: "Experiment 3c, noisy targets"
    case .adding: "Experiment 4, adding problem"
    case .multiplication: "Experiment 5, multiplication problem"
    case .orderA: "Experiment 6a, temporal order of two"
    case .orderB: "Experiment 6b, temporal order of three"
    case .delayedXOR: "Beyond the tables: strongly delayed XOR"
    case .parity: "Beyond the tables: parity"
    case .counting: "Beyond the tables: counting steps"
    }
  }

  /// Whether the paper reports trials of it, and does not only speak of it.
  package var isTabled: Bool {
    ![.delayedXOR, .parity, .counting].contains(self)
  }

  /// Every condition of the paper's tables; for a length that they do not
  /// have, one of that length.
  ///
  /// - Parameter length: T, p of 2a and 2b, q of 2c, the shorter count; nil
  ///   for all.
  package func conditions(length: Int? = nil) -> [PaperCondition] {
    guard let length else { return tabled }
    let matching = tabled.filter { $0.length == length }
    return matching.isEmpty
      ? [other(length: length)].compactMap(\.self)
      : matching
  }

  /// The shortest length that a task can have.
  package var shortestLength: Int {
    switch self {
    case .twoSequences, .noRegularities: 3
    case .veryLongLag: 1
    case .noisyLine, .noisySignal, .noisyTarget: 10
    case .adding, .multiplication: 22
    case .delayedXOR: 10
    case .parity: 2
    case .counting: 0
    case .reber, .orderA, .orderB: .max
    }
  }

  /// The paper's own words taken to the letter, where they give other results
  /// than its tables and `conditions` therefore reads them otherwise; asked
  /// for by name.
  package var literalConditions: [PaperCondition] {
    switch self {
    case .twoSequences: [.literalTwoSequences("2a", .init(5_040, trials: 18))]
    case .noRegularities:
      [.literalTwoSequences("2b", .init(5_680, trials: 18))]
    case .adding:
      [
        .adding(
          100, .init(74_000, trials: 10, note: "1 of 2560 wrong"),
          outputsAreLinear: false)
      ]
    case .multiplication:
      [.multiplication(100, publishedMultiplication, error: .squared)]
    default: []
    }
  }

  private var tabled: [PaperCondition] {
    switch self {
    case .reber:
      [
        .reber(blocks: 4, size: 1, rate: 0.1, .init(39_740, trials: 30)),
        .reber(blocks: 3, size: 2, rate: 0.1, .init(21_730, trials: 30)),
        .reber(
          blocks: 3, size: 2, rate: 0.2,
          .init(14_060, trials: 30, success: 97)),
        .reber(
          blocks: 4, size: 1, rate: 0.5,
          .init(9_500, trials: 30, success: 97)),
        .reber(
          blocks: 3, size: 2, rate: 0.5,
          .init(8_440, trials: 30, note: "3,800–24,100")),
      ]
    case .twoSequences:
      [.twoSequences("2a", lag: 100, .init(5_040, trials: 18))]
    case .noRegularities:
      [.twoSequences("2b", lag: 100, .init(5_680, trials: 18))]
    case .veryLongLag:
      [
        (50, 50, 30_000), (100, 100, 31_000), (200, 200, 33_000),
        (500, 500, 38_000), (1000, 1000, 49_000), (1000, 500, 49_000),
        (1000, 200, 75_000), (1000, 100, 135_000), (1000, 50, 203_000),
      ].map { .longLag($0.0, distractors: $0.1, .init($0.2, trials: 20)) }
    case .noisyLine:
      [
        .noisyClass(.a, 100, 3, (27_380, 39_850), "0.5 of 2560 wrong"),
        .noisyClass(.a, 100, 1, (58_370, 64_330), "0.3 of 2560 wrong"),
        .noisyClass(.a, 1000, 3, (446_850, 452_460), "0.2 of 2560 wrong"),
      ]
    case .noisySignal:
      [
        .noisyClass(.b, 100, 3, (41_740, 43_250), "21 of 2560 wrong"),
        .noisyClass(.b, 100, 1, (74_950, 78_430), "38 of 2560 wrong"),
        .noisyClass(.b, 1000, 1, (481_060, 485_080), "31 of 2560 wrong"),
      ]
    case .noisyTarget:
      [
        .noisyTarget(
          100, 3, .init(269_650, trials: 10, note: "14 of 2560 wrong")),
        .noisyTarget(
          100, 1, .init(565_640, trials: 10, note: "11 of 2560 wrong")),
      ]
    case .adding:
      [
        .adding(100, .init(74_000, trials: 10, note: "1 of 2560 wrong")),
        .adding(500, .init(209_000, trials: 10, note: "0 of 2560 wrong")),
        .adding(
          1000, .init(853_000, trials: 10, note: "1 wrong; 370,000–2,020,000")),
      ]
    case .multiplication:
      [.multiplication(100, publishedMultiplication)]
    case .orderA:
      [.order(2, .init(31_390, trials: 20, note: "1 of 2560 wrong"))]
    case .orderB:
      [.order(3, .init(571_100, trials: 10, note: "2 of 2560 wrong"))]
    case .delayedXOR: [.delayedXOR(100), .delayedXOR(20)]
    case .parity: [.parity(500), .parity(5)]
    case .counting:
      [.counting(3, against: 11), .counting(99, against: 100)]
    }
  }

  private var publishedMultiplication: [PublishedResult] {
    [
      .init(482_000, trials: 10, note: "139 wrong, MSE 0.0223"),
      .init(1_273_000, trials: 10, note: "14 wrong, MSE 0.0139"),
    ]
  }

  private func other(length: Int) -> PaperCondition? {
    guard length >= shortestLength else { return nil }
    switch self {
    case .reber, .orderA, .orderB: return nil
    case .twoSequences, .noRegularities:
      return .twoSequences(rawValue, lag: length, nil)
    case .veryLongLag: return .longLag(length, distractors: length, nil)
    case .noisyLine: return .noisyClass(.a, length, 1, nil, "")
    case .noisySignal: return .noisyClass(.b, length, 1, nil, "")
    case .noisyTarget: return .noisyTarget(length, 1, nil)
    case .adding: return .adding(length, nil)
    case .multiplication: return .multiplication(length, [])
    case .delayedXOR: return .delayedXOR(length)
    case .parity: return .parity(length)
    case .counting: return .counting(length, against: length + 1)
    }
  }
}
