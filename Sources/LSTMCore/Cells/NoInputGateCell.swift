/// An LSTM that writes every candidate in full: i = 1.
///
/// NIG in Greff et al., *LSTM: A Search Space Odyssey*, 2015 (arXiv
/// 1503.04069), here without peepholes.
public struct NoInputGateCell: GatedCell {
  /// W_f, U_f, b_f.
  public var forgetGate: GateWeights
  /// W_C, U_C, b_C.
  public var candidate: GateWeights
  /// W_o, U_o, b_o.
  public var outputGate: GateWeights

  /// One step.
  ///
  ///     f  = σ(W_f·x + U_f·h + b_f)       forget gate
  ///     C̃  = tanh(W_C·x + U_C·h + b_C)    candidate
  ///     o  = σ(W_o·x + U_o·h + b_o)       output gate
  ///     C′ = f ⊙ C + C̃                    cell
  ///     h′ = o ⊙ tanh(C′)                 hidden state
  public func step(_ x: Vector, from previous: State) -> Step {
    let (h, c) = (previous.hidden, previous.cell)
    let zf = forgetGate(x, h)
    let zg = candidate(x, h)
    let zo = outputGate(x, h)

    let f = sigmoid(zf)
    let g = tanh(zg)
    let o = sigmoid(zo)
    let newCell = f * c + g
    let newHidden = o * tanh(newCell)

    return Step(Self.quantities, [f, g, o, newCell, newHidden, zf, zg, zo])
  }

  /// The backward twin of `step`: as the LSTM's, but
  ///
  ///     C′ = f ⊙ C + C̃  ⇒  ∂f = ∂C′ ⊙ C,  ∂C̃ = ∂C′,  ∂C = ∂C′ ⊙ f
  public func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout Self
  ) -> StepInputGradient {
    let f = step[.forgetGate]
    let g = step[.candidate]
    let o = step[.outputGate]
    let shown = tanh(step[.cell])

    d[.outputGate] += d[.hidden] * shown
    d[.cell] += d[.hidden] * o * shown.tanhSlope
    d[.forgetGate] += d[.cell] * previous.cell
    d[.candidate] += d[.cell]

    d[.outputPreactivation] += d[.outputGate] * o.sigmoidSlope
    d[.candidatePreactivation] += d[.candidate] * g.tanhSlope
    d[.forgetPreactivation] += d[.forgetGate] * f.sigmoidSlope

    var result = zeroGradient(x, previous)
    result.previous.cell = d[.cell] * f
    backwardThroughGates(
      d, x, previous.hidden, flow: flow, into: &gradient, &result)
    return result
  }
}

extension NoInputGateCell {
  /// `no-input-gate`.
  public static let name = "no-input-gate"

  /// f, C̃, o, C, h, then the pre-activations.
  public static let quantities: [Quantity] = [
    .forgetGate, .candidate, .outputGate, .cell, .hidden,
    .forgetPreactivation, .candidatePreactivation, .outputPreactivation,
  ]

  /// Forget gate, candidate, output gate.
  public static let gates: [Gate<NoInputGateCell>] = [
    Gate("forgetGate", \.forgetGate, .forgetPreactivation),
    Gate("candidate", \.candidate, .candidatePreactivation),
    Gate("outputGate", \.outputGate, .outputPreactivation),
  ]

  /// The nine arrays.
  public static let parameters = gateParameters

  /// A cell of zero weights.
  public init(inputSize: Int, hiddenSize: Int) {
    let zeros = GateWeights(inputSize: inputSize, hiddenSize: hiddenSize)
    (forgetGate, candidate, outputGate) = (zeros, zeros, zeros)
  }

  /// What `lstm-lab cells` says.
  public static let about = CellDescription(
    cell: NoInputGateCell.self, title: "LSTM without an input gate", year: 2015,
    source: "Greff et al., LSTM: A Search Space Odyssey, arXiv 1503.04069",
    difference: "lacks the input gate: i = 1",
    equations: [
      "f  = σ(W_f·x + U_f·h + b_f)",
      "C̃  = tanh(W_C·x + U_C·h + b_C)",
      "o  = σ(W_o·x + U_o·h + b_o)",
      "C′ = f ⊙ C + C̃",
      "h′ = o ⊙ tanh(C′)",
    ],
    weightFormula: "3H(I + H + 1)", weights: { 3 * $1 * ($0 + $1 + 1) },
    productsPerUnit: 2)
}
