/// An LSTM that never forgets: f = 1. The memory of 1997 with the squashing
/// functions of today.
///
/// NFG in Greff et al., *LSTM: A Search Space Odyssey*, 2015 (arXiv
/// 1503.04069), here without peepholes.
public struct NoForgetGateCell: GatedCell {
  /// W_i, U_i, b_i.
  public var inputGate: GateWeights
  /// W_C, U_C, b_C.
  public var candidate: GateWeights
  /// W_o, U_o, b_o.
  public var outputGate: GateWeights

  /// One step.
  ///
  ///     i  = σ(W_i·x + U_i·h + b_i)       input gate
  ///     C̃  = tanh(W_C·x + U_C·h + b_C)    candidate
  ///     o  = σ(W_o·x + U_o·h + b_o)       output gate
  ///     C′ = C + i ⊙ C̃                    cell
  ///     h′ = o ⊙ tanh(C′)                 hidden state
  public func step(_ x: Vector, from previous: State) -> Step {
    let (h, c) = (previous.hidden, previous.cell)
    let zi = inputGate(x, h)
    let zg = candidate(x, h)
    let zo = outputGate(x, h)

    let i = sigmoid(zi)
    let g = tanh(zg)
    let o = sigmoid(zo)
    let newCell = c + i * g
    let newHidden = o * tanh(newCell)

    return Step(Self.quantities, [i, g, o, newCell, newHidden, zi, zg, zo])
  }

  /// The backward twin of `step`: as the LSTM's, but
  ///
  ///     C′ = C + i ⊙ C̃  ⇒  ∂i = ∂C′ ⊙ C̃,  ∂C̃ = ∂C′ ⊙ i,  ∂C = ∂C′
  public func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout Self
  ) -> StepInputGradient {
    let i = step[.inputGate]
    let g = step[.candidate]
    let o = step[.outputGate]
    let shown = tanh(step[.cell])

    d[.outputGate] += d[.hidden] * shown
    d[.cell] += d[.hidden] * o * shown.tanhSlope
    d[.inputGate] += d[.cell] * g
    d[.candidate] += d[.cell] * i

    d[.outputPreactivation] += d[.outputGate] * o.sigmoidSlope
    d[.candidatePreactivation] += d[.candidate] * g.tanhSlope
    d[.inputPreactivation] += d[.inputGate] * i.sigmoidSlope

    var result = zeroGradient(x, previous)
    result.previous.cell = d[.cell]
    backwardThroughGates(
      d, x, previous.hidden, flow: flow, into: &gradient, &result)
    return result
  }
}

extension NoForgetGateCell {
  /// `no-forget-gate`.
  public static let name = "no-forget-gate"

  /// i, C̃, o, C, h, then the pre-activations.
  public static let quantities: [Quantity] = [
    .inputGate, .candidate, .outputGate, .cell, .hidden,
    .inputPreactivation, .candidatePreactivation, .outputPreactivation,
  ]

  /// Input gate, candidate, output gate.
  public static let gates: [Gate<NoForgetGateCell>] = [
    Gate("inputGate", \.inputGate, .inputPreactivation),
    Gate("candidate", \.candidate, .candidatePreactivation),
    Gate("outputGate", \.outputGate, .outputPreactivation),
  ]

  /// The nine arrays.
  public static let parameters = gateParameters

  /// A cell of zero weights.
  public init(inputSize: Int, hiddenSize: Int) {
    let zeros = GateWeights(inputSize: inputSize, hiddenSize: hiddenSize)
    (inputGate, candidate, outputGate) = (zeros, zeros, zeros)
  }

  /// What `lstm-lab cells` says.
  public static let about = CellDescription(
    cell: NoForgetGateCell.self, title: "LSTM without a forget gate",
    year: 2015,
    source: "Greff et al., LSTM: A Search Space Odyssey, arXiv 1503.04069",
    difference: "lacks the forget gate: f = 1",
    equations: [
      "i  = σ(W_i·x + U_i·h + b_i)",
      "C̃  = tanh(W_C·x + U_C·h + b_C)",
      "o  = σ(W_o·x + U_o·h + b_o)",
      "C′ = C + i ⊙ C̃",
      "h′ = o ⊙ tanh(C′)",
    ],
    weightFormula: "3H(I + H + 1)", weights: { 3 * $1 * ($0 + $1 + 1) },
    productsPerUnit: 2)
}
