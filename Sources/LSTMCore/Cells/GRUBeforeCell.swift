/// The gated recurrent unit, with the reset gate before the product.
///
/// Cho et al., *Learning Phrase Representations using RNN Encoder–Decoder*,
/// 2014 (arXiv 1406.1078), as published: Keras with `reset_after=False`, ONNX
/// with `linear_before_reset=0`. It agrees with `GRUCell` where r is 1, or
/// where U_n is diagonal and there is no bias inside the reset.
public struct GRUBeforeCell: GatedCell {
  /// W_r, U_r, b_r.
  public var resetGate: GateWeights
  /// W_z, U_z, b_z.
  public var updateGate: GateWeights
  /// W_n, U_n, b_n.
  public var candidate: GateWeights

  /// One step.
  ///
  ///     r  = σ(W_r·x + U_r·h + b_r)             reset gate
  ///     z  = σ(W_z·x + U_z·h + b_z)             update gate
  ///     n  = tanh(W_n·x + U_n·(r ⊙ h) + b_n)    candidate state
  ///     h′ = (1 − z) ⊙ n + z ⊙ h                hidden state
  public func step(_ x: Vector, from previous: State) -> Step {
    let h = previous.hidden
    let (zr, zz) = (resetGate(x, h), updateGate(x, h))

    let r = sigmoid(zr)
    let z = sigmoid(zz)
    let zn = candidate(x, r * h)
    let n = tanh(zn)
    let newHidden = (1 - z) * n + z * h

    return Step(Self.quantities, [r, z, n, newHidden, zr, zz, zn])
  }

  /// The backward twin of `step`.
  ///
  ///     h′ = (1 − z) ⊙ n + z ⊙ h  ⇒  ∂z = ∂h′ ⊙ (h − n),  ∂n = ∂h′ ⊙ (1 − z)
  ///                                  ∂h = ∂h′ ⊙ z
  ///     y = r ⊙ h                 ⇒  ∂r = ∂y ⊙ h,  ∂h += ∂y ⊙ r
  ///
  /// The truncated flow cuts ∂y from h; r still learns from it.
  public func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout Self
  ) -> StepInputGradient {
    let (r, z) = (step[.resetGate], step[.updateGate])
    let (n, h) = (step[.candidateHidden], previous.hidden)

    var result = zeroGradient(x, previous)
    d[.updateGate] += d[.hidden] * (h - n)
    d[.candidateHidden] += d[.hidden] * (1 - z)
    result.previous.hidden = d[.hidden] * z
    d[.candidateHiddenPreactivation] += d[.candidateHidden] * n.tanhSlope
    var dy = Vector(zeros: h.count)
    candidate.backward(
      d[.candidateHiddenPreactivation], x, r * h, flow: .full,
      into: &gradient.candidate, &result.input, &dy)
    d[.resetGate] += dy * h
    if flow == .full { result.previous.hidden += dy * r }
    d[.updatePreactivation] += d[.updateGate] * z.sigmoidSlope
    d[.resetPreactivation] += d[.resetGate] * r.sigmoidSlope

    resetGate.backward(
      d[.resetPreactivation], x, h, flow: flow,
      into: &gradient.resetGate, &result)
    updateGate.backward(
      d[.updatePreactivation], x, h, flow: flow,
      into: &gradient.updateGate, &result)
    return result
  }
}

extension GRUBeforeCell {
  /// `gru-before`.
  public static let name = "gru-before"

  /// r, z, n, h, then the pre-activations.
  public static let quantities: [Quantity] = [
    .resetGate, .updateGate, .candidateHidden, .hidden, .resetPreactivation,
    .updatePreactivation, .candidateHiddenPreactivation,
  ]

  /// Reset gate, update gate, candidate.
  public static let gates: [Gate<GRUBeforeCell>] = [
    Gate("resetGate", \.resetGate, .resetPreactivation),
    Gate("updateGate", \.updateGate, .updatePreactivation),
    Gate("candidate", \.candidate, .candidateHiddenPreactivation),
  ]

  /// The nine arrays.
  public static let parameters = gateParameters

  /// A cell of zero weights.
  public init(inputSize: Int, hiddenSize: Int) {
    let zeros = GateWeights(inputSize: inputSize, hiddenSize: hiddenSize)
    (resetGate, updateGate, candidate) = (zeros, zeros, zeros)
  }

  /// What `lstm-lab cells` says.
  public static let about = CellDescription(
    cell: GRUBeforeCell.self, title: "GRU, reset before the product",
    year: 2014, source: "Cho et al., arXiv 1406.1078; ONNX default",
    difference: "lacks C and the output gate; r resets h itself",
    equations: [
      "r  = σ(W_r·x + U_r·h + b_r)",
      "z  = σ(W_z·x + U_z·h + b_z)",
      "n  = tanh(W_n·x + U_n·(r ⊙ h) + b_n)",
      "h′ = (1 − z) ⊙ n + z ⊙ h",
    ],
    weightFormula: "3H(I + H + 1)", weights: { 3 * $1 * ($0 + $1 + 1) },
    productsPerUnit: 3)
}
