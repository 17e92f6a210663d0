/// The memory cell of the 1997 paper's experiments 2a and 2b.
///
/// Hochreiter & Schmidhuber, *Long Short-Term Memory*, Neural Computation
/// 9(8), 1997, section 5.2: no output gate, a logistic g, the identity for h,
/// no biases, and every layer sees the layers below it only, so that the sole
/// way through time is the memory. (101·101 direct weights, 2·101 into the
/// cell and 101 out of it make the paper's 10,504.)
public struct LSTM1997Task2aCell: Cell {
  /// W_in; (hidden × input).
  public var inputGate: Matrix
  /// W_c; (hidden × input).
  public var candidate: Matrix

  /// One step.
  ///
  ///     y_in = σ(W_in·x)      input gate
  ///     g    = σ(W_c·x)       candidate
  ///     s′   = s + y_in ⊙ g   memory
  ///     y_c  = s′             output
  public func step(_ x: Vector, from previous: State) -> Step {
    let (zi, zg) = (inputGate * x, candidate * x)
    let i = sigmoid(zi)
    let g = sigmoid(zg)
    let newCell = previous.cell + i * g
    return Step(Self.quantities, [i, g, newCell, newCell, zi, zg])
  }

  /// The backward twin of `step`. With nothing recurrent but s, the truncated
  /// flow is the full one.
  ///
  ///     y_c = s′             ⇒  ∂s′ += ∂y_c
  ///     s′ = s + y_in ⊙ g    ⇒  ∂y_in = ∂s′ ⊙ g,  ∂g = ∂s′ ⊙ y_in,  ∂s = ∂s′
  public func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout Self
  ) -> StepInputGradient {
    let (i, g) = (step[.inputGate], step[.candidate])
    d[.cell] += d[.hidden]
    d[.inputGate] += d[.cell] * g
    d[.candidate] += d[.cell] * i
    d[.inputPreactivation] += d[.inputGate] * i.sigmoidSlope
    d[.candidatePreactivation] += d[.candidate] * g.sigmoidSlope

    gradient.inputGate.accumulate(d[.inputPreactivation], x)
    gradient.candidate.accumulate(d[.candidatePreactivation], x)
    var dx = Vector(zeros: x.count)
    inputGate.multiplyTransposed(d[.inputPreactivation], addingInto: &dx)
    candidate.multiplyTransposed(d[.candidatePreactivation], addingInto: &dx)
    return StepInputGradient(
      input: dx,
      previous: State(hidden: Vector(zeros: hiddenSize), cell: d[.cell]))
  }
}

extension LSTM1997Task2aCell {
  /// `lstm-1997-2a`.
  public static let name = "lstm-1997-2a"

  /// y_in, g, s, y_c, then the net inputs.
  public static let quantities: [Quantity] = [
    .inputGate, .candidate, .cell, .hidden, .inputPreactivation,
    .candidatePreactivation,
  ]

  /// The two matrices.
  public static let parameters = [
    Parameter("inputGate.input", matrix: \LSTM1997Task2aCell.inputGate),
    Parameter("candidate.input", matrix: \LSTM1997Task2aCell.candidate),
  ]

  /// A cell of zero weights.
  public init(inputSize: Int, hiddenSize: Int) {
    inputGate = Matrix(rows: hiddenSize, columns: inputSize)
    candidate = inputGate
  }

  /// A cell of random weights.
  public init(
    inputSize: Int, hiddenSize: Int, weights: Initialisation,
    using generator: inout some RandomNumberGenerator
  ) {
    inputGate = weights.input.matrix(
      rows: hiddenSize, columns: inputSize, hiddenSize: hiddenSize,
      using: &generator)
    candidate = weights.input.matrix(
      rows: hiddenSize, columns: inputSize, hiddenSize: hiddenSize,
      using: &generator)
  }

  /// How many values a step reads.
  public var inputSize: Int { inputGate.columns }

  /// How many units there are.
  public var hiddenSize: Int { inputGate.rows }

  /// y = 0 and s = 0.
  public var zeroState: State {
    State(hidden: Vector(zeros: hiddenSize), cell: Vector(zeros: hiddenSize))
  }

  /// g is logistic; the output is the memory itself.
  public static func range(of quantity: Quantity) -> Quantity.Range {
    switch quantity {
    case .candidate: .zeroToOne
    case .hidden, .cell: .nonNegative
    default: quantity.range
    }
  }

  /// What `lstm-lab cells` says.
  public static let about = CellDescription(
    cell: LSTM1997Task2aCell.self, title: "Memory cell of experiment 2a",
    year: 1997,
    source: "Hochreiter & Schmidhuber, Neural Computation 9(8), 5.2",
    difference: "lacks f, o, U, b and both tanh: logistic g, h = s",
    equations: [
      "y_in = σ(W_in·x)",
      "g    = σ(W_c·x)",
      "s′   = s + y_in ⊙ g",
      "y_c  = s′",
    ],
    notation: .year1997, weightFormula: "2HI", weights: { 2 * $0 * $1 },
    productsPerUnit: 1)
}
