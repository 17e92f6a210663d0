import LSTMCore

/// How strongly the loss of an untrained network of 1997 bends along one of its
/// weights: α must stay below 2 divided by it, or descent along that weight
/// throws the state to and fro.
package struct LossCurvature: Equatable, Sendable {
  /// The length of the condition.
  package let length: Int
  /// The largest |∂²E/∂w²| along what the first cell takes from a constant: its
  /// bias, or where it has none the first input gate; the median over seeds.
  package let alongConstant: Double
  /// The same along what it takes from an input.
  package let alongInput: Double

  /// Measures it by second differences of the mean loss over a few sequences,
  /// at places within ±0.3 of the weight.
  ///
  /// - Parameters:
  ///   - condition: the task and the network.
  ///   - seeds: how many networks.
  ///   - sequences: how many sequences the loss is the mean of.
  package init(
    _ condition: PaperCondition, seeds: Int = 5, sequences: Int = 16,
    seed: UInt64
  ) {
    length = condition.length
    let measured = (0..<seeds).map { k in
      Self.measure(condition, sequences: sequences, seed: seed &+ UInt64(k))
    }
    alongConstant = measured.map(\.constant).sorted()[seeds / 2]
    alongInput = measured.map(\.input).sorted()[seeds / 2]
  }

  private static func measure(
    _ condition: PaperCondition, sequences: Int, seed: UInt64
  ) -> (constant: Double, input: Double) {
    var weights = SplitMix64.stream(2, seed: seed)
    var strings = SplitMix64.stream(1, seed: seed)
    var draws = SplitMix64.stream(3, seed: seed)
    let task = condition.makeTask(&strings)
    let examples = (0..<sequences).map { _ in task.example(using: &draws) }
    let network = LearningMethod.memory.network(condition, &weights)
    let shape = network.shape
    let constant =
      shape.hiddenBias == .all ? network.sourceCount - 1 : shape.inputs
    return (
      largest(network, source: constant, examples, length: condition.length),
      largest(
        network, source: Int(examples[0].inputs[examples[0].inputsPerStep]),
        examples, length: condition.length)
    )
  }

  /// The largest second difference along one weight of the first cell. Places
  /// lie so near to each other that a state moves by about ½ from one to the
  /// next, where h has a width of some 4.
  private static func largest(
    _ network: PaperNetwork, source: Int, _ examples: [Example], length: Int
  ) -> Double {
    let unit = network.shape.gates
    let learner = MemoryLearner(network, rule: LearningRule(rate: 0))
    let start = network[source: source, unit: unit]
    let spacing = 2 / Double(max(length, 40))
    let reach = Int(0.3 / spacing)
    let losses = (-reach...reach).map { k in
      network[source: source, unit: unit] = start + Double(k) * spacing
      return examples.reduce(0.0) {
        $0 + 0.5 * learner.present($1, learning: false).squaredError
      } / Double(examples.count)
    }
    network[source: source, unit: unit] = start
    return (1..<losses.count - 1).map {
      abs(losses[$0 - 1] - 2 * losses[$0] + losses[$0 + 1])
        / (spacing * spacing)
    }.max() ?? 0
  }
}
