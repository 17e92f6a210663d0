import Experiments
import LSTMCore
import Testing

/// Other ways of descent than the paper's, against their formulas.
struct LearningRuleTests {
  private let example = PaperNetworkTests.example(seed: 30)

  /// What one sequence changes, from the same weights, as a list.
  private func changes(
    _ rule: LearningRule, times: Int = 1
  ) -> (weights: [Double], network: PaperNetwork) {
    let network = PaperNetworkTests.network(
      PaperNetworkTests.shape(2, 2), seed: 31)
    let before = weights(network)
    let learner = MemoryLearner(network, rule: rule)
    for _ in 0..<times { _ = learner.present(example, learning: true) }
    return (zip(weights(network), before).map { $0 - $1 }, network)
  }

  private func weights(_ network: PaperNetwork) -> [Double] {
    (0..<network.sourceCount).flatMap { source in
      (0..<network.shape.units).map { network[source: source, unit: $0] }
    } + PaperNetworkTests.readout(network)
  }

  @Test func constantsOfCellsLearnAtTheirOwnRate() {
    let (plain, network) = changes(LearningRule(rate: 0.1))
    let (scaled, _) = changes(LearningRule(rate: 0.1, constantFactor: 0.25))
    let (frozen, _) = changes(LearningRule(rate: 0.1, constantFactor: 0))
    let units = network.shape.units
    for index in plain.indices {
      let (source, unit) = (index / units, index % units)
      let isConstant =
        source >= network.shape.inputs && unit >= network.shape.gates
        && source < network.sourceCount
      let factor = isConstant ? 0.25 : 1
      #expect(abs(scaled[index] - factor * plain[index]) < 1e-14)
      #expect(frozen[index] == 0 || !isConstant)
      #expect(plain[index] != 0)
    }
  }

  @Test func adamFollowsItsFormula() {
    // Its first step is α·g / (|g| + ε/√0.001), whatever the size of g.
    let (descent, _) = changes(LearningRule(rate: 1, update: .sequence))
    let rate = 0.001
    let (first, network) = changes(LearningRule(rate: rate, usesAdam: true))
    var m = descent.map { 0.1 * $0 }
    var v = descent.map { 0.001 * $0 * $0 }
    func step(_ n: Double) -> [Double] {
      zip(m, v).map { m, v in
        let mean = m / (1 - power(0.9, n))
        // ε stands beside the root that is not corrected.
        let root = (v.squareRoot() + 1e-8) / (1 - power(0.999, n)).squareRoot()
        return rate * mean / root
      }
    }
    let one = step(1)
    #expect(largestDifference(first, one) < 1e-12)
    // The second, from where the first has led.
    let again = PaperNetworkTests.network(network.shape, seed: 31)
    let units = network.shape.units
    for source in 0..<network.sourceCount {
      for unit in 0..<units {
        again[source: source, unit: unit] = network[source: source, unit: unit]
      }
    }
    for source in 0..<network.readoutSourceCount {
      for output in 0..<network.shape.outputs {
        again[readoutSource: source, output: output] =
          network[readoutSource: source, output: output]
      }
    }
    let before = weights(again)
    _ = MemoryLearner(again, rule: LearningRule(rate: 1, update: .sequence))
      .present(example, learning: true)
    for (index, g) in zip(weights(again), before).map({ $0 - $1 }).enumerated()
    {
      m[index] = 0.9 * m[index] + 0.1 * g
      v[index] = 0.999 * v[index] + 0.001 * g * g
    }
    let (both, _) = changes(LearningRule(rate: rate, usesAdam: true), times: 2)
    #expect(
      largestDifference(both, zip(one, step(2)).map { $0 + $1 }) < 1e-12)
  }

  private func power(_ base: Double, _ exponent: Double) -> Double {
    (0..<Int(exponent)).reduce(1) { value, _ in value * base }
  }

  @Test func statesDecayForAsLongAsIsAsked() {
    // 0.5 to the power of 400 passes where the accumulators are brought up to
    // date; the gradient stays that of a short sequence's end.
    var shape = PaperNetworkTests.shape(2, 2)
    shape.selfWeight = 0.5
    func moved(_ steps: Int) -> [Double] {
      let network = PaperNetworkTests.network(shape, seed: 32)
      let all = PaperNetworkTests.example(seed: 33, steps: 400)
      var example = Example(inputsPerStep: 2)
      for t in 400 - steps..<400 {
        example.read(all.value(at: t), all.value(input: 1, at: t))
      }
      example.expect(1, value: 0.7)
      let before = weights(network)
      _ = MemoryLearner(network, rule: LearningRule(rate: 1))
        .present(example, learning: true)
      return zip(weights(network), before).map { $0 - $1 }
    }
    #expect(largestDifference(moved(400), moved(150)) < 1e-12)
    #expect(largestDifference(moved(400), moved(5)) > 1e-6)
  }
}
