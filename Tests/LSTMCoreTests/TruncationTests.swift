import LSTMCore
import Testing

/// What the 1997 truncation leaves of the gradient, and what it cuts.
struct TruncationTests {
  let cell = GradientTests.randomise(
    LSTMCell(inputSize: 3, hiddenSize: 5), seed: 6)
  let inputs = GradientTests.inputs(30, width: 3)

  /// Loss on the last cell alone: L = w·C_T.
  func gradient(of cell: LSTMCell, flow: GradientFlow, w: Vector) -> (
    Trace, StackGradient
  ) {
    let stack = Stack([cell])
    let trace = stack.trace(over: inputs)
    let none = [Vector](repeating: Vector(zeros: 5), count: inputs.count)
    return (
      trace,
      stack.backpropagate(
        through: trace, outputs: none,
        final: [State(hidden: Vector(zeros: 5), cell: w)], flow: flow)
    )
  }

  @Test func truncatedErrorIsTheProductOfForgetGates() {
    // ∂C_T/∂C_t = diag(Π f): the error of unit k is scaled by unit k's gates,
    // in the same order of multiplication to the last bit.
    for unit in 0..<5 {
      var w = Vector(zeros: 5)
      w[unit] = 1
      let (trace, d) = gradient(of: cell, flow: .truncated, w: w)
      var product = w
      for t in trace.steps.indices.reversed() {
        #expect(d.activations.steps[t][0][.cell] == product)
        product = product * trace.steps[t][0][.forgetGate]
      }
      #expect(d.activations.initial[0].cell == product)
    }
  }

  @Test func truncatedDiffersFromFullOnlyThroughRecurrentWeights() {
    let w = Vector([1, -1, 0.5, 2, -0.3])
    func distance(_ cell: LSTMCell) -> (Double, Double) {
      let full = gradient(of: cell, flow: .full, w: w).1
      let cut = gradient(of: cell, flow: .truncated, w: w).1
      let (a, b) = (
        full.activations.initial[0].cell, cut.activations.initial[0].cell
      )
      return ((a - b).norm, a.norm)
    }
    let (recurrent, size) = distance(cell)
    #expect(recurrent > 1e-3 * size)

    var separate = cell
    for path in [
      \LSTMCell.forgetGate, \.inputGate, \.candidate, \.outputGate,
    ] {
      separate[keyPath: path].recurrent = Matrix(rows: 5, columns: 5)
    }
    #expect(distance(separate).0 < 1e-12)
  }

  @Test func truncatedCarriesNothingThroughHidden() {
    let (_, d) = gradient(of: cell, flow: .truncated, w: [1, 1, 1, 1, 1])
    #expect(d.activations.initial[0].hidden == Vector(zeros: 5))
    let (_, full) = gradient(of: cell, flow: .full, w: [1, 1, 1, 1, 1])
    #expect(full.activations.initial[0].hidden.norm > 0)
  }
}
