import LSTMCore
import Testing

/// PyTorch's GRU, and its modules in both directions, in float64.
struct PyTorchModuleTests {
  /// A cell of the weights of one layer, whose gates PyTorch stacks.
  static func cell(
    _ golden: Golden, layer: String, inputs: Int
  ) throws -> any Cell {
    let hidden = try golden.int("H")
    func gate(_ index: Int, addsRecurrentBias: Bool = true) throws
      -> GateWeights
    {
      func rows(_ name: String, _ width: Int) throws -> [Double] {
        let all = try golden.values("weights", "\(name)_\(layer)")
        return Array(
          all[index * hidden * width..<(index + 1) * hidden * width])
      }
      var bias = Vector(try rows("bias_ih", 1))
      if addsRecurrentBias { bias += Vector(try rows("bias_hh", 1)) }
      return GateWeights(
        input: Matrix(
          rows: hidden, columns: inputs, try rows("weight_ih", inputs)),
        recurrent: Matrix(
          rows: hidden, columns: hidden, try rows("weight_hh", hidden)),
        bias: bias)
    }
    if golden.name.hasPrefix("gru") {
      var cell = equationCell("gru", inputs: inputs, units: hidden)
      cell[gate: "resetGate"] = try gate(0)
      cell[gate: "updateGate"] = try gate(1)
      cell[gate: "candidate"] = try gate(2, addsRecurrentBias: false)
      let biases = try golden.values("weights", "bias_hh_\(layer)")
      cell["recurrentBias"] = Array(biases[2 * hidden..<3 * hidden])
      return cell
    }
    if golden.name.hasPrefix("lstm") {
      var cell = LSTMCell(inputSize: inputs, hiddenSize: hidden)
      (cell.inputGate, cell.forgetGate) = (try gate(0), try gate(1))
      (cell.candidate, cell.outputGate) = (try gate(2), try gate(3))
      return cell
    }
    var cell = equationCell("rnn-tanh", inputs: inputs, units: hidden)
    cell[gate: "hidden"] = try gate(0)
    return cell
  }

  /// ∂L/∂ weight_ih, weight_hh, bias_ih and bias_hh as PyTorch packs them.
  static func packed(_ cell: any Cell) -> [(String, [Double])] {
    var gates: [GateWeights] = []
    var inner: [Double]?
    switch cell.definition.name {
    case "gru":
      gates = ["resetGate", "updateGate", "candidate"].map { cell[gate: $0] }
      inner = cell["recurrentBias"]
    case "lstm":
      gates = ["inputGate", "forgetGate", "candidate", "outputGate"].map {
        cell[gate: $0]
      }
    default: gates = [cell[gate: "hidden"]]
    }
    let bias = gates.flatMap(\.bias.elements)
    return [
      ("weight_ih", gates.flatMap(\.input.elements)),
      ("weight_hh", gates.flatMap(\.recurrent.elements)),
      ("bias_ih", bias),
      (
        "bias_hh",
        inner.map { gates.dropLast().flatMap(\.bias.elements) + $0 } ?? bias
      ),
    ]
  }

