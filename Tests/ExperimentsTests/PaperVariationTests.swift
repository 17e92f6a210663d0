import Experiments
import LSTMCore
import Testing

/// What may be changed in the network of 1997 to see what its results hang on.
struct PaperVariationTests {
  @Test func gatesThatAreNotFedBackTakeNoPart() {
    var shape = PaperNetworkTests.shape(2, 2)
    #expect(shape.weightCount == 8 * 10 + 8 + 3 * 5)
    shape.gatesAreFedBack = false
    #expect(shape.weightCount == 8 * 6 + 8 + 3 * 5)
    let (network, other) = (
      PaperNetworkTests.network(shape, seed: 14),
      PaperNetworkTests.network(shape, seed: 14)
    )
    for source in 2..<6 {
      for unit in 0..<8 {
        #expect(!network.hasWeight(source: source, unit: unit))
        #expect(network[source: source, unit: unit] == 0)
        // What is there all the same has no effect, and stays.
        other[source: source, unit: unit] = 0.5
      }
    }
    let example = PaperNetworkTests.example(seed: 15)
    let rule = LearningRule(rate: 0.5)
    for network in [network, other] {
      _ = MemoryLearner(network, rule: rule).present(example, learning: true)
    }
    #expect(network.outputs == other.outputs)
    #expect(network[source: 3, unit: 1] == 0)
    #expect(other[source: 3, unit: 1] == 0.5)
    #expect(network[source: 7, unit: 1] == other[source: 7, unit: 1])
  }

  @Test func centredGatesAreGatesWithOtherBiases() {
    var shape = PaperNetworkTests.shape(2, 2)
    shape.gatesAreCentred = true
    let network = PaperNetworkTests.network(shape, seed: 16)
    let plain = PaperNetworkTests.network(
      PaperNetworkTests.shape(2, 2), seed: 16)
    for unit in 0..<shape.units {
      for gate in 2..<2 + shape.gates {
        plain[source: 10, unit: unit] -= 0.5 * network[source: gate, unit: unit]
      }
    }
    let example = PaperNetworkTests.example(seed: 17)
    let (own, same) = (network.trace(of: example), plain.trace(of: example))
    let inputs = own.inputs
    let cell = Stack([PaperNetworkTests.cell(network)]).trace(over: inputs)
    for t in 0..<example.count {
      let y = own.steps[t][0][.hidden].elements
      #expect(
        largestDifference(y, same.steps[t][0][.hidden].elements) < 1e-12)
      #expect(
        largestDifference(y, cell.steps[t][0][.hidden].elements) < 1e-12)
    }
    // One more is learned with a gate's every weight: −½ of its bias's.
    let rule = LearningRule(rate: 0.5)
    let (before, bias) = (network[source: 3, unit: 3], 10)
    let old = network[source: bias, unit: 3]
    let short = PaperNetworkTests.example(seed: 18, steps: 1)
    _ = MemoryLearner(network, rule: rule).present(short, learning: true)
    let change = network[source: 3, unit: 3] - before
    let biasChange = network[source: bias, unit: 3] - old
    #expect(biasChange != 0 && abs(change + 0.5 * biasChange) < 1e-15)
  }

  @Test(
    arguments: [false, true], [LearningRule.OutputError.squared, .crossEntropy])
  func aToleranceSparesWhatIsNearEnough(
    _ isLinear: Bool, _ error: LearningRule.OutputError
  ) {
    var shape = PaperNetworkTests.shape(2, 2)
    shape.outputsAreLinear = isLinear
    let example = PaperNetworkTests.example(seed: 10)
    func moved(_ tolerance: Double) -> [Double] {
      let network = PaperNetworkTests.network(shape, seed: 9)
      let before = PaperNetworkTests.readout(network)
      let rule = LearningRule(rate: 0.5, tolerance: tolerance, error: error)
      _ = MemoryLearner(network, rule: rule).present(example, learning: true)
      return zip(PaperNetworkTests.readout(network), before).map { $0 - $1 }
    }
    let network = PaperNetworkTests.network(shape, seed: 9)
    _ = MemoryLearner(network, rule: LearningRule(rate: 0))
      .present(example, learning: false)
    let misses = network.outputs.enumerated().map { k, y in
      abs((k == 1 ? 0.7 : 0) - y)
    }
    let all = moved(0)
    // Between the misses, so that some outputs are spared and some are not.
    for tolerance in misses.sorted().map({ $0 + 1e-9 }) {
      let expected = all.enumerated().map { k, change in
        misses[k % 3] > tolerance ? change : 0
      }
      #expect(moved(tolerance) == expected)
      #expect(moved(tolerance) != all)
    }
    #expect(all.allSatisfy { $0 != 0 })
  }
}
