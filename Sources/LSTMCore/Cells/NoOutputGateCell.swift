/// An LSTM that always shows all of its memory: o = 1.
///
/// NOG in Greff et al., *LSTM: A Search Space Odyssey*, 2015 (arXiv
/// 1503.04069), here without peepholes.
public struct NoOutputGateCell: GatedCell {
  /// W_f, U_f, b_f.
  public var forgetGate: GateWeights
  /// W_i, U_i, b_i.
  public var inputGate: GateWeights
  /// W_C, U_C, b_C.
  public var candidate: GateWeights

  /// One step.
  ///
  ///     f  = σ(W_f·x + U_f·h + b_f)       forget gate
  ///     i  = σ(W_i·x + U_i·h + b_i)       input gate
  ///     C̃  = tanh(W_C·x + U_C·h + b_C)    candidate
  ///     C′ = f ⊙ C + i ⊙ C̃                cell
  ///     h′ = tanh(C′)                     hidden state
  public func step(_ x: Vector, from previous: State) -> Step {
    let (h, c) = (previous.hidden, previous.cell)
    let zf = forgetGate(x, h)
    let zi = inputGate(x, h)
    let zg = candidate(x, h)

    let f = sigmoid(zf)
    let i = sigmoid(zi)
    let g = tanh(zg)
    let newCell = f * c + i * g
    let newHidden = tanh(newCell)

    return Step(Self.quantities, [f, i, g, newCell, newHidden, zf, zi, zg])
  }

  /// The backward twin of `step`: as the LSTM's, but
  ///
  ///     h′ = tanh(C′)  ⇒  ∂C′ += ∂h′ ⊙ (1 − h′²)
  public func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout Self
  ) -> StepInputGradient {
    let f = step[.forgetGate]
    let i = step[.inputGate]
    let g = step[.candidate]

    d[.cell] += d[.hidden] * step[.hidden].tanhSlope
    d[.forgetGate] += d[.cell] * previous.cell
    d[.inputGate] += d[.cell] * g
    d[.candidate] += d[.cell] * i

    d[.candidatePreactivation] += d[.candidate] * g.tanhSlope
    d[.inputPreactivation] += d[.inputGate] * i.sigmoidSlope
    d[.forgetPreactivation] += d[.forgetGate] * f.sigmoidSlope

    var result = zeroGradient(x, previous)
    result.previous.cell = d[.cell] * f
    backwardThroughGates(
      d, x, previous.hidden, flow: flow, into: &gradient, &result)
    return result
  }
}

extension NoOutputGateCell {
  /// `no-output-gate`.
  public static let name = "no-output-gate"

  /// f, i, C̃, C, h, then the pre-activations.
  public static let quantities: [Quantity] = [
    .forgetGate, .inputGate, .candidate, .cell, .hidden,
    .forgetPreactivation, .inputPreactivation, .candidatePreactivation,
  ]

  /// Forget gate, input gate, candidate.
  public static let gates: [Gate<NoOutputGateCell>] = [
    Gate("forgetGate", \.forgetGate, .forgetPreactivation),
    Gate("inputGate", \.inputGate, .inputPreactivation),
    Gate("candidate", \.candidate, .candidatePreactivation),
  ]

  /// The nine arrays.
  public static let parameters = gateParameters

  /// A cell of zero weights.
  public init(inputSize: Int, hiddenSize: Int) {
    let zeros = GateWeights(inputSize: inputSize, hiddenSize: hiddenSize)
    (forgetGate, inputGate, candidate) = (zeros, zeros, zeros)
  }

  /// What `lstm-lab cells` says.
  public static let about = CellDescription(
    cell: NoOutputGateCell.self, title: "LSTM without an output gate",
    year: 2015,
    source: "Greff et al., LSTM: A Search Space Odyssey, arXiv 1503.04069",
    difference: "lacks the output gate: o = 1",
    equations: [
      "f  = σ(W_f·x + U_f·h + b_f)",
      "i  = σ(W_i·x + U_i·h + b_i)",
      "C̃  = tanh(W_C·x + U_C·h + b_C)",
      "C′ = f ⊙ C + i ⊙ C̃",
      "h′ = tanh(C′)",
    ],
    weightFormula: "3H(I + H + 1)", weights: { 3 * $1 * ($0 + $1 + 1) },
    productsPerUnit: 2)
}
