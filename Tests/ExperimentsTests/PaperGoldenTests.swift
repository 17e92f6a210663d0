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

    struct Changes: Decodable {
      let weights: [[Double]]
      let readout: [[Double]]
    }
  }

  @Test(arguments: ["last", "every"])
  func changesAreTheTruncatedGradient(_ name: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
      .appendingPathComponent("Fixtures/paper_1997.json")
    let golden = try JSONDecoder().decode(
      Golden.self, from: Data(contentsOf: file))
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
    for (unit, row) in golden.weights.enumerated() {
      for (source, before) in row.enumerated() {
        let moved = network[source: source, unit: unit] - before
        #expect(
          abs(moved - wanted.weights[unit][source]) < 1e-12,
          "unit \(unit) from \(source)")
      }
    }
    for (output, row) in golden.readout.enumerated() {
      for (source, before) in row.enumerated() {
        let moved = network[readoutSource: source, output: output] - before
        #expect(
          abs(moved - wanted.readout[output][source]) < 1e-12,
          "output \(output) from \(source)")
      }
    }
  }

  private func network(_ golden: Golden) -> PaperNetwork {
    let network = PaperNetwork(
      NetworkShape(inputs: 2, outputs: 3, blocks: 2, cellsPerBlock: 2))
    for (unit, row) in golden.weights.enumerated() {
      for (source, weight) in row.enumerated() {
        network[source: source, unit: unit] = weight
      }
    }
    for (output, row) in golden.readout.enumerated() {
      for (source, weight) in row.enumerated() {
        network[readoutSource: source, output: output] = weight
      }
    }
    return network
  }
}
