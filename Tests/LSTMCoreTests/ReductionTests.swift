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
    var cell = PeepholeCell(inputSize: 3, hiddenSize: 5)
    (cell.forgetGate, cell.inputGate) = (lstm.forgetGate, lstm.inputGate)
    (cell.candidate, cell.outputGate) = (lstm.candidate, lstm.outputGate)
    #expect(trace(cell) == trace(lstm))
    cell.outputPeephole[0] = 0.5
    #expect(distance(cell, lstm) > 1e-3)
  }

  @Test func coupledIsTheLSTMWithOppositeGates() {
    var twin = lstm
    twin.forgetGate.input.elements = lstm.inputGate.input.elements.map { -$0 }
    twin.forgetGate.recurrent.elements =
      lstm.inputGate.recurrent.elements.map { -$0 }
    twin.forgetGate.bias = -1 * lstm.inputGate.bias
    var cell = CoupledCell(inputSize: 3, hiddenSize: 5)
    (cell.inputGate, cell.candidate) = (lstm.inputGate, lstm.candidate)
    cell.outputGate = lstm.outputGate
    #expect(distance(cell, twin) < 1e-14)
  }

  @Test func noForgetGateIsTheLSTMThatNeverForgets() {
    var twin = lstm
    twin.forgetGate = open(lstm.forgetGate)
    var cell = NoForgetGateCell(inputSize: 3, hiddenSize: 5)
    (cell.inputGate, cell.candidate) = (lstm.inputGate, lstm.candidate)
    cell.outputGate = lstm.outputGate
    #expect(distance(cell, twin) == 0)
  }

  @Test func noInputGateIsTheLSTMThatAlwaysWrites() {
    var twin = lstm
    twin.inputGate = open(lstm.inputGate)
    var cell = NoInputGateCell(inputSize: 3, hiddenSize: 5)
    (cell.forgetGate, cell.candidate) = (lstm.forgetGate, lstm.candidate)
    cell.outputGate = lstm.outputGate
    #expect(distance(cell, twin) == 0)
  }

  @Test func noOutputGateIsTheLSTMThatAlwaysShows() {
    var twin = lstm
    twin.outputGate = open(lstm.outputGate)
    var cell = NoOutputGateCell(inputSize: 3, hiddenSize: 5)
    (cell.forgetGate, cell.inputGate) = (lstm.forgetGate, lstm.inputGate)
    cell.candidate = lstm.candidate
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
    var plain = NoInputActivationCell(inputSize: 3, hiddenSize: 5)
    (plain.forgetGate, plain.inputGate) = (small.forgetGate, small.inputGate)
    (plain.candidate, plain.outputGate) = (small.candidate, small.outputGate)
    #expect(distance(plain, small) < 1e-8)
    var bare = NoOutputActivationCell(inputSize: 3, hiddenSize: 5)
    (bare.forgetGate, bare.inputGate) = (small.forgetGate, small.inputGate)
    (bare.candidate, bare.outputGate) = (small.candidate, small.outputGate)
    #expect(distance(bare, small) < 1e-8)
    #expect(distance(bare, small) > 0)
  }

  @Test func fullGateRecurrenceAtZeroIsTheLSTM() {
    var cell = FullGateRecurrenceCell(inputSize: 3, hiddenSize: 5)
    /// Zeros for what comes from the gates, then U for h.
    func wider(_ gate: GateWeights) -> GateWeights {
      var wide = GateWeights(units: 5, inputSize: 3, sources: 20)
      (wide.input, wide.bias) = (gate.input, gate.bias)
      for r in 0..<5 {
        for c in 0..<5 { wide.recurrent[r, 15 + c] = gate.recurrent[r, c] }
      }
      return wide
    }
    cell.forgetGate = wider(lstm.forgetGate)
    cell.inputGate = wider(lstm.inputGate)
    cell.outputGate = wider(lstm.outputGate)
    cell.candidate = lstm.candidate
    #expect(distance(cell, lstm) < 1e-13)
    cell.inputGate.recurrent[0, 0] = 0.5
    #expect(distance(cell, lstm) > 1e-3)
  }

  @Test func projectedWithTheIdentityIsTheLSTM() {
    var cell = ProjectedCell(inputSize: 3, hiddenSize: 5, outputSize: 5)
    (cell.forgetGate, cell.inputGate) = (lstm.forgetGate, lstm.inputGate)
    (cell.candidate, cell.outputGate) = (lstm.candidate, lstm.outputGate)
    cell.projection = .identity(5)
    #expect(distance(cell, lstm) == 0)
  }

  @Test func gammaWithTheIdentityIsTheLSTM() {
    var cell = GammaCell(inputSize: 3, hiddenSize: 5)
    (cell.forgetGate, cell.inputGate) = (lstm.forgetGate, lstm.inputGate)
    (cell.candidate, cell.outputGate) = (lstm.candidate, lstm.outputGate)
    cell.outputTransform = .identity(5)
    #expect(distance(cell, lstm) == 0)
    cell.outputBias[2] = 0.25
    #expect(distance(cell, lstm) > 1e-3)
  }

  /// Identity 7: the cell of 1997 is the modern one with f ≡ 1, half the
  /// candidate's weights, and C = s/2.
  @Test func theCellOf1997IsAModernOne() {
    var old = LSTM1997Cell(inputSize: 3, hiddenSize: 5)
    func wider(_ gate: GateWeights) -> GateWeights {
      var wide = GateWeights(units: 5, inputSize: 3, sources: 15)
      (wide.input, wide.bias) = (gate.input, gate.bias)
      for r in 0..<5 {
        for c in 0..<5 { wide.recurrent[r, 10 + c] = gate.recurrent[r, c] }
      }
      return wide
    }
    old.inputGate = wider(lstm.inputGate)
    old.candidate = wider(lstm.candidate)
    old.outputGate = wider(lstm.outputGate)

    var modern = NoForgetGateCell(inputSize: 3, hiddenSize: 5)
    (modern.inputGate, modern.outputGate) = (lstm.inputGate, lstm.outputGate)
    modern.candidate = GateWeights(
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
      LSTM1997Cell(inputSize: 3, blocks: 2, blockSize: 2), seed: 5)
    var apart = LSTM1997Cell(inputSize: 3, blocks: 4, blockSize: 1)
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
    apart.inputGate = spread(shared.inputGate, each: 2)
    apart.outputGate = spread(shared.outputGate, each: 2)
    apart.candidate = spread(shared.candidate, each: 1)
    #expect(distance(shared, apart) < 1e-12)
  }

  /// Identity 11: the two GRUs agree where r ≡ 1, or where U_n is diagonal and
  /// there is no bias inside the reset; otherwise not.
  @Test func theTwoGRUsAgreeOnlyInSpecialCases() {
    var after = GradientTests.randomise(
      GRUCell(inputSize: 3, hiddenSize: 5), seed: 22)
    func before(_ cell: GRUCell) -> GRUBeforeCell {
      var twin = GRUBeforeCell(inputSize: 3, hiddenSize: 5)
      (twin.resetGate, twin.updateGate) = (cell.resetGate, cell.updateGate)
      twin.candidate = cell.candidate
      return twin
    }
    after.recurrentBias = Vector(zeros: 5)
    #expect(distance(after, before(after), [.hidden]) > 1e-2)

    var open = after
    open.resetGate = self.open(after.resetGate)
    #expect(distance(open, before(open), [.hidden]) < 1e-14)

    var diagonal = after
    diagonal.candidate.recurrent = Matrix(rows: 5, columns: 5)
    for k in 0..<5 { diagonal.candidate.recurrent[k, k] = 0.3 * Double(k + 1) }
    #expect(distance(diagonal, before(diagonal), [.hidden]) < 1e-14)
    diagonal.recurrentBias[0] = 1
    #expect(distance(diagonal, before(diagonal), [.hidden]) > 1e-3)
  }

  @Test func aFreshIRNNCopiesItsState() {
    var generator = SplitMix64(seed: 3)
    let cell = ReLURNNCell(inputSize: 3, hiddenSize: 4, using: &generator)
    let state = State(hidden: [0.5, 0, 2, 1])
    #expect(cell.step([0, 0, 0], from: state).state == state)
  }

  /// The truncated error of 1997 passes through C unchanged to the last bit,
  /// however long the way.
  @Test func theCarouselKeepsErrorConstant() {
    let cell = GradientTests.randomise(
      LSTM1997Cell(inputSize: 3, blocks: 2, blockSize: 2), seed: 23)
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
    #expect(cut.initial[0].gates == Vector(zeros: 4))
    #expect((run(.full).initial[0].cell - w).norm > 1e-3)
  }
}
