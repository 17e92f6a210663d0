/// The vanilla recurrent network with rectified units.
///
/// Le, Jaitly & Hinton, *A Simple Way to Initialize Recurrent Networks of
/// Rectified Linear Units*, 2015 (arXiv 1504.00941): with U = I and b = 0, the
/// IRNN, a fresh network copies its state from step to step.
public struct ReLURNNCell: GatedCell {
  /// W, U, b.
  public var hidden: GateWeights

  /// One step.
  ///
  ///     h′ = max(0, W·x + U·h + b)
  public func step(_ x: Vector, from previous: State) -> Step {
    let z = hidden(x, previous.hidden)
    return Step(Self.quantities, [z.map { max(0, $0) }, z])
  }

  /// The backward twin: ∂z = ∂h′ where z > 0, and 0 elsewhere.
  public func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout Self
  ) -> StepInputGradient {
    let isOn = step[.hiddenPreactivation].map { $0 > 0 ? 1 : 0 }
    d[.hiddenPreactivation] += d[.hidden] * isOn
    var result = zeroGradient(x, previous)
    backwardThroughGates(
      d, x, previous.hidden, flow: flow, into: &gradient, &result)
    return result
  }
}

extension ReLURNNCell {
  /// `rnn-relu`.
  public static let name = "rnn-relu"

  /// h, then its pre-activation.
  public static let quantities: [Quantity] = [.hidden, .hiddenPreactivation]

  /// The one sum.
  public static let gates: [Gate<ReLURNNCell>] = [
    Gate("hidden", \.hidden, .hiddenPreactivation)
  ]

  /// Input, recurrent and bias.
  public static let parameters = gateParameters

  /// A cell of zero weights.
  public init(inputSize: Int, hiddenSize: Int) {
    hidden = GateWeights(inputSize: inputSize, hiddenSize: hiddenSize)
  }

  /// An IRNN: input weights are drawn, U = I and b = 0, whatever is asked for
  /// recurrent weights.
  public init(
    inputSize: Int, hiddenSize: Int, weights: Initialisation,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(inputSize: inputSize, hiddenSize: hiddenSize)
    hidden.input = weights.input.matrix(
      rows: hiddenSize, columns: inputSize, hiddenSize: hiddenSize,
      using: &generator)
    hidden.recurrent = .identity(hiddenSize)
  }

  /// h is 0 or more.
  public static func range(of quantity: Quantity) -> Quantity.Range {
    quantity == .hidden ? .nonNegative : quantity.range
  }

  /// What `lstm-lab cells` says.
  public static let about = CellDescription(
    cell: ReLURNNCell.self, title: "Rectified RNN (IRNN)", year: 2015,
    source: "Le, Jaitly & Hinton, arXiv 1504.00941",
    difference: "lacks gates and C; starts as a copy: U = I, b = 0",
    equations: ["h′ = max(0, W·x + U·h + b)"],
    weightFormula: "H(I + H + 1)", weights: { $1 * ($0 + $1 + 1) },
    productsPerUnit: 0)
}
