import LSTMCore
import Testing

/// Where one cell of the family is another.
struct ReductionTests {
  let inputs = GradientTests.inputs(40, width: 3)
  let lstm = GradientTests.randomise(
    LSTMCell(inputSize: 3, hiddenSize: 5), seed: 21)

  func trace(_ cell: some Cell) -> Trace {
    Stack([cell]).trace(over: inputs)
  }

  func distance(
    _ a: some Cell, _ b: some Cell, _ quantities: [Quantity] = [.cell, .hidden]
  ) -> Double {
    let (a, b) = (trace(a), trace(b))
    return quantities.reduce(0) {
      max(
        $0,
        difference(a[$1, layer: 0].elements, b[$1, layer: 0].elements))
    }
  }

  /// A gate that is 1 to the last bit, whatever is read: σ(40) == 1.
  func open(_ gate: GateWeights) -> GateWeights {
    var result = GateWeights(inputSize: 3, hiddenSize: 5)
    result.bias = result.bias.map { _ in 40 }
    return result
  }

  @Test func peepholeWithoutPeepholesIsTheLSTM() {
    var cell = equationCell("peephole", units: 5)
    (cell[gate: "forgetGate"], cell[gate: "inputGate"]) = (
      lstm.forgetGate, lstm.inputGate
    )
    (cell[gate: "candidate"], cell[gate: "outputGate"]) = (
      lstm.candidate, lstm.outputGate
    )
    #expect(trace(cell) == trace(lstm))
    cell[vector: "outputPeephole"][0] = 0.5
    #expect(distance(cell, lstm) > 1e-3)
  }

  @Test func coupledIsTheLSTMWithOppositeGates() {
    var twin = lstm
    twin.forgetGate.input.elements = lstm.inputGate.input.elements.map { -$0 }
    twin.forgetGate.recurrent.elements =
      lstm.inputGate.recurrent.elements.map { -$0 }
    twin.forgetGate.bias = -1 * lstm.inputGate.bias
    var cell = equationCell("coupled", units: 5)
    (cell[gate: "inputGate"], cell[gate: "candidate"]) = (
      lstm.inputGate, lstm.candidate
    )
    cell[gate: "outputGate"] = lstm.outputGate
    #expect(distance(cell, twin) < 1e-14)
  }

  @Test func noForgetGateIsTheLSTMThatNeverForgets() {
    var twin = lstm
    twin.forgetGate = open(lstm.forgetGate)
    var cell = equationCell("no-forget-gate", units: 5)
    (cell[gate: "inputGate"], cell[gate: "candidate"]) = (
      lstm.inputGate, lstm.candidate
    )
    cell[gate: "outputGate"] = lstm.outputGate
    #expect(distance(cell, twin) == 0)
  }

  @Test func noInputGateIsTheLSTMThatAlwaysWrites() {
    var twin = lstm
    twin.inputGate = open(lstm.inputGate)
    var cell = equationCell("no-input-gate", units: 5)
    (cell[gate: "forgetGate"], cell[gate: "candidate"]) = (
      lstm.forgetGate, lstm.candidate
    )
    cell[gate: "outputGate"] = lstm.outputGate
    #expect(distance(cell, twin) == 0)
  }

  @Test func noOutputGateIsTheLSTMThatAlwaysShows() {
    var twin = lstm
    twin.outputGate = open(lstm.outputGate)
    var cell = equationCell("no-output-gate", units: 5)
    (cell[gate: "forgetGate"], cell[gate: "inputGate"]) = (
      lstm.forgetGate, lstm.inputGate
    )
    cell[gate: "candidate"] = lstm.candidate
    #expect(distance(cell, twin) == 0)
  }

  /// tanh v ≈ v for small v: with a tiny candidate, leaving the activations
  /// out changes the third order only.
  @Test func activationsMatterLittleForSmallValues() {
    var small = lstm
    for path in [\GateWeights.input, \.recurrent] {
      small.candidate[keyPath: path].elements =
        small.candidate[keyPath: path].elements.map { 1e-4 * $0 }
    }
    small.candidate.bias = 1e-4 * small.candidate.bias
    small.forgetGate.bias = small.forgetGate.bias.map { _ in -1 }
    var plain = equationCell("no-input-activation", units: 5)
    (plain[gate: "forgetGate"], plain[gate: "inputGate"]) = (
      small.forgetGate, small.inputGate
    )
    (plain[gate: "candidate"], plain[gate: "outputGate"]) = (
      small.candidate, small.outputGate
    )
    #expect(distance(plain, small) < 1e-8)
    var bare = equationCell("no-output-activation", units: 5)
    (bare[gate: "forgetGate"], bare[gate: "inputGate"]) = (
      small.forgetGate, small.inputGate
    )
    (bare[gate: "candidate"], bare[gate: "outputGate"]) = (
      small.candidate, small.outputGate
    )
    #expect(distance(bare, small) < 1e-8)
    #expect(distance(bare, small) > 0)
  }

