import LSTMCore
import Testing

/// The reference against PyTorch in float64: every output, gate and state to
/// 1e-12, every gradient by name to 1e-10.
struct PyTorchTests {
  static let cases = [
    "lstm_1layer", "lstm_1layer_zero", "lstm_2layer", "rnn_tanh_1layer",
    "rnn_tanh_1layer_zero", "rnn_tanh_2layer",
  ]

  /// One sequence of a golden batch, run forward.
  struct Run {
    let golden: Golden
    let stack: Stack
    let batch: Int
    let trace: Trace
    let isRNN: Bool

    init(_ golden: Golden, batch: Int) throws {
      (self.golden, self.batch) = (golden, batch)
      isRNN = golden.name.hasPrefix("rnn")
      stack = try golden.stack(rnn: isRNN)
      let h0 = try golden.values("h0")
      let c0 = isRNN ? [] : try golden.values("c0")
      let initial = try stack.cells.indices.map { layer in
        State(
          hidden: try golden.state(h0, layer: layer, batch: batch),
          cell: c0.isEmpty
            ? [] : try golden.state(c0, layer: layer, batch: batch))
      }
      trace = stack.trace(
        over: try golden.sequence(
          ["input"], batch: batch, width: golden.int("I")),
        from: initial)
    }

    /// The backward pass of the case's loss, a weighted sum of every output
    /// and of the final states.
    func gradient() throws -> StackGradient {
      let weights = try golden.sequence(
        ["loss_weights", "output"], batch: batch, width: golden.int("H"))
      let h = try golden.values("loss_weights", "h_n")
      let c = isRNN ? [] : try golden.values("loss_weights", "c_n")
      let final = try stack.cells.indices.map { layer in
        State(
          hidden: try golden.state(h, layer: layer, batch: batch),
          cell: c.isEmpty
            ? [] : try golden.state(c, layer: layer, batch: batch))
      }
      return stack.backpropagate(
        through: trace, outputs: weights, final: final)
    }
  }

