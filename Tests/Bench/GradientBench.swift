import LSTMCore

extension Bench {
  /// The gradient norms of everything recorded over 1,000 steps of 64 units,
  /// the forward pass included, loss on the last step; and over fewer and more
  /// steps, to see that the cost grows in proportion.
  func gradientNorms() {
    guard wants("w4") else { return }
    for steps in [250, 500, 1000, 2000, 4000] {
      var generator = SplitMix64(seed: 1)
      let inputs = (0..<steps).map { _ in
        Vector(normal: 50, using: &generator)
      }
      let error = Vector(normal: 64, using: &generator)
      let lstm = LSTMCell(
        inputSize: 50, hiddenSize: 64, forgetBias: 0, input: .uniform,
        recurrent: .uniform, using: &generator)
      let rnn = CellFamily.rnn.layer(
        inputs: 50, units: 64, input: .uniform, recurrent: .uniform,
        using: &generator)
      let suffix = steps == 1000 ? "" : ".t\(steps)"
      norms("w4.lstm-lab.lstm\(suffix)", lstm, inputs, error)
      norms("w4.lstm-lab.rnn\(suffix)", rnn, inputs, error)
    }
    addPeers("w4_gradient_norms", threads: 1)
  }

  private func norms(
    _ name: String, _ cell: some Cell, _ inputs: [Vector], _ error: Vector
  ) {
    let stack = Stack([cell])
    add(
      name, threads: 1,
      milliseconds(15, warmUp: 1) {
        let trace = stack.trace(over: inputs)
        _ = cell.gradientNorms(through: trace, error: error)
      },
      units: "ms/\(inputs.count) steps, forward and backward, Double")
  }

  /// The product of 200 joint Jacobians of an LSTM of 32 units: with its
  /// singular values at the end, and at every lag.
  func jacobians() {
    guard wants("w4") else { return }
    var generator = SplitMix64(seed: 1)
    let cell = LSTMCell(inputSize: 32, hiddenSize: 32, using: &generator)
    let inputs = (0..<200).map { _ in
      Vector(normal: 32, deviation: 0.3, using: &generator)
    }
    let trace = Stack([cell]).trace(over: inputs)
    add(
      "w4.lstm-lab.jacobian", threads: 1,
      milliseconds(7, warmUp: 1) {
        _ = cell.jacobian(overLast: 200, of: trace).singularValues
      }, units: "ms/200 steps of 32 units, product and singular values")
    add(
      "w4.lstm-lab.fan", threads: 1,
      milliseconds(7, warmUp: 1) { _ = cell.singularValueFan(of: trace) },
      units: "ms/200 steps of 32 units, singular values at every lag")
  }
}