  @Test func fullGateRecurrenceAtZeroIsTheLSTM() {
    var cell = equationCell("full-gate-recurrence", units: 5)
    /// Zeros for what comes from the gates, then U for h.
    func wider(_ gate: GateWeights) -> GateWeights {
      var wide = GateWeights(units: 5, inputSize: 3, sources: 20)
      (wide.input, wide.bias) = (gate.input, gate.bias)
      for r in 0..<5 {
        for c in 0..<5 { wide.recurrent[r, 15 + c] = gate.recurrent[r, c] }
      }
      return wide
    }
    cell[gate: "forgetGate"] = wider(lstm.forgetGate)
    cell[gate: "inputGate"] = wider(lstm.inputGate)
    cell[gate: "outputGate"] = wider(lstm.outputGate)
    cell[gate: "candidate"] = lstm.candidate
    #expect(distance(cell, lstm) < 1e-13)
    cell[gate: "inputGate"].recurrent[0, 0] = 0.5
    #expect(distance(cell, lstm) > 1e-3)
  }

  @Test func projectedWithTheIdentityIsTheLSTM() {
    var cell = equationCell("projected", units: 5, projection: 5)
    (cell[gate: "forgetGate"], cell[gate: "inputGate"]) = (
      lstm.forgetGate, lstm.inputGate
    )
    (cell[gate: "candidate"], cell[gate: "outputGate"]) = (
      lstm.candidate, lstm.outputGate
    )
    cell[matrix: "projection"] = .identity(5)
    #expect(distance(cell, lstm) == 0)
  }

  @Test func gammaWithTheIdentityIsTheLSTM() {
    var cell = equationCell("gamma", units: 5)
    (cell[gate: "forgetGate"], cell[gate: "inputGate"]) = (
      lstm.forgetGate, lstm.inputGate
    )
    (cell[gate: "candidate"], cell[gate: "outputGate"]) = (
      lstm.candidate, lstm.outputGate
    )
    cell[matrix: "outputTransform"] = .identity(5)
    #expect(distance(cell, lstm) == 0)
    cell[vector: "outputBias"][2] = 0.25
    #expect(distance(cell, lstm) > 1e-3)
  }

