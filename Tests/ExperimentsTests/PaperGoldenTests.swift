import Experiments
import Foundation
import Testing

/// The network of 1997 against a NumPy program written from the definition of
/// its gradient, without accumulators (Tests/Fixtures/make_paper_goldens.py).
struct PaperGoldenTests {
  private struct Golden: Decodable {
    let weights: [[Double]]
    let readout: [[Double]]
    let inputs: [[Double]]
    let targets: [Int]
    let cases: [String: Changes]
    let rules: [Rule]

    struct Changes: Decodable {
      let weights: [[Double]]
      let readout: [[Double]]
    }

    struct Rule: Decodable {
      let sources: String
      let cellBias: Bool
      let outputBias: Bool
      let kept: Double
      let weights: [[Double]]
      let readout: [[Double]]
    }
  }

  private func golden() throws -> Golden {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
      .appendingPathComponent("Fixtures/paper_1997.json")
    return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
  }

  @Test(arguments: ["last", "every"])
  func changesAreTheTruncatedGradient(_ name: String) throws {
    let golden = try golden()
    let network = network(golden)
    var example = Example(inputsPerStep: 2)
    for (t, x) in golden.inputs.enumerated() {
      example.read(x[0], x[1])
      if name == "every" || t == golden.inputs.count - 1 {
        example.expect(golden.targets[t])
      }
    }
    _ = MemoryLearner(
      network, rule: LearningRule(rate: 1, update: .sequence)
    ).present(example, learning: true)
    let wanted = try #require(golden.cases[name])
    check(network, golden, wanted.weights, wanted.readout)
  }

  @Test(arguments: 0..<6)
  func rulesTakeWeightsOutAndNothingElse(_ index: Int) throws {
    let golden = try golden()
    let rule = golden.rules[index]
    var shape = NetworkShape(
      inputs: 2, outputs: 3, blocks: 2, cellsPerBlock: 2)
    shape.cellSources = try #require(.init(rawValue: rule.sources))
    shape.hiddenBias = rule.cellBias ? .all : .gates
    shape.hasOutputBias = rule.outputBias
    shape.selfWeight = rule.kept
    let network = network(golden, shape)
    var example = Example(inputsPerStep: 2)
    for (t, x) in golden.inputs.enumerated() {
      example.read(x[0], x[1])
      example.expect(golden.targets[t])
    }
    _ = MemoryLearner(
      network, rule: LearningRule(rate: 1, update: .sequence)
    ).present(example, learning: true)
    check(network, golden, rule.weights, rule.readout)
  }

  /// Compares what weights have changed by; those that do not exist stay 0.
  private func check(
    _ network: PaperNetwork, _ golden: Golden, _ weights: [[Double]],
    _ readout: [[Double]]
  ) {
    for (unit, row) in golden.weights.enumerated() {
      for (source, before) in row.enumerated() {
        let now = network[source: source, unit: unit]
        guard network.hasWeight(source: source, unit: unit) else {
          #expect(now == 0, "unit \(unit) from \(source)")
          continue
        }
        #expect(
          abs(now - before - weights[unit][source]) < 1e-12,
          "unit \(unit) from \(source)")
      }
    }
    for (output, row) in golden.readout.enumerated() {
      for (source, before) in row.prefix(network.readoutSourceCount)
        .enumerated()
      {
        let moved = network[readoutSource: source, output: output] - before
        #expect(
          abs(moved - readout[output][source]) < 1e-12,
          "output \(output) from \(source)")
      }
    }
  }

  private func network(
    _ golden: Golden,
    _ shape: NetworkShape = NetworkShape(
      inputs: 2, outputs: 3, blocks: 2, cellsPerBlock: 2)
  ) -> PaperNetwork {
    let network = PaperNetwork(shape)
    for (unit, row) in golden.weights.enumerated() {
      for (source, weight) in row.enumerated()
      where network.hasWeight(source: source, unit: unit) {
        network[source: source, unit: unit] = weight
      }
    }
    for (output, row) in golden.readout.enumerated() {
      for (source, weight) in row.prefix(network.readoutSourceCount)
        .enumerated()
      {
        network[readoutSource: source, output: output] = weight
      }
    }
    return network
  }
}
