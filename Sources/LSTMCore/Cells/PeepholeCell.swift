/// An LSTM whose gates see the memory itself, not only what was shown of it.
///
/// Gers & Schmidhuber, *Recurrent Nets that Time and Count*, IJCNN 2000, for
/// tasks that need exact timing. Each gate has one extra weight a unit, p: f
/// and i look at the old C, o at the new one.
public struct PeepholeCell: GatedCell {
  /// W_f, U_f, b_f.
  public var forgetGate: GateWeights
  /// W_i, U_i, b_i.
  public var inputGate: GateWeights
  /// W_C, U_C, b_C.
  public var candidate: GateWeights
  /// W_o, U_o, b_o.
  public var outputGate: GateWeights
  /// p_f, p_i and p_o; each (hidden).
  public var forgetPeephole, inputPeephole, outputPeephole: Vector

  /// One step.
  ///
  ///     f  = σ(W_f·x + U_f·h + p_f ⊙ C + b_f)     forget gate
  ///     i  = σ(W_i·x + U_i·h + p_i ⊙ C + b_i)     input gate
  ///     C̃  = tanh(W_C·x + U_C·h + b_C)            candidate
  ///     C′ = f ⊙ C + i ⊙ C̃                        cell
  ///     o  = σ(W_o·x + U_o·h + p_o ⊙ C′ + b_o)    output gate
  ///     h′ = o ⊙ tanh(C′)                         hidden state
  public func step(_ x: Vector, from previous: State) -> Step {
    let (h, c) = (previous.hidden, previous.cell)
    let zf = forgetGate(x, h) + forgetPeephole * c
    let zi = inputGate(x, h) + inputPeephole * c
    let zg = candidate(x, h)

    let f = sigmoid(zf)
    let i = sigmoid(zi)
    let g = tanh(zg)
    let newCell = f * c + i * g
    let zo = outputGate(x, h) + outputPeephole * newCell
    let o = sigmoid(zo)
    let newHidden = o * tanh(newCell)

    return Step(
      Self.quantities, [f, i, g, o, newCell, newHidden, zf, zi, zg, zo])
  }

  /// The backward twin of `step`: as the LSTM's, and
  ///
  ///     z_o = … + p_o ⊙ C′  ⇒  ∂p_o += ∂z_o ⊙ C′,  ∂C′ += ∂z_o ⊙ p_o
  ///     z_f = … + p_f ⊙ C   ⇒  ∂p_f += ∂z_f ⊙ C,   ∂C  += ∂z_f ⊙ p_f
  ///
  /// and so for z_i. The truncated flow cuts the error of peepholes, too, as
  /// the paper does.
  public func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout Self
  ) -> StepInputGradient {
    let (f, i) = (step[.forgetGate], step[.inputGate])
    let (g, o) = (step[.candidate], step[.outputGate])
    let (h, c) = (previous.hidden, previous.cell)
    let shown = tanh(step[.cell])

    d[.outputGate] += d[.hidden] * shown
    d[.cell] += d[.hidden] * o * shown.tanhSlope
    d[.outputPreactivation] += d[.outputGate] * o.sigmoidSlope
    gradient.outputPeephole.accumulate(d[.outputPreactivation] * step[.cell])
    if flow == .full { d[.cell] += d[.outputPreactivation] * outputPeephole }
    d[.forgetGate] += d[.cell] * c
    d[.inputGate] += d[.cell] * g
    d[.candidate] += d[.cell] * i

    d[.candidatePreactivation] += d[.candidate] * g.tanhSlope
    d[.inputPreactivation] += d[.inputGate] * i.sigmoidSlope
    d[.forgetPreactivation] += d[.forgetGate] * f.sigmoidSlope
    gradient.inputPeephole.accumulate(d[.inputPreactivation] * c)
    gradient.forgetPeephole.accumulate(d[.forgetPreactivation] * c)

    var result = zeroGradient(x, previous)
    result.previous.cell = d[.cell] * f
    if flow == .full {
      result.previous.cell += d[.inputPreactivation] * inputPeephole
      result.previous.cell += d[.forgetPreactivation] * forgetPeephole
    }
    backwardThroughGates(d, x, h, flow: flow, into: &gradient, &result)
    return result
  }
}

extension PeepholeCell {
  /// `peephole`.
  public static let name = "peephole"

  /// f, i, C̃, o, C, h, then the four pre-activations.
  public static let quantities = Quantity.lstm + Quantity.lstmPreactivations

  /// Forget gate, input gate, candidate, output gate.
  public static let gates: [Gate<PeepholeCell>] = [
    Gate("forgetGate", \.forgetGate, .forgetPreactivation),
    Gate("inputGate", \.inputGate, .inputPreactivation),
    Gate("candidate", \.candidate, .candidatePreactivation),
    Gate("outputGate", \.outputGate, .outputPreactivation),
  ]

  /// The gates' twelve arrays and the three peepholes.
  public static let parameters =
    gateParameters + [
      Parameter("forgetPeephole", vector: \.forgetPeephole),
      Parameter("inputPeephole", vector: \.inputPeephole),
      Parameter("outputPeephole", vector: \.outputPeephole),
    ]

  /// A cell of zero weights.
  public init(inputSize: Int, hiddenSize: Int) {
    let zeros = GateWeights(inputSize: inputSize, hiddenSize: hiddenSize)
    (forgetGate, inputGate, candidate, outputGate) = (
      zeros, zeros, zeros, zeros
    )
    forgetPeephole = Vector(zeros: hiddenSize)
    (inputPeephole, outputPeephole) = (forgetPeephole, forgetPeephole)
  }

  /// What `lstm-lab cells` says.
  public static let about = CellDescription(
    cell: PeepholeCell.self, title: "LSTM with peepholes", year: 2000,
    source: "Gers & Schmidhuber, Recurrent Nets that Time and Count, IJCNN",
    difference: "adds p: gates see the memory (f, i the old C, o the new)",
    equations: [
      "f  = σ(W_f·x + U_f·h + p_f ⊙ C + b_f)",
      "i  = σ(W_i·x + U_i·h + p_i ⊙ C + b_i)",
      "C̃  = tanh(W_C·x + U_C·h + b_C)",
      "C′ = f ⊙ C + i ⊙ C̃",
      "o  = σ(W_o·x + U_o·h + p_o ⊙ C′ + b_o)",
      "h′ = o ⊙ tanh(C′)",
    ],
    weightFormula: "4H(I + H + 1) + 3H",
    weights: { 4 * $1 * ($0 + $1 + 1) + 3 * $1 }, productsPerUnit: 3)
}
