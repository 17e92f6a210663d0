import LSTMCore
import Testing

struct JacobianTests {
  static let inputs = GradientTests.inputs(12, width: 3)

  static let cells: [any Cell] = [
    GradientTests.randomise(LSTMCell(inputSize: 3, hiddenSize: 4), seed: 11),
    GradientTests.randomise(equationCell("rnn-tanh", units: 4), seed: 12),
    GradientTests.randomise(
      equationCell("lstm-1997", units: 4, blocks: 2), seed: 13),
  ]

  /// The state after steps that start from `state`, one part after another.
  static func last(
    of cell: any Cell, from state: Vector, inputs: [Vector]
  ) -> Vector {
    let stack = Stack([cell])
    let start = State(state, like: cell.zeroState)
    return stack.trace(over: inputs, from: [start]).steps[inputs.count - 1][0]
      .state.joined
  }

  /// Central differences of the last state by each part of `state`.
  static func differences(
    of cell: any Cell, at state: Vector, inputs: [Vector]
  ) -> Matrix {
    Matrix(
      rows: state.elements.indices.map { k in
        var (up, down) = (state, state)
        up[k] += 1e-5
        down[k] -= 1e-5
        return (1 / 2e-5)
          * (last(of: cell, from: up, inputs: inputs)
            - last(of: cell, from: down, inputs: inputs))
      }
    ).transposed
  }

  /// Identity 5: over many steps Jacobians fade, so only the absolute error
  /// means anything.
  @Test(arguments: [1, 2, 12])
  func productsMatchCentralDifferences(_ lag: Int) {
    for cell in Self.cells {
      let trace = Stack([cell]).trace(over: Self.inputs)
      let before = trace.state(before: 12 - lag, layer: 0).joined
      let expected = Self.differences(
        of: cell, at: before, inputs: Array(Self.inputs.suffix(lag)))
      let found = cell.jacobian(overLast: lag, of: trace)
      #expect(found.rows == before.count)
      #expect(difference(found.elements, expected.elements) < 1e-8)
    }
  }

  @Test func theProductIsThatOfTheSteps() {
    for cell in Self.cells {
      let trace = Stack([cell]).trace(over: Self.inputs)
      let product =
        cell.jacobian(at: 11, of: trace) * cell.jacobian(at: 10, of: trace)
        * cell.jacobian(at: 9, of: trace)
      let found = cell.jacobian(overLast: 3, of: trace)
      #expect(difference(found.elements, product.elements) < 1e-13)
    }
  }

  @Test func theFanHasTheProductsSingularValues() {
    for cell in Self.cells {
      let trace = Stack([cell]).trace(over: Self.inputs)
      let fan = cell.singularValueFan(of: trace)
      #expect(fan.count == 13)
      #expect(fan[0].allSatisfy { $0 == 1 })
      for lag in [1, 5, 12] {
        let values = cell.jacobian(overLast: lag, of: trace).singularValues
        #expect(difference(fan[lag], values) < 1e-13 * max(1, values[0]))
      }
    }
  }

  /// Identity 1: in 1997's truncated gradient ∂s_T/∂s_t is the identity, to the
  /// last bit, at every lag, and so are singular values of 1.
  @Test func truncated1997IsTheIdentityBitForBit() throws {
    let cell = Self.cells[2]
    let trace = Stack([cell]).trace(over: Self.inputs)
    for lag in 1...12 {
      let product = cell.jacobian(overLast: lag, of: trace, flow: .truncated)
      for row in 0..<4 {
        for column in 0..<product.columns {
          // h, then s, then the gates: rows and columns 4 to 7 are s.
          let expected: Double = column == 4 + row ? 1 : 0
          #expect(product[4 + row, column] == expected)
        }
      }
    }
  }

  /// Identity 2: with a forget gate, truncated, ∂C_T/∂C_t = diag(Π f), nothing
  /// off the diagonal, and the product exact in the order of the walk.
  @Test func truncatedForgetGateIsTheProductBitForBit() {
    let cell = Self.cells[0]
    let trace = Stack([cell]).trace(over: Self.inputs)
    var product = Vector([1, 1, 1, 1])
    for lag in 1...12 {
      product = product * trace.steps[12 - lag][0][.forgetGate]
      let found = cell.jacobian(overLast: lag, of: trace, flow: .truncated)
      for row in 0..<4 {
        for column in 0..<8 {
          let expected = column == 4 + row ? product[row] : 0
          #expect(found[4 + row, column] == expected)
        }
      }
    }
  }