  @Test(arguments: ["gru_1layer", "gru_1layer_zero", "gru_2layer"])
  func everyStepAndGradientOfTheGRUAgrees(_ name: String) throws {
    let golden = try Golden(name)
    let (hidden, inputs) = (try golden.int("H"), try golden.int("I"))
    let stack = Stack(
      try (0..<golden.int("layers")).map {
        try Self.cell(
          golden, layer: "l\($0)", inputs: $0 == 0 ? inputs : hidden)
      })
    var sums: [String: [Double]] = [:]
    for batch in 0..<(try golden.int("B")) {
      let h0 = try golden.values("h0")
      let trace = stack.trace(
        over: try golden.sequence(["input"], batch: batch, width: inputs),
        from: try stack.cells.indices.map {
          State(hidden: try golden.state(h0, layer: $0, batch: batch))
        })
      for layer in stack.cells.indices {
        for quantity in CellFamily.known("gru").recorded {
          let expected = try golden.sequence(
            ["gates", "l\(layer)", quantity.key], batch: batch, width: hidden)
          #expect(
            difference(
              trace[quantity, layer: layer].elements,
              expected.flatMap(\.elements)) < 1e-12,
            "\(name) \(quantity.key) of layer \(layer)")
        }
      }
      let last = try golden.values("loss_weights", "h_n")
      let d = stack.backpropagate(
        through: trace,
        outputs: try golden.sequence(
          ["loss_weights", "output"], batch: batch, width: hidden),
        final: try stack.cells.indices.map {
          State(hidden: try golden.state(last, layer: $0, batch: batch))
        })
      for (layer, cell) in d.stack.cells.enumerated() {
        for (name, values) in Self.packed(cell) {
          let key = "\(name)_l\(layer)"
          sums[key] = sums[key].map { zip($0, values).map(+) } ?? values
        }
        let expected = try golden.state(
          try golden.values("grads", "h0"), layer: layer, batch: batch)
        #expect(
          difference(
            d.activations.initial[layer].hidden.elements, expected.elements)
            < 1e-10)
      }
    }
    #expect(sums.count == 4 * stack.cells.count)
    for (key, values) in sums {
      #expect(
        difference(values, try golden.values("grads", key)) < 1e-10,
        "\(name) \(key)")
    }
  }

  @Test(arguments: [
    "lstm_1layer_bi", "lstm_2layer_bi", "gru_1layer_bi", "gru_2layer_bi",
    "rnn_tanh_1layer_bi", "rnn_tanh_2layer_bi",
  ])
  func bothDirectionsAgree(_ name: String) throws {
    let golden = try Golden(name)
    let (hidden, inputs) = (try golden.int("H"), try golden.int("I"))
    let layers = try golden.int("layers")
    let stack = Stack(
      layers: try (0..<layers).map { k in
        let width = k == 0 ? inputs : 2 * hidden
        return .init(
          forward: try Self.cell(golden, layer: "l\(k)", inputs: width),
          reverse: try Self.cell(golden, layer: "l\(k)_reverse", inputs: width))
      })
    let hasCell = name.hasPrefix("lstm")
    func states(
      _ h: [Double], _ c: [Double], _ batch: Int
    ) throws -> [State] {
      try (0..<2 * layers).map { row in
        State(
          hidden: try golden.state(h, layer: row, batch: batch),
          cell: hasCell ? try golden.state(c, layer: row, batch: batch) : [])
      }
    }
    var sums: [String: [Double]] = [:]
    for batch in 0..<(try golden.int("B")) {
      let trace = stack.trace(
        over: try golden.sequence(["input"], batch: batch, width: inputs),
        from: try states(
          golden.values("h0"), hasCell ? golden.values("c0") : [], batch))
      for k in 0..<layers {
        for (half, suffix) in ["", "_reverse"].enumerated() {
          let cell = 2 * k + half
          for quantity in stack.cells[cell].recorded {
            let expected = try golden.sequence(
              ["gates", "l\(k)\(suffix)", quantity.key], batch: batch,
              width: hidden)
            #expect(
              difference(
                trace[quantity, layer: cell].elements,
                expected.flatMap(\.elements)) < 1e-12,
              "\(name) \(quantity.key) l\(k)\(suffix)")
          }
        }
      }
      let output = try golden.sequence(
        ["output"], batch: batch, width: 2 * hidden)
      #expect(
        difference(
          trace.steps.flatMap { stack.output(of: $0).elements },
          output.flatMap(\.elements)) < 1e-12)

      let d = stack.backpropagate(
        through: trace,
        outputs: try golden.sequence(
          ["loss_weights", "output"], batch: batch, width: 2 * hidden),
        final: try states(
          golden.values("loss_weights", "h_n"),
          hasCell ? golden.values("loss_weights", "c_n") : [], batch))
      for (k, cell) in d.stack.cells.enumerated() {
        for (name, values) in Self.packed(cell) {
          let key = "\(name)_l\(k / 2)\(k % 2 == 0 ? "" : "_reverse")"
          sums[key] = sums[key].map { zip($0, values).map(+) } ?? values
        }
      }
      let expected = try golden.sequence(
        ["grads", "input"], batch: batch, width: inputs)
      #expect(
        difference(
          d.activations.inputs.flatMap(\.elements),
          expected.flatMap(\.elements)) < 1e-10)
    }
    #expect(sums.count == 8 * layers)
    for (key, values) in sums {
      #expect(
        difference(values, try golden.values("grads", key)) < 1e-10,
        "\(name) \(key)")
    }
  }
}
