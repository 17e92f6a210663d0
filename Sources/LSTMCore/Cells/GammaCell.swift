/// A cell found in lecture notes, with a dense layer between memory and output.
///
/// Non-standard: no paper is known to give it. The notes write γ_f1 for f,
/// σ(W_f2…) for i, σ(W_f3…) for o and a for h, and put W_o·C′ + b_o where the
/// LSTM has C′ alone. So ∂h/∂C is dense, diag(o ⊙ (1 − tanh²))·W_o, and a unit
/// of h no longer belongs to a unit of C. With W_o = I and b_o = 0 it is the
/// LSTM.
public struct GammaCell: GatedCell {
  /// W_f1, U_f1, b_f1.
  public var forgetGate: GateWeights
  /// W_f2, U_f2, b_f2.
  public var inputGate: GateWeights
  /// W_i, U_i, b_i of the notes: the candidate.
  public var candidate: GateWeights
  /// W_f3, U_f3, b_f3.
  public var outputGate: GateWeights
  /// W_o; (hidden × hidden).
  public var outputTransform: Matrix
  /// b_o; (hidden).
  public var outputBias: Vector

  /// One step.
  ///
  ///     f  = σ(W_f·x + U_f·h + b_f)          γ_f1
  ///     i  = σ(W_i·x + U_i·h + b_i)          σ(W_f2…)
  ///     C̃  = tanh(W_C·x + U_C·h + b_C)       tanh(W_i…); γ_i is C̃ ⊙ i
  ///     o  = σ(W_o′·x + U_o′·h + b_o′)       σ(W_f3…)
  ///     C′ = f ⊙ C + i ⊙ C̃                   c^t = γ_f1 c^(t−1) + γ_i
  ///     h′ = o ⊙ tanh(W_o·C′ + b_o)          a^t = γ_o
  public func step(_ x: Vector, from previous: State) -> Step {
    let (h, c) = (previous.hidden, previous.cell)
    let (zf, zi) = (forgetGate(x, h), inputGate(x, h))
    let (zg, zo) = (candidate(x, h), outputGate(x, h))

    let f = sigmoid(zf)
    let i = sigmoid(zi)
    let g = tanh(zg)
    let o = sigmoid(zo)
    let newCell = f * c + i * g
    let zc = outputTransform * newCell + outputBias
    let newHidden = o * tanh(zc)

    return Step(
      Self.quantities, [f, i, g, o, newCell, newHidden, zf, zi, zg, zo, zc])
  }

  /// The backward twin of `step`: as the LSTM's, but
  ///
  ///     h′ = o ⊙ tanh(z_c)    ⇒  ∂z_c = ∂h′ ⊙ o ⊙ (1 − tanh²(z_c))
  ///     z_c = W_o·C′ + b_o    ⇒  ∂W_o += ∂z_c·C′ᵀ,  ∂b_o += ∂z_c
  ///                              ∂C′ += W_oᵀ·∂z_c
  public func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout Self
  ) -> StepInputGradient {
    let (f, i) = (step[.forgetGate], step[.inputGate])
    let (g, o) = (step[.candidate], step[.outputGate])
    let shown = tanh(step[.shownPreactivation])

    d[.outputGate] += d[.hidden] * shown
    d[.shownPreactivation] += d[.hidden] * o * shown.tanhSlope
    gradient.outputTransform.accumulate(
      d[.shownPreactivation], step[.cell])
    gradient.outputBias.accumulate(d[.shownPreactivation])
    outputTransform.multiplyTransposed(
      d[.shownPreactivation], addingInto: &d[.cell])
    d[.forgetGate] += d[.cell] * previous.cell
    d[.inputGate] += d[.cell] * g
    d[.candidate] += d[.cell] * i

    d[.outputPreactivation] += d[.outputGate] * o.sigmoidSlope
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

extension GammaCell {
  /// `gamma`.
  public static let name = "gamma"

  /// f, i, C̃, o, C, h, then the pre-activations with that of the output.
  public static let quantities: [Quantity] =
    Quantity.lstm + Quantity.lstmPreactivations + [.shownPreactivation]

  /// Forget gate, input gate, candidate, output gate.
  public static let gates: [Gate<GammaCell>] = [
    Gate("forgetGate", \.forgetGate, .forgetPreactivation),
    Gate("inputGate", \.inputGate, .inputPreactivation),
    Gate("candidate", \.candidate, .candidatePreactivation),
    Gate("outputGate", \.outputGate, .outputPreactivation),
  ]

  /// The gates' twelve arrays and W_o, b_o.
  public static let parameters =
    gateParameters + [
      Parameter("outputTransform", matrix: \.outputTransform),
      Parameter("outputBias", vector: \.outputBias),
    ]

  /// A cell of zero weights.
  public init(inputSize: Int, hiddenSize: Int) {
    let zeros = GateWeights(inputSize: inputSize, hiddenSize: hiddenSize)
    (forgetGate, inputGate, candidate, outputGate) = (
      zeros, zeros, zeros, zeros
    )
    outputTransform = Matrix(rows: hiddenSize, columns: hiddenSize)
    outputBias = Vector(zeros: hiddenSize)
  }

  /// A cell of random weights; W_o is drawn as recurrent weights are.
  public init(
    inputSize: Int, hiddenSize: Int, weights: Initialisation,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(inputSize: inputSize, hiddenSize: hiddenSize)
    drawGates(weights, using: &generator)
    outputTransform = weights.recurrent.matrix(
      rows: hiddenSize, columns: hiddenSize, hiddenSize: hiddenSize,
      using: &generator)
  }

  /// What `lstm-lab cells` says.
  public static let about = CellDescription(
    cell: GammaCell.self, title: "The γ cell of lecture notes", year: nil,
    source: "non-standard, found in lecture notes; no paper is known",
    difference: "adds W_o, b_o between C and the output's tanh",
    equations: [
      "f  = σ(W_f·x + U_f·h + b_f)",
      "i  = σ(W_i·x + U_i·h + b_i)",
      "C̃  = tanh(W_C·x + U_C·h + b_C)",
      "o  = σ(W_g·x + U_g·h + b_g)",
      "C′ = f ⊙ C + i ⊙ C̃",
      "h′ = o ⊙ tanh(W_o·C′ + b_o)",
    ],
    weightFormula: "4H(I + H + 1) + H² + H",
    weights: { 4 * $1 * ($0 + $1 + 1) + $1 * $1 + $1 }, productsPerUnit: 3)
}
