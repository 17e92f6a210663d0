import LSTMCore

/// A cell of the reference library in place of the network of 1997: it learns
/// on line by back-propagation through time, with the same readout, the same
/// plain gradient descent, and whichever gradient is asked for.
///
///     y_k = σ(Σ v_kc h_c + d_k),  E = ½ Σ (t − y)²,  Δw = −α ∂E/∂w
///
/// This is what shows whether a limit is the truncated gradient's or the
/// cell's. It allocates at every step and takes some ten times as long as
/// `PaperNetwork`.
package final class CellLearner<C: Cell>: Learner {
  /// The cell as it has learned so far.
  package private(set) var cell: C
  /// v with d behind each row; (outputs × (h + 1)).
  package private(set) var readout: [[Double]]
  private let outputsAreLinear: Bool
  private let rate: Double
  private let flow: GradientFlow

  /// A learner that begins with the given weights.
  ///
  /// - Parameters:
  ///   - readout: a row per output: what it takes from each h, then its bias.
  ///   - outputsAreLinear: whether an output is the sum itself and not σ of it.
  ///   - rate: α.
  ///   - flow: which gradient.
  package init(
    _ cell: C, readout: [[Double]], outputsAreLinear: Bool = false,
    rate: Double, flow: GradientFlow
  ) {
    precondition(
      readout.allSatisfy { $0.count == cell.outputSize + 1 },
      "readout rows of \(readout.map(\.count)) for \(cell.outputSize) cells")
    (self.cell, self.readout) = (cell, readout)
    self.outputsAreLinear = outputsAreLinear
    (self.rate, self.flow) = (rate, flow)
  }

  package func present(_ example: Example, learning: Bool) -> Outcome {
    let stack = Stack([cell])
    let trace = stack.trace(over: inputs(of: example))
    var outcome = Outcome()
    var errors: [Vector] = []
    var changes = readout.map { $0.map { _ in 0.0 } }
    for t in 0..<example.count {
      errors.append(Vector(zeros: cell.outputSize))
      guard let k = example.target(at: t) else { continue }
      let hidden = trace.steps[t][0][.hidden].elements + [1]
      let y = outputs(hidden)
      outcome.add(y, count: y.count, for: example, target: k)
      for output in y.indices {
        let target =
          output == Int(example.targetOutputs[k])
          ? example.targetValues[k] : 0
        let slope = outputsAreLinear ? 1 : y[output] * (1 - y[output])
        let d = (y[output] - target) * slope
        for c in 0..<cell.outputSize { errors[t][c] += d * readout[output][c] }
        for c in hidden.indices { changes[output][c] += d * hidden[c] }
      }
    }
    guard learning else { return outcome }
    let gradient = stack.backpropagate(
      through: trace, outputs: errors, flow: flow)
    if let own = gradient.stack.cells[0] as? C { cell.add(own, times: -rate) }
    for output in readout.indices {
      for c in readout[output].indices {
        readout[output][c] -= rate * changes[output][c]
      }
    }
    return outcome
  }

  private func inputs(of example: Example) -> [Vector] {
    let width = example.inputsPerStep
    return (0..<example.count).map { t in
      var x = Vector(zeros: cell.inputSize)
      for k in t * width..<(t + 1) * width {
        x[Int(example.inputs[k])] = example.values[k]
      }
      return x
    }
  }

  private func outputs(_ hidden: [Double]) -> [Double] {
    let net = readout.map { row in
      zip(row, hidden).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return outputsAreLinear ? net : sigmoid(Vector(net)).elements
  }
}

extension EquationCell {
  /// The reference cell with the weights of a network that has memory blocks
  /// with both gates, and that sees itself.
  package init(_ network: PaperNetwork) {
    let shape = network.shape
    precondition(
      shape.isRecurrent && shape.hasOutputGates && !shape.outputsSeeInputs
        && shape.selfWeight == 1,
      "this wiring is none of the cell's")
    self.init(
      CellFamily.lstm1997,
      CellSizes(
        inputs: shape.inputs, units: shape.cells, blocks: shape.blocks))
    fill(&self[gate: "inputGate"], with: network, from: 0)
    fill(&self[gate: "outputGate"], with: network, from: shape.blocks)
    fill(&self[gate: "candidate"], with: network, from: shape.gates)
  }

  private func fill(
    _ gate: inout GateWeights, with network: PaperNetwork, from first: Int
  ) {
    let shape = network.shape
    for unit in 0..<gate.bias.count {
      for source in 0..<shape.inputs {
        gate.input[unit, source] = network[source: source, unit: first + unit]
      }
      for source in 0..<shape.units {
        gate.recurrent[unit, source] =
          network[source: shape.inputs + source, unit: first + unit]
      }
      if shape.hiddenBias != .none {
        gate.bias[unit] =
          network[source: network.sourceCount - 1, unit: first + unit]
      }
      guard shape.gatesAreCentred else { continue }
      for source in 0..<shape.gates {
        gate.bias[unit] -= 0.5 * gate.recurrent[unit, source]
      }
    }
  }
}

extension PaperNetwork {
  /// What each output takes from the cells, its bias behind.
  package var readoutByOutput: [[Double]] {
    (0..<shape.outputs).map { output in
      (0...shape.cells).map { source in
        source < shape.cells || shape.hasOutputBias
          ? self[readoutSource: source, output: output] : 0
      }
    }
  }
}
