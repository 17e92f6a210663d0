import LSTMCore

/// Who learns a task: the network of 1997, or one of those it was compared
/// with.
public struct LearningMethod: Equatable, Hashable, Sendable {
  /// What kind of learner it is.
  public enum Kind: String, CaseIterable, Sendable {
    /// Memory blocks with forward accumulators, the paper's LSTM.
    case memory = "lstm"
    /// A vanilla recurrent network with back-propagation through time.
    case bptt
    /// The same with real-time recurrent learning.
    case rtrl
    /// The same with weights guessed anew until they fit.
    case guess
  }

  /// What kind of learner it is.
  public let kind: Kind
  /// When its weights change, where errors come at every step; nil as the
  /// condition says.
  public let update: PaperNetwork.Update?

  /// How many hidden units a vanilla network has; nil for as many weights as
  /// its rival.
  public let hidden: Int?
  /// The ranges of g and h, where they are not ±2 and ±1.
  public let squashing: Squashing?

  /// How far g and h reach, to try the paper's two readings: its text has ±2
  /// and ±1, the caption of its table 10 ±1 and ±2.
  public struct Squashing: Hashable, Sendable {
    /// g = this·(2σ − 1).
    public let input: Double
    /// h = this·(2σ − 1).
    public let output: Double

    /// Ranges ±`input` and ±`output`.
    public init(input: Double, output: Double) {
      (self.input, self.output) = (input, output)
    }
  }

  /// The paper's own way.
  public static let memory = LearningMethod(.memory)

  /// A method of the given kind.
  public init(
    _ kind: Kind, update: PaperNetwork.Update? = nil,
    squashing: Squashing? = nil, hidden: Int? = nil
  ) {
    (self.kind, self.update) = (kind, update)
    (self.squashing, self.hidden) = (squashing, hidden)
  }

  /// As results call it: `lstm`, or `lstm-sequence` where the update is not
  /// the condition's.
  public var name: String {
    ([kind.rawValue]
      + [update?.rawValue, hidden.map(String.init)].compactMap(\.self)
      + (squashing.map {
        ["g\(shortNumber($0.input))", "h\(shortNumber($0.output))"]
      } ?? []))
      .joined(separator: "-")
  }

  /// A fresh learner, its weights drawn from the seed.
  func makeLearner(
    _ condition: PaperCondition, seed: UInt64
  ) -> any Learner {
    var draws = SplitMix64.stream(2, seed: seed)
    switch kind {
    case .memory:
      var shape = condition.shape
      if let squashing {
        shape.inputScale = squashing.input
        shape.outputScale = squashing.output
      }
      let network = PaperNetwork(shape)
      network.initialise(
        within: condition.range, inputGateBiases: condition.inputGateBiases,
        outputGateBiases: condition.outputGateBiases
      ) { draws.uniform(-1, 1) }
      return MemoryLearner(
        network, rate: condition.rate, update: update ?? condition.update,
        addsMemoryLate: condition.addsMemoryLate)
    case .bptt, .rtrl:
      let network = VanillaNetwork(rivalShape(condition))
      network.initialise(within: condition.range) { draws.uniform(-1, 1) }
      return VanillaLearner(
        network, rate: condition.rate, method: kind,
        update: update ?? condition.update)
    case .guess:
      return GuessingLearner(
        VanillaNetwork(rivalShape(condition)), draws: draws,
        bound: condition.goals[0].bound)
    }
  }

  private func rivalShape(_ condition: PaperCondition) -> VanillaShape {
    var shape = VanillaShape(rival: condition.shape)
    if let hidden { shape.hidden = hidden }
    return shape
  }
}
