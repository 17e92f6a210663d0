/// A recurrent cell: its weights, and one step forward and backward.
///
/// A gradient with respect to a cell's weights has the cell's own type.
public protocol Cell: Equatable, Sendable {
  /// The name on the command line and in model files, such as `lstm`.
  static var name: String { get }
  /// What a step records, in order: the quantities to show, then
  /// pre-activations.
  static var quantities: [Quantity] { get }
  /// Every array of weights by name, in a fixed order.
  static var parameters: [Parameter<Self>] { get }

  /// A cell of zero weights.
  init(inputSize: Int, hiddenSize: Int)

  /// How many values a step reads.
  var inputSize: Int { get }
  /// How many units there are.
  var hiddenSize: Int { get }
  /// How many values h has: one a unit, but for a projected cell.
  var outputSize: Int { get }
  /// h = 0, and C = 0 where there is one.
  var zeroState: State { get }
  /// A cell of the same sizes with zero weights, to accumulate gradients in.
  var zeros: Self { get }
  /// How many values a recorded quantity has: one a unit, but for the gates
  /// of memory blocks and the parts of a projected cell.
  func width(of quantity: Quantity) -> Int
  /// Where the values of a quantity lie in this kind of cell.
  static func range(of quantity: Quantity) -> Quantity.Range

  /// A cell of random weights.
  init(
    inputSize: Int, hiddenSize: Int, weights: Initialisation,
    using generator: inout some RandomNumberGenerator)

  /// One step: reads `x` (input) and the previous state, and returns all that
  /// was computed.
  func step(_ x: Vector, from previous: State) -> Step

  /// The same step backward.
  ///
  /// - Parameters:
  ///   - d: on entry ∂L/∂h and ∂L/∂C as far as later steps and the loss give
  ///     them; on return the full gradient of every recorded quantity.
  ///   - gradient: receives `+=` the gradient of the weights; one of no units
  ///     receives nothing.
  /// - Returns: the gradient of what the step read.
  func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout Self
  ) -> StepInputGradient
}

/// Which of the paths that error can take backward are followed.
public enum GradientFlow: Sendable {
  /// All of them: the exact gradient.
  case full
  /// The 1997 truncation: error that reaches the recurrent input of a gate or
  /// of the candidate is cut, so that across steps it travels through C alone.
  /// (Hochreiter & Schmidhuber 1997, section 4 and appendix A.1.)
  case truncated
}

/// The gradient of what one step read.
public struct StepInputGradient: Equatable, Sendable {
  /// ∂L/∂x; (input).
  public var input: Vector
  /// ∂L/∂h and ∂L/∂C of the step before.
  public var previous: State

  /// A gradient of the given parts.
  public init(input: Vector, previous: State) {
    (self.input, self.previous) = (input, previous)
  }
}

extension Cell {
  /// How many weights there are, biases included.
  public var parameterCount: Int {
    Self.parameters.reduce(0) { $0 + $1.count(in: self) }
  }

  /// As many as there are units.
  public var outputSize: Int { hiddenSize }

  /// A cell of the same size with zero weights.
  public var zeros: Self {
    Self(inputSize: inputSize, hiddenSize: hiddenSize)
  }

  /// One value a unit.
  public func width(of quantity: Quantity) -> Int { hiddenSize }

  /// What the quantity says of itself.
  public static func range(of quantity: Quantity) -> Quantity.Range {
    quantity.range
  }

  /// The quantities that figures and files show unless asked for more.
  public static var recorded: [Quantity] {
    quantities.filter { !$0.isPreactivation }
  }
}
