/// The vanilla recurrent network: one squashed sum, nothing gated.
///
/// Elman, *Finding Structure in Time*, Cognitive Science 14(2), 1990, in the
/// form that PyTorch's `RNN` computes.
public struct RNNCell: Cell {
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
    d[.hiddenPreactivation] += d[.hidden] * (1 - step[.hidden].squared)
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

  /// Input, recurrent and bias.
  public static let parameters: [Parameter<RNNCell>] = [
    Parameter("hidden.input", \.hidden.input.elements),
    Parameter("hidden.recurrent", \.hidden.recurrent.elements),
    Parameter("hidden.bias", \.hidden.bias.elements),
  ]

  /// A cell of zero weights.
  public init(inputSize: Int, hiddenSize: Int) {
    hidden = GateWeights(inputSize: inputSize, hiddenSize: hiddenSize)
  }

  /// How many values a step reads.
  public var inputSize: Int { hidden.input.columns }

  /// How many units there are.
  public var hiddenSize: Int { hidden.recurrent.rows }

  /// h = 0.
  public var zeroState: State { State(hidden: Vector(zeros: hiddenSize)) }
}