  /// The third meaning: in full, even f ≡ 1 gives no constant error flow.
  @Test func fullJacobianOfTheCarouselIsNotTheIdentity() {
    let cell = Self.cells[2]
    let trace = Stack([cell]).trace(over: Self.inputs)
    let values = cell.jacobian(overLast: 12, of: trace).singularValues
    #expect(values[0] > 1.01 && values[3] < 0.99)
  }

  /// Identity 8, equation 41: with gates frozen in between, the factor on an
  /// error depends on where it leaves and enters, not on how far apart.
  @Test func equation41DoesNotDependOnTheLag() {
    let cell = Self.cells[2]
    var inputs = Self.inputs
    for t in 1..<11 { inputs[t] = inputs[1] }
    let stack = Stack([cell])
    let trace = stack.trace(over: inputs)
    var outputs = [Vector](repeating: Vector(zeros: 4), count: 12)
    outputs[11] = [1, -2, 0.5, 3]
    let d = stack.backpropagate(
      through: trace, outputs: outputs, flow: .truncated
    ).activations
    let last = trace.steps[11][0]
    let shown = tanh(0.5 * last[.cell])
    let leaves =
      outputs[11]
      * Vector((0..<4).map { last[.outputGate][$0 / 2] })
      * (0.5 * (1 - shown.squared))
    for t in 0..<11 {
      let step = trace.steps[t][0]
      #expect(d.steps[t][0][.cell] == leaves, "the same at every lag")
      let i = Vector((0..<4).map { step[.inputGate][$0 / 2] })
      let enters = leaves * i * (1 - 0.25 * step[.candidate].squared)
      #expect(
        difference(
          d.steps[t][0][.candidatePreactivation].elements, enters.elements)
          < 1e-16)
    }
  }

  /// Identity 17: ‖J_T‖₂ ≤ (γ‖W‖₂)^T with γ = 1 for tanh.
  @Test func theTwoNormBoundsAVanillaNetwork() {
    let cell = Self.cells[1]
    let trace = Stack([cell]).trace(over: Self.inputs)
    let norm = cell[matrix: "hidden.recurrent"].spectralNorm
    for (lag, values) in cell.singularValueFan(of: trace).enumerated() {
      let bound = (0..<lag).reduce(1.0) { power, _ in power * norm }
      #expect(values[0] <= bound * (1 + 1e-12))
    }
  }

  /// Identity 17: a linear network with orthogonal weights keeps every singular
  /// value at 1. (Zero states: tanh is the identity there.)
  @Test func orthogonalLinearNetworkKeepsAllSingularValues() {
    var generator = SplitMix64(seed: 2)
    let cell = CellFamily.rnn.layer(inputs: 1, units: 6, using: &generator)
    let trace = Stack([cell]).trace(over: [Vector](repeating: [0], count: 50))
    for values in cell.singularValueFan(of: trace) {
      #expect(values.allSatisfy { ($0 - 1).magnitude < 1e-12 })
    }
  }

  /// Identity 17: the spectral radius of W is 0 < 1/γ, and still the gradient
  /// doubles with every step: the popular condition, with the radius in the
  /// place of the 2-norm, is false.
  @Test func spectralRadiusIsNoConditionForVanishing() {
    let cell = EquationCell.counterexample()
    let weights = cell[matrix: "hidden.recurrent"]
    #expect(weights.spectralRadius == 0)
    #expect((weights.spectralNorm - 16).magnitude < 1e-13)
    let start = State(hidden: [0, 0.5])
    let trace = Stack([cell]).trace(
      over: [Vector](repeating: [0], count: 10), from: [start])
    let step = cell.jacobian(at: 0, of: trace)
    #expect(difference(step.elements, [8, 8, -6, -6]) < 1e-13)
    #expect((step.spectralRadius - 2).magnitude < 1e-6)
    let grown = cell.jacobian(overLast: 10, of: trace).spectralNorm
    #expect((grown - 7240.77).magnitude < 0.01)
    let once = cell.jacobian(overLast: 1, of: trace).spectralNorm
    #expect((grown / once - 512).magnitude < 1e-7)
  }

  @Test func spectralRadiusOfKnownMatrices() {
    let turn = Matrix(rows: 2, columns: 2, [0, -3, 3, 0])
    #expect((turn.spectralRadius - 3).magnitude < 1e-6)
    let triangle = Matrix(rows: 2, columns: 2, [0.5, 1000, 0, -0.25])
    #expect((triangle.spectralRadius - 0.5).magnitude < 1e-6)
    let nothing = Matrix(rows: 2, columns: 2)
    #expect(nothing.spectralRadius == 0)
  }
}
