import LSTMCore

/// The gradient norms of everything recorded over 1,000 steps of 64 units, the
/// forward pass included, loss on the last step; and over fewer and more steps,
/// to see that the cost grows in proportion.
func benchGradientNorms() {
  for steps in [250, 500, 1000, 2000, 4000] {
    var generator = SplitMix64(seed: 1)
    let inputs = (0..<steps).map { _ in
      Vector(normal: 50, using: &generator)
    }
    let error = Vector(normal: 64, using: &generator)
    let lstm = LSTMCell(
      inputSize: 50, hiddenSize: 64, forgetBias: 0, input: .uniform,
      recurrent: .uniform, using: &generator)
    let rnn = RNNCell(
      inputSize: 50, hiddenSize: 64, input: .uniform, recurrent: .uniform,
      using: &generator)
    let suffix = steps == 1000 ? "" : ".t\(steps)"
    benchNorms("w4.lstm-lab.lstm\(suffix)", lstm, inputs, error)
    benchNorms("w4.lstm-lab.rnn\(suffix)", rnn, inputs, error)
  }
}

private func benchNorms(
  _ name: String, _ cell: some Cell, _ inputs: [Vector], _ error: Vector
) {
  let stack = Stack([cell])
  let samples = time(16) {
    let trace = stack.trace(over: inputs)
    _ = cell.gradientNorms(through: trace, error: error)
  }
  report(
    name, Array(samples.dropFirst()),
    units: "ms/\(inputs.count) steps, forward and backward, Double")
}
