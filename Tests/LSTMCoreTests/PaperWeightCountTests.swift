import LSTMCore
import Testing

/// The numbers of weights in Table 10 of the 1997 paper, from its networks'
/// shapes; they come out only where gates feed back as recurrent sources.
struct PaperWeightCountTests {
  struct Network: Sendable {
    let expected, inputs, outputs, blocks, size: Int
    var gateBias = false, candidateBias = false, outputBias = false
  }

  static let networks = [
    Network(
      expected: 264, inputs: 7, outputs: 7, blocks: 4, size: 1, gateBias: true),
    Network(
      expected: 276, inputs: 7, outputs: 7, blocks: 3, size: 2, gateBias: true),
    Network(expected: 364, inputs: 54, outputs: 2, blocks: 2, size: 1),
    Network(expected: 664, inputs: 104, outputs: 2, blocks: 2, size: 1),
    Network(expected: 1_264, inputs: 204, outputs: 2, blocks: 2, size: 1),
    Network(expected: 3_064, inputs: 504, outputs: 2, blocks: 2, size: 1),
    Network(expected: 6_064, inputs: 1_004, outputs: 2, blocks: 2, size: 1),
    Network(
      expected: 102, inputs: 1, outputs: 1, blocks: 3, size: 1, gateBias: true,
      candidateBias: true),
    Network(
      expected: 93, inputs: 2, outputs: 1, blocks: 2, size: 2, gateBias: true,
      candidateBias: true, outputBias: true),
    Network(
      expected: 156, inputs: 8, outputs: 4, blocks: 2, size: 2, gateBias: true,
      candidateBias: true, outputBias: true),
    Network(
      expected: 308, inputs: 8, outputs: 8, blocks: 3, size: 2, gateBias: true,
      candidateBias: true, outputBias: true),
  ]

  @Test(arguments: networks)
  func weightsOfMemoryBlocks(_ network: Network) {
    let cell = equationCell(
      "lstm-1997", inputs: network.inputs,
      units: network.blocks * network.size, blocks: network.blocks)
    var count = cell.parameterCount
    if !network.gateBias { count -= 2 * network.blocks }
    if !network.candidateBias { count -= cell.hiddenSize }
    count += network.outputs * cell.hiddenSize
    if network.outputBias { count += network.outputs }
    #expect(count == network.expected)
  }

  /// Experiment 2a: every layer sees all layers below, so 101 inputs reach 101
  /// outputs directly as well.
  @Test func weightsOfExperiment2a() {
    let cell = equationCell("lstm-1997-2a", inputs: 101, units: 1)
    #expect(cell.parameterCount + 101 * (101 + 1) == 10_504)
  }
}