  /// Identity 7: the cell of 1997 is the modern one with f ≡ 1, half the
  /// candidate's weights, and C = s/2.
  @Test func theCellOf1997IsAModernOne() {
    var old = equationCell("lstm-1997", units: 5)
    func wider(_ gate: GateWeights) -> GateWeights {
      var wide = GateWeights(units: 5, inputSize: 3, sources: 15)
      (wide.input, wide.bias) = (gate.input, gate.bias)
      for r in 0..<5 {
        for c in 0..<5 { wide.recurrent[r, 10 + c] = gate.recurrent[r, c] }
      }
      return wide
    }
    old[gate: "inputGate"] = wider(lstm.inputGate)
    old[gate: "candidate"] = wider(lstm.candidate)
    old[gate: "outputGate"] = wider(lstm.outputGate)

    var modern = equationCell("no-forget-gate", units: 5)
    (modern[gate: "inputGate"], modern[gate: "outputGate"]) = (
      lstm.inputGate, lstm.outputGate
    )
    modern[gate: "candidate"] = GateWeights(
      input: Matrix(
        rows: 5, columns: 3, lstm.candidate.input.elements.map { $0 / 2 }),
      recurrent: Matrix(
        rows: 5, columns: 5, lstm.candidate.recurrent.elements.map { $0 / 2 }),
      bias: 0.5 * lstm.candidate.bias)

    let (a, b) = (trace(old), trace(modern))
    #expect(
      difference(
        a[.hidden, layer: 0].elements, b[.hidden, layer: 0].elements) < 1e-12)
    #expect(
      difference(
        a[.cell, layer: 0].elements.map { $0 / 2 },
        b[.cell, layer: 0].elements) < 1e-12)
  }

  /// A block of two cells is two blocks of one whose gates are alike.
  @Test func blocksShareTheirGates() {
    let shared = GradientTests.randomise(
      equationCell("lstm-1997", units: 4, blocks: 2), seed: 5)
    var apart = equationCell("lstm-1997", units: 4)
    /// Column of `apart` for each column of `shared`: the first of two equal
    /// gates is read, the second is not.
    let columns = [0, 2, 4, 6, 8, 9, 10, 11]
    func spread(_ gate: GateWeights, each: Int) -> GateWeights {
      var wide = GateWeights(units: 4, inputSize: 3, sources: 12)
      for r in 0..<4 {
        wide.bias[r] = gate.bias[r / each]
        wide.input[row: r] = gate.input[row: r / each]
        for (from, to) in columns.enumerated() {
          wide.recurrent[r, to] = gate.recurrent[r / each, from]
        }
      }
      return wide
    }
    apart[gate: "inputGate"] = spread(shared[gate: "inputGate"], each: 2)
    apart[gate: "outputGate"] = spread(shared[gate: "outputGate"], each: 2)
    apart[gate: "candidate"] = spread(shared[gate: "candidate"], each: 1)
    #expect(distance(shared, apart) < 1e-12)
  }

  /// Identity 11: the two GRUs agree where r ≡ 1, or where U_n is diagonal and
  /// there is no bias inside the reset; otherwise not.
  @Test func theTwoGRUsAgreeOnlyInSpecialCases() {
    var after = GradientTests.randomise(
      equationCell("gru", units: 5), seed: 22)
    func before(_ cell: EquationCell) -> EquationCell {
      var twin = equationCell("gru-before", units: 5)
      (twin[gate: "resetGate"], twin[gate: "updateGate"]) = (
        cell[gate: "resetGate"], cell[gate: "updateGate"]
      )
      twin[gate: "candidate"] = cell[gate: "candidate"]
      return twin
    }
    after[vector: "recurrentBias"] = Vector(zeros: 5)
    #expect(distance(after, before(after), [.hidden]) > 1e-2)

    var open = after
    open[gate: "resetGate"] = self.open(after[gate: "resetGate"])
    #expect(distance(open, before(open), [.hidden]) < 1e-14)

    var diagonal = after
    diagonal[gate: "candidate"].recurrent = Matrix(rows: 5, columns: 5)
    for k in 0..<5 {
      diagonal[gate: "candidate"].recurrent[k, k] = 0.3 * Double(k + 1)
    }
    #expect(distance(diagonal, before(diagonal), [.hidden]) < 1e-14)
    diagonal[vector: "recurrentBias"][0] = 1
    #expect(distance(diagonal, before(diagonal), [.hidden]) > 1e-3)
  }

  @Test func aFreshIRNNCopiesItsState() {
    var generator = SplitMix64(seed: 3)
    let cell = CellFamily.known("rnn-relu").layer(
      inputs: 3, units: 4, using: &generator)
    let state = State(hidden: [0.5, 0, 2, 1])
    #expect(cell.step([0, 0, 0], from: state).state == state)
  }

  /// The truncated error of 1997 passes through C unchanged to the last bit,
  /// however long the way.
  @Test func theCarouselKeepsErrorConstant() {
    let cell = GradientTests.randomise(
      equationCell("lstm-1997", units: 4, blocks: 2), seed: 23)
    let stack = Stack([cell])
    let w = Vector([1, -1, 0.5, 2])
    let none = [Vector](repeating: Vector(zeros: 4), count: inputs.count)
    var final = stack.zeroState
    final[0].cell = w
    func run(_ flow: GradientFlow) -> Trace {
      stack.backpropagate(
        through: stack.trace(over: inputs), outputs: none, final: final,
        flow: flow
      ).activations
    }
    let cut = run(.truncated)
    #expect(cut.steps.allSatisfy { $0[0][.cell] == w })
    #expect(cut.initial[0].cell == w)
    #expect(cut.initial[0].hidden == Vector(zeros: 4))
    #expect(
      cut.initial[0].further.allSatisfy { $0.values == Vector(zeros: 2) })
    #expect((run(.full).initial[0].cell - w).norm > 1e-3)
  }
}
