/// An LSTM that forgets exactly as much as it writes: f = 1 − i.
///
/// The coupled input and forget gate (CIFG) of Greff et al., *LSTM: A Search
/// Space Odyssey*, 2015 (arXiv 1503.04069), here without peepholes. C is a
/// weighted mean of what was written, so it stays within ±1.
public struct CoupledCell: GatedCell {
  /// W_i, U_i, b_i.
  public var inputGate: GateWeights
  /// W_C, U_C, b_C.
  public var candidate: GateWeights
  /// W_o, U_o, b_o.
  public var outputGate: GateWeights

  /// One step.
  ///
  ///     i  = σ(W_i·x + U_i·h + b_i)        input gate
  ///     f  = 1 − i                         forget gate
  ///     C̃  = tanh(W_C·x + U_C·h + b_C)     candidate
  ///     o  = σ(W_o·x + U_o·h + b_o)        output gate
  ///     C′ = f ⊙ C + i ⊙ C̃                 cell
  ///     h′ = o ⊙ tanh(C′)                  hidden state
  public func step(_ x: Vector, from previous: State) -> Step {
    let (h, c) = (previous.hidden, previous.cell)
    let (zi, zg, zo) = (inputGate(x, h), candidate(x, h), outputGate(x, h))

    let i = sigmoid(zi)
    let f = 1 - i
    let g = tanh(zg)
    let o = sigmoid(zo)
    let newCell = f * c + i * g
    let newHidden = o * tanh(newCell)

    return Step(Self.quantities, [f, i, g, o, newCell, newHidden, zi, zg, zo])
  }

  /// The backward twin of `step`: as the LSTM's, but
  ///
  ///     f = 1 − i  ⇒  ∂i −= ∂f
  public func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout Self
  ) -> StepInputGradient {
    let (f, i) = (step[.forgetGate], step[.inputGate])
    let (g, o) = (step[.candidate], step[.outputGate])
    let shown = tanh(step[.cell])

    d[.outputGate] += d[.hidden] * shown
    d[.cell] += d[.hidden] * o * shown.tanhSlope
    d[.forgetGate] += d[.cell] * previous.cell
    d[.inputGate] += d[.cell] * g - d[.forgetGate]
    d[.candidate] += d[.cell] * i

    d[.outputPreactivation] += d[.outputGate] * o.sigmoidSlope
    d[.candidatePreactivation] += d[.candidate] * g.tanhSlope
    d[.inputPreactivation] += d[.inputGate] * i.sigmoidSlope

    var result = zeroGradient(x, previous)
    result.previous.cell = d[.cell] * f
    backwardThroughGates(
      d, x, previous.hidden, flow: flow, into: &gradient, &result)
    return result
  }
}

extension CoupledCell {
  /// `coupled`.
  public static let name = "coupled"

  /// f, i, C̃, o, C, h, then three pre-activations.
  public static let quantities: [Quantity] =
    Quantity.lstm + [
      .inputPreactivation, .candidatePreactivation, .outputPreactivation,
    ]

  /// Input gate, candidate, output gate.
  public static let gates: [Gate<CoupledCell>] = [
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

  /// A cell of random weights. A forget bias b becomes an input bias −b, for
  /// 1 − σ(−b) = σ(b).
  public init(
    inputSize: Int, hiddenSize: Int, weights: Initialisation,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(inputSize: inputSize, hiddenSize: hiddenSize)
    drawGates(weights, using: &generator)
    inputGate.bias = inputGate.bias.map { _ in -weights.forgetBias }
  }

  /// What `lstm-lab cells` says.
  public static let about = CellDescription(
    cell: CoupledCell.self, title: "Coupled input and forget gate", year: 2015,
    source: "Greff et al., LSTM: A Search Space Odyssey, arXiv 1503.04069",
    difference: "lacks a forget gate of its own: f = 1 − i",
    equations: [
      "i  = σ(W_i·x + U_i·h + b_i)",
      "f  = 1 − i",
      "C̃  = tanh(W_C·x + U_C·h + b_C)",
      "o  = σ(W_o·x + U_o·h + b_o)",
      "C′ = f ⊙ C + i ⊙ C̃",
      "h′ = o ⊙ tanh(C′)",
    ],
    weightFormula: "3H(I + H + 1)", weights: { 3 * $1 * ($0 + $1 + 1) },
    productsPerUnit: 3)
}
