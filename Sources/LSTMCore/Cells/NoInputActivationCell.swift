/// An LSTM whose candidate is not squashed.
///
/// NIAF in Greff et al., *LSTM: A Search Space Odyssey*, 2015 (arXiv
/// 1503.04069), here without peepholes.
public struct NoInputActivationCell: GatedCell {
  /// W_f, U_f, b_f.
  public var forgetGate: GateWeights
  /// W_i, U_i, b_i.
  public var inputGate: GateWeights
  /// W_C, U_C, b_C.
  public var candidate: GateWeights
  /// W_o, U_o, b_o.
  public var outputGate: GateWeights

  /// One step.
  ///
  ///     f  = σ(W_f·x + U_f·h + b_f)       forget gate
  ///     i  = σ(W_i·x + U_i·h + b_i)       input gate
  ///     C̃  = W_C·x + U_C·h + b_C          candidate
  ///     o  = σ(W_o·x + U_o·h + b_o)       output gate
  ///     C′ = f ⊙ C + i ⊙ C̃                cell
  ///     h′ = o ⊙ tanh(C′)                 hidden state
  public func step(_ x: Vector, from previous: State) -> Step {
    let (h, c) = (previous.hidden, previous.cell)
    let zf = forgetGate(x, h)
    let zi = inputGate(x, h)
    let zg = candidate(x, h)
    let zo = outputGate(x, h)

    let f = sigmoid(zf)
    let i = sigmoid(zi)
    let o = sigmoid(zo)
    let newCell = f * c + i * zg
    let newHidden = o * tanh(newCell)

    return Step(
      Self.quantities, [f, i, zg, o, newCell, newHidden, zf, zi, zg, zo])
  }

  /// The backward twin of `step`: as the LSTM's, but
  ///
  ///     C̃ = z  ⇒  ∂z = ∂C̃
  public func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout Self
  ) -> StepInputGradient {
    let f = step[.forgetGate]
    let i = step[.inputGate]
    let g = step[.candidate]
    let o = step[.outputGate]
    let shown = tanh(step[.cell])

    d[.outputGate] += d[.hidden] * shown
    d[.cell] += d[.hidden] * o * shown.tanhSlope
    d[.forgetGate] += d[.cell] * previous.cell
    d[.inputGate] += d[.cell] * g
    d[.candidate] += d[.cell] * i

    d[.outputPreactivation] += d[.outputGate] * o.sigmoidSlope
    d[.candidatePreactivation] += d[.candidate]
    d[.inputPreactivation] += d[.inputGate] * i.sigmoidSlope
    d[.forgetPreactivation] += d[.forgetGate] * f.sigmoidSlope

    var result = zeroGradient(x, previous)
    result.previous.cell = d[.cell] * f
    backwardThroughGates(
      d, x, previous.hidden, flow: flow, into: &gradient, &result)
    return result
  }
}

extension NoInputActivationCell {
  /// `no-input-activation`.
  public static let name = "no-input-activation"

  /// f, i, C̃, o, C, h, then the pre-activations.
  public static let quantities: [Quantity] =
    Quantity.lstm + Quantity.lstmPreactivations

  /// Forget gate, input gate, candidate, output gate.
  public static let gates: [Gate<NoInputActivationCell>] = [
    Gate("forgetGate", \.forgetGate, .forgetPreactivation),
    Gate("inputGate", \.inputGate, .inputPreactivation),
    Gate("candidate", \.candidate, .candidatePreactivation),
    Gate("outputGate", \.outputGate, .outputPreactivation),
  ]

  /// The twelve arrays.
  public static let parameters = gateParameters

  /// A cell of zero weights.
  public init(inputSize: Int, hiddenSize: Int) {
    let zeros = GateWeights(inputSize: inputSize, hiddenSize: hiddenSize)
    (forgetGate, inputGate, candidate, outputGate) = (
      zeros, zeros, zeros, zeros
    )
  }

  /// The candidate has no bounds here.
  public static func range(of quantity: Quantity) -> Quantity.Range {
    quantity == .candidate ? .unbounded : quantity.range
  }

  /// What `lstm-lab cells` says.
  public static let about = CellDescription(
    cell: NoInputActivationCell.self, title: "LSTM without an input activation",
    year: 2015,
    source: "Greff et al., LSTM: A Search Space Odyssey, arXiv 1503.04069",
    difference: "lacks the tanh of the candidate",
    equations: [
      "f  = σ(W_f·x + U_f·h + b_f)",
      "i  = σ(W_i·x + U_i·h + b_i)",
      "C̃  = W_C·x + U_C·h + b_C",
      "o  = σ(W_o·x + U_o·h + b_o)",
      "C′ = f ⊙ C + i ⊙ C̃",
      "h′ = o ⊙ tanh(C′)",
    ],
    weightFormula: "4H(I + H + 1)", weights: { 4 * $1 * ($0 + $1 + 1) },
    productsPerUnit: 3)
}
