import LSTMCore

/// Random search: weights drawn from ±100 anew after every sequence that comes
/// out wrong, kept as long as all come out right.
final class GuessingLearner: Learner {
  private static let range = 100.0
  private let network: VanillaNetwork
  private var draws: SplitMix64
  private let bound: Double

  init(_ network: VanillaNetwork, draws: SplitMix64, bound: Double) {
    (self.network, self.draws, self.bound) = (network, draws, bound)
    guess()
  }

  func present(_ example: Example, learning: Bool) -> Outcome {
    var outcome = Outcome()
    let (count, width) = (example.count, example.inputsPerStep)
    let isThroughout = example.isSupervisedThroughout
    network.reset()
    example.inputs.withUnsafeBufferPointer { inputs in
      example.values.withUnsafeBufferPointer { values in
        guard let input = inputs.baseAddress, let value = values.baseAddress
        else { return }
        for t in 0..<count {
          let (x, v) = (input + t * width, value + t * width)
          network.step(x, v, count: width)
          guard isThroughout || t == count - 1 else { continue }
          network.readOut(x, v, count: width)
          outcome.add(
            network.outputLanes.values, count: network.shape.outputs,
            for: example, target: isThroughout ? t : 0)
        }
      }
    }
    let isWrong =
      isThroughout && !example.legalOutputs.isEmpty
      ? !outcome.isLegal : outcome.lastError >= bound
    if learning, isWrong { guess() }
    return outcome
  }

  private func guess() {
    network.initialise(within: Self.range) { draws.uniform(-1, 1) }
  }
}