  @Test(arguments: cases)
  func everyStepAgrees(_ name: String) throws {
    let golden = try Golden(name)
    for batch in 0..<(try golden.int("B")) {
      let run = try Run(golden, batch: batch)
      let quantities: [Quantity] = run.isRNN ? [.hidden] : Quantity.lstm
      for layer in run.stack.cells.indices {
        for quantity in quantities {
          let expected = try golden.sequence(
            ["gates", "l\(layer)", quantity.key], batch: batch,
            width: golden.int("H"))
          let found = run.trace[quantity, layer: layer]
          #expect(
            difference(found.elements, expected.flatMap(\.elements)) < 1e-12,
            "\(name): \(quantity.key) of layer \(layer)")
        }
        let last = try #require(run.trace.steps.last)[layer].state
        let h = try golden.values("final", "h_n")
        #expect(
          difference(
            last.hidden.elements,
            try golden.state(h, layer: layer, batch: batch).elements) < 1e-12)
        if !run.isRNN {
          let c = try golden.values("final", "c_n")
          #expect(
            difference(
              last.cell.elements,
              try golden.state(c, layer: layer, batch: batch).elements) < 1e-12)
        }
      }
    }
  }

  @Test(arguments: cases)
  func everyGradientAgrees(_ name: String) throws {
    let golden = try Golden(name)
    var sums: [String: [Double]] = [:]
    for batch in 0..<(try golden.int("B")) {
      let run = try Run(golden, batch: batch)
      let d = try run.gradient()
      for (layer, cell) in d.stack.cells.enumerated() {
        for (parameter, values) in packed(cell) {
          let key = "\(parameter)_l\(layer)"
          sums[key] = sums[key].map { zip($0, values).map(+) } ?? values
        }
        let h0 = try golden.values("grads", "h0")
        let initial = d.activations.initial[layer]
        #expect(
          difference(
            initial.hidden.elements,
            try golden.state(h0, layer: layer, batch: batch).elements) < 1e-10,
          "\(name): h0 of layer \(layer)")
        if !run.isRNN {
          let c0 = try golden.values("grads", "c0")
          #expect(
            difference(
              initial.cell.elements,
              try golden.state(c0, layer: layer, batch: batch).elements)
              < 1e-10, "\(name): c0 of layer \(layer)")
        }
      }
      let inputs = try golden.sequence(
        ["grads", "input"], batch: batch, width: golden.int("I"))
      #expect(
        difference(
          d.activations.inputs.flatMap(\.elements),
          inputs.flatMap(\.elements)) < 1e-10, "\(name): input")
    }
    #expect(!sums.isEmpty)
    for (key, values) in sums {
      #expect(
        difference(values, try golden.values("grads", key)) < 1e-10,
        "\(name): \(key)")
    }
  }

  /// PyTorch's names and packing; both of its biases get the one bias's
  /// gradient (identity: only their sum matters).
  private func packed(_ cell: any Cell) -> [(String, [Double])] {
    let gates: [GateWeights]
    if let cell = cell as? LSTMCell {
      gates = [
        cell.inputGate, cell.forgetGate, cell.candidate, cell.outputGate,
      ]
    } else {
      gates = [cell[gate: "hidden"]]
    }
    let bias = gates.flatMap(\.bias.elements)
    return [
      ("weight_ih", gates.flatMap(\.input.elements)),
      ("weight_hh", gates.flatMap(\.recurrent.elements)),
      ("bias_ih", bias), ("bias_hh", bias),
    ]
  }

  @Test(arguments: ["gradtrace_lstm", "gradtrace_rnn_tanh"])
  func gradientNormsOverSixtySteps(_ name: String) throws {
    let golden = try Golden(name)
    let isRNN = name.contains("rnn")
    let hidden = 8
    func block(_ index: Int) throws -> GateWeights {
      func rows(_ name: String, _ width: Int) throws -> [Double] {
        let all = try golden.values("weights", "cell.\(name)")
        return Array(
          all[index * hidden * width..<(index + 1) * hidden * width])
      }
      let bias = zip(try rows("bias_ih", 1), try rows("bias_hh", 1)).map(+)
      return GateWeights(
        input: Matrix(rows: hidden, columns: 5, try rows("weight_ih", 5)),
        recurrent: Matrix(
          rows: hidden, columns: hidden, try rows("weight_hh", hidden)),
        bias: Vector(bias))
    }
    let cell: any Cell
    if isRNN {
      var rnn = equationCell("rnn-tanh", inputs: 5, units: hidden)
      rnn[gate: "hidden"] = try block(0)
      cell = rnn
    } else {
      var lstm = LSTMCell(inputSize: 5, hiddenSize: hidden)
      lstm.inputGate = try block(0)
      lstm.forgetGate = try block(1)
      lstm.candidate = try block(2)
      lstm.outputGate = try block(3)
      cell = lstm
    }
    let model = Model(
      reader: .embedding(
        Vocabulary("abcdefgh".unicodeScalars),
        Matrix(
          rows: 9, columns: 5, try golden.values("weights", "emb.weight"))),
      stack: Stack([cell]),
      readout: Readout(
        weights: Matrix(
          rows: 9, columns: hidden, try golden.values("weights", "out.weight")),
        bias: Vector(try golden.values("weights", "out.bias")), .nextSymbol))

    let ids = try golden.values("ids").map { Int($0) }
    let trace = model.trace(over: ids)
    let last = try #require(trace.steps.last?.last)[.hidden]
    let target = try golden.int("target")
    let logits = model.logits(after: last)
    let loss = crossEntropy(logits, target: target)
    #expect((loss - (try golden.values("loss")[0])).magnitude < 1e-12)

    var dLogits = softmax(logits)
    dLogits[target] -= 1
    var outputs = [Vector](
      repeating: Vector(zeros: hidden), count: trace.count)
    model.readout?.weights.multiplyTransposed(
      dLogits, addingInto: &outputs[trace.count - 1])
    let d = model.stack.backpropagate(through: trace, outputs: outputs)
    let norms = d.activations.steps.map { $0[0][.hidden].norm }
    #expect(difference(norms, try golden.values("dL_dh_norm")) < 1e-10)
    if !isRNN {
      let cells = d.activations.steps.map { $0[0][.cell].norm }
      #expect(difference(cells, try golden.values("dL_dc_norm")) < 1e-10)
    }
  }
}
