/// The vanilla recurrent network: one squashed sum, nothing gated.
///
/// Elman, *Finding Structure in Time*, Cognitive Science 14(2), 1990, in the
/// form that PyTorch's `RNN` computes.
public struct RNNCell: GatedCell {
  /// W, U, b.
  public var hidden: GateWeights

  /// One step: reads `x` (input) and the previous state (hidden).
  ///
  ///     h′ = tanh(W·x + U·h + b)
  public func step(_ x: Vector, from previous: State) -> Step {
    let z = hidden(x, previous.hidden)
    return Step(Self.quantities, [tanh(z), z])
  }

  /// The backward twin: ∂z = ∂h′ ⊙ (1 − h′²). The truncated flow carries
  /// nothing across steps, for there is no C to carry it.
  public func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout RNNCell
  ) -> StepInputGradient {
    d[.hiddenPreactivation] += d[.hidden] * step[.hidden].tanhSlope
    var result = StepInputGradient(
      input: Vector(zeros: x.count),
      previous: State(hidden: Vector(zeros: hiddenSize)))
    hidden.backward(
      d[.hiddenPreactivation], x, previous.hidden, flow: flow,
      into: &gradient.hidden, &result)
    return result
  }
}

extension RNNCell {
  /// `rnn-tanh`.
  public static let name = "rnn-tanh"

  /// h, then its pre-activation.
  public static let quantities: [Quantity] = [.hidden, .hiddenPreactivation]

  /// The one sum.
  public static let gates: [Gate<RNNCell>] = [
    Gate("hidden", \.hidden, .hiddenPreactivation)
  ]

  /// Input, recurrent and bias.
  public static let parameters = gateParameters

  /// A cell of zero weights.
  public init(inputSize: Int, hiddenSize: Int) {
    hidden = GateWeights(inputSize: inputSize, hiddenSize: hiddenSize)
  }

  /// What `lstm-lab cells` says.
  public static let about = CellDescription(
    cell: RNNCell.self, title: "Vanilla RNN", year: 1990,
    source: "Elman, Finding Structure in Time, Cognitive Science 14(2)",
    difference: "lacks gates and C",
    equations: ["h′ = tanh(W·x + U·h + b)"],
    weightFormula: "H(I + H + 1)", weights: { $1 * ($0 + $1 + 1) },
    productsPerUnit: 0)
}
