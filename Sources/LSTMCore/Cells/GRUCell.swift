/// The gated recurrent unit, with the reset gate after the product.
///
/// Cho et al., *Learning Phrase Representations using RNN Encoder–Decoder*,
/// 2014 (arXiv 1406.1078), in the form of its first version and of cuDNN,
/// which PyTorch and, by default, Keras compute. `GRUBeforeCell` resets h
/// before the product; the two differ.
///
/// There is no C: h itself is the memory, and z ⊙ h carries its error. The
/// truncated flow keeps that path and cuts the recurrent inputs.
public struct GRUCell: GatedCell {
  /// W_r, U_r, b_r.
  public var resetGate: GateWeights
  /// W_z, U_z, b_z.
  public var updateGate: GateWeights
  /// W_n, U_n, b_n.
  public var candidate: GateWeights
  /// d_n, inside the reset; (hidden).
  public var recurrentBias: Vector

  /// One step.
  ///
  ///     r  = σ(W_r·x + U_r·h + b_r)                     reset gate
  ///     z  = σ(W_z·x + U_z·h + b_z)                     update gate
  ///     n  = tanh(W_n·x + b_n + r ⊙ (U_n·h + d_n))      candidate state
  ///     h′ = (1 − z) ⊙ n + z ⊙ h                        hidden state
  public func step(_ x: Vector, from previous: State) -> Step {
    let h = previous.hidden
    let (zr, zz) = (resetGate(x, h), updateGate(x, h))
    var un = recurrentBias
    candidate.recurrent.multiply(h, addingInto: &un)

    let r = sigmoid(zr)
    let z = sigmoid(zz)
    var zn = candidate.bias + r * un
    candidate.input.multiply(x, addingInto: &zn)
    let n = tanh(zn)
    let newHidden = (1 - z) * n + z * h

    return Step(Self.quantities, [r, z, n, newHidden, zr, zz, zn, un])
  }

  /// The backward twin of `step`.
  ///
  ///     h′ = (1 − z) ⊙ n + z ⊙ h  ⇒  ∂z = ∂h′ ⊙ (h − n),  ∂n = ∂h′ ⊙ (1 − z)
  ///                                  ∂h = ∂h′ ⊙ z
  ///     z_n = … + r ⊙ u           ⇒  ∂r = ∂z_n ⊙ u,  ∂u = ∂z_n ⊙ r
  ///     u = U_n·h + d_n           ⇒  ∂U_n += ∂u·hᵀ,  ∂d_n += ∂u
  ///                                  ∂h += U_nᵀ·∂u
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
    let dzn = d[.candidateHiddenPreactivation]
    d[.resetGate] += dzn * step[.recurrentCandidate]
    d[.recurrentCandidate] += dzn * r
    d[.updatePreactivation] += d[.updateGate] * z.sigmoidSlope
    d[.resetPreactivation] += d[.resetGate] * r.sigmoidSlope

    gradient.candidate.input.accumulate(dzn, x)
    gradient.candidate.bias.accumulate(dzn)
    candidate.input.multiplyTransposed(dzn, addingInto: &result.input)
    let du = d[.recurrentCandidate]
    gradient.candidate.recurrent.accumulate(du, h)
    gradient.recurrentBias.accumulate(du)
    if flow == .full {
      candidate.recurrent.multiplyTransposed(
        du, addingInto: &result.previous.hidden)
    }
    resetGate.backward(
      d[.resetPreactivation], x, h, flow: flow,
      into: &gradient.resetGate, &result)
    updateGate.backward(
      d[.updatePreactivation], x, h, flow: flow,
      into: &gradient.updateGate, &result)
    return result
  }
}

extension GRUCell {
  /// `gru`.
  public static let name = "gru"

  /// r, z, n, h, then the pre-activations.
  public static let quantities: [Quantity] = [
    .resetGate, .updateGate, .candidateHidden, .hidden, .resetPreactivation,
    .updatePreactivation, .candidateHiddenPreactivation, .recurrentCandidate,
  ]

  /// Reset gate, update gate, candidate.
  public static let gates: [Gate<GRUCell>] = [
    Gate("resetGate", \.resetGate, .resetPreactivation),
    Gate("updateGate", \.updateGate, .updatePreactivation),
    Gate("candidate", \.candidate, .candidateHiddenPreactivation),
  ]

  /// The gates' nine arrays and the bias inside the reset.
  public static let parameters =
    gateParameters + [Parameter("recurrentBias", vector: \.recurrentBias)]

  /// A cell of zero weights.
  public init(inputSize: Int, hiddenSize: Int) {
    let zeros = GateWeights(inputSize: inputSize, hiddenSize: hiddenSize)
    (resetGate, updateGate, candidate) = (zeros, zeros, zeros)
    recurrentBias = Vector(zeros: hiddenSize)
  }

  /// What `lstm-lab cells` says.
  public static let about = CellDescription(
    cell: GRUCell.self, title: "GRU, reset after the product", year: 2014,
    source: "Cho et al., arXiv 1406.1078 v1; PyTorch, cuDNN, Keras default",
    difference:
      "lacks C and the output gate; r resets U·h, z mixes old and new",
    equations: [
      "r  = σ(W_r·x + U_r·h + b_r)",
      "z  = σ(W_z·x + U_z·h + b_z)",
      "n  = tanh(W_n·x + b_n + r ⊙ (U_n·h + d_n))",
      "h′ = (1 − z) ⊙ n + z ⊙ h",
    ],
    weightFormula: "3H(I + H + 1) + H",
    weights: { 3 * $1 * ($0 + $1 + 1) + $1 }, productsPerUnit: 3)
}
