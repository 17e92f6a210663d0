/// An LSTM whose gates read the gates of the step before.
///
/// FGR in Greff et al., *LSTM: A Search Space Odyssey*, 2015 (arXiv
/// 1503.04069), here without peepholes: nine more matrices, from each of f, i
/// and o to each of them. The cell of 1997 had this, and its candidate read
/// the gates as well.
public struct FullGateRecurrenceCell: GatedCell {
  /// W_f, U_f (hidden × 4 hidden: from f, i, o and h), b_f.
  public var forgetGate: GateWeights
  /// W_i, U_i (hidden × 4 hidden), b_i.
  public var inputGate: GateWeights
  /// W_C, U_C (hidden × hidden: from h alone), b_C.
  public var candidate: GateWeights
  /// W_o, U_o (hidden × 4 hidden), b_o.
  public var outputGate: GateWeights

  /// One step.
  ///
  ///     y  = [f, i, o, h] of the step before
  ///     f′ = σ(W_f·x + U_f·y + b_f)        forget gate
  ///     i′ = σ(W_i·x + U_i·y + b_i)        input gate
  ///     C̃  = tanh(W_C·x + U_C·h + b_C)     candidate
  ///     o′ = σ(W_o·x + U_o·y + b_o)        output gate
  ///     C′ = f′ ⊙ C + i′ ⊙ C̃               cell
  ///     h′ = o′ ⊙ tanh(C′)                 hidden state
  public func step(_ x: Vector, from previous: State) -> Step {
    let (h, c) = (previous.hidden, previous.cell)
    let y = Vector(joining: [previous.gates, h])
    let (zf, zi) = (forgetGate(x, y), inputGate(x, y))
    let (zg, zo) = (candidate(x, h), outputGate(x, y))

    let f = sigmoid(zf)
    let i = sigmoid(zi)
    let g = tanh(zg)
    let o = sigmoid(zo)
    let newCell = f * c + i * g
    let newHidden = o * tanh(newCell)

    return Step(
      Self.quantities, [f, i, g, o, newCell, newHidden, zf, zi, zg, zo],
      feedback: [.forgetGate, .inputGate, .outputGate])
  }

  /// The backward twin of `step`: as the LSTM's, but the gates' error goes
  /// back to all of y.
  public func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout Self
  ) -> StepInputGradient {
    let (f, i) = (step[.forgetGate], step[.inputGate])
    let (g, o) = (step[.candidate], step[.outputGate])
    let (h, c) = (previous.hidden, previous.cell)
    let y = Vector(joining: [previous.gates, h])
    let shown = tanh(step[.cell])

    d[.outputGate] += d[.hidden] * shown
    d[.cell] += d[.hidden] * o * shown.tanhSlope
    d[.forgetGate] += d[.cell] * c
    d[.inputGate] += d[.cell] * g
    d[.candidate] += d[.cell] * i

    d[.outputPreactivation] += d[.outputGate] * o.sigmoidSlope
    d[.candidatePreactivation] += d[.candidate] * g.tanhSlope
    d[.inputPreactivation] += d[.inputGate] * i.sigmoidSlope
    d[.forgetPreactivation] += d[.forgetGate] * f.sigmoidSlope

    var result = zeroGradient(x, previous)
    result.previous.cell = d[.cell] * f
    candidate.backward(
      d[.candidatePreactivation], x, h, flow: flow,
      into: &gradient.candidate, &result)
    var dy = Vector(zeros: y.count)
    for gate in Self.gates where gate.preactivation != .candidatePreactivation {
      self[keyPath: gate.path].backward(
        d[gate.preactivation], x, y, flow: flow,
        into: &gradient[keyPath: gate.path], &result.input, &dy)
    }
    result.previous.gates = dy[0..<3 * h.count]
    result.previous.hidden += dy[3 * h.count..<y.count]
    return result
  }
}

extension FullGateRecurrenceCell {
  /// `full-gate-recurrence`.
  public static let name = "full-gate-recurrence"

  /// f, i, C̃, o, C, h, then the four pre-activations.
  public static let quantities = Quantity.lstm + Quantity.lstmPreactivations

  /// Forget gate, input gate, candidate, output gate.
  public static let gates: [Gate<FullGateRecurrenceCell>] = [
    Gate("forgetGate", \.forgetGate, .forgetPreactivation),
    Gate("inputGate", \.inputGate, .inputPreactivation),
    Gate("candidate", \.candidate, .candidatePreactivation),
    Gate("outputGate", \.outputGate, .outputPreactivation),
  ]

  /// The twelve arrays.
  public static let parameters = gateParameters

  /// A cell of zero weights.
  public init(inputSize: Int, hiddenSize: Int) {
    let zeros = GateWeights(
      units: hiddenSize, inputSize: inputSize, sources: 4 * hiddenSize)
    (forgetGate, inputGate, outputGate) = (zeros, zeros, zeros)
    candidate = GateWeights(inputSize: inputSize, hiddenSize: hiddenSize)
  }

  /// h = 0, C = 0, and silent gates.
  public var zeroState: State {
    let zeros = Vector(zeros: hiddenSize)
    return State(
      hidden: zeros, cell: zeros, gates: Vector(zeros: 3 * hiddenSize))
  }

  /// What `lstm-lab cells` says.
  public static let about = CellDescription(
    cell: FullGateRecurrenceCell.self, title: "LSTM with full gate recurrence",
    year: 2015,
    source: "Greff et al., LSTM: A Search Space Odyssey, arXiv 1503.04069",
    difference: "adds nine matrices: gates read the gates of the step before",
    equations: [
      "y  = [f, i, o, h] of the step before",
      "f′ = σ(W_f·x + U_f·y + b_f)",
      "i′ = σ(W_i·x + U_i·y + b_i)",
      "C̃  = tanh(W_C·x + U_C·h + b_C)",
      "o′ = σ(W_o·x + U_o·y + b_o)",
      "C′ = f′ ⊙ C + i′ ⊙ C̃",
      "h′ = o′ ⊙ tanh(C′)",
    ],
    weightFormula: "4H(I + H + 1) + 9H²",
    weights: { 4 * $1 * ($0 + $1 + 1) + 9 * $1 * $1 }, productsPerUnit: 3)
}
