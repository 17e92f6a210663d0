/// A recurrent layer: its weights, and one step forward and backward.
///
/// There are two: `EquationCell`, any kind of cell by its equations, and
/// `LSTMCell`, the LSTM written out by hand. A gradient with respect to a
/// cell's weights has the cell's own type.
public protocol Cell: Equatable, Sendable {
  /// Its kind: name, equations, quantities.
  var definition: CellDefinition { get }
  /// How large it is.
  var sizes: CellSizes { get }
  /// A cell of the same sizes with zero weights, to accumulate gradients in.
  var zeros: Self { get }
  /// A gradient that is not asked for: it receives nothing.
  var nothing: Self { get }
  /// The same layer by its equations, with the same weights.
  var byEquations: EquationCell { get }

  /// The values of one array of `parameters`, row after row for a matrix; as
  /// many as there are must be set.
  subscript(parameter index: Int) -> [Double] { get set }

  /// One step: reads `x` (input) and the previous state, whose parts must be
  /// those of `zeroState`, and returns all that was computed.
  func step(_ x: Vector, from previous: State) -> Step

  /// The same step backward.
  ///
  /// - Parameters:
  ///   - d: on entry ∂L/∂h and ∂L/∂C as far as later steps and the loss give
  ///     them; on return the full gradient of every recorded quantity.
  ///   - x: what the step read; an empty vector where ∂L/∂x is not asked for
  ///     and the weights' gradient is `nothing`.
  ///   - gradient: receives `+=` the gradient of the weights.
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
  /// The 1997 truncation: error that reaches a value of the step before
  /// through weights is cut, and so is that of peepholes, so that across steps
  /// it travels through the memory alone. (Hochreiter & Schmidhuber 1997,
  /// section 4 and appendix A.1.)
  case truncated
}

/// The gradient of what one step read.
public struct StepInputGradient: Equatable, Sendable {
  /// ∂L/∂x; (input).
  public var input: Vector
  /// ∂L/∂ each part of the state before.
  public var previous: State

  /// A gradient of the given parts.
  public init(input: Vector, previous: State) {
    (self.input, self.previous) = (input, previous)
  }
}

extension Cell {
  /// What a step records, in order: the quantities to show, then
  /// pre-activations.
  public var quantities: [Quantity] { definition.quantities }

  /// The quantities that figures and files show unless asked for more.
  public var recorded: [Quantity] { definition.recorded }

  /// Every array of weights by name and shape, in a fixed order.
  public var parameters: [Parameter] {
    definition.arrays.map { array in
      let rows = array.rows(sizes)
      return Parameter(
        name: array.name,
        shape: array.columns.map { [rows, $0(sizes)] } ?? [rows])
    }
  }

  /// How many weights there are, biases included.
  public var parameterCount: Int {
    definition.arrays.reduce(0) {
      $0 + $1.rows(sizes) * ($1.columns?(sizes) ?? 1)
    }
  }

  /// How many values a step reads.
  public var inputSize: Int { sizes.inputs }

  /// How many units there are.
  public var hiddenSize: Int { sizes.units }

  /// How many values h has: one a unit, but for a projected cell.
  public var outputSize: Int { width(of: .hidden) }

  /// Every part of the state at 0.
  public var zeroState: State {
    var state = State(hidden: [])
    for slot in definition.program.states {
      let zeros = Vector(zeros: slot.width(sizes))
      switch slot.quantity {
      case .hidden: state.hidden = zeros
      case .cell: state.cell = zeros
      default: state.further.append(State.Part(slot.quantity, zeros))
      }
    }
    return state
  }

  /// A step of zeros, to accumulate gradients in.
  public var zeroStep: Step {
    Step(
      definition.layout, quantities.map { Vector(zeros: width(of: $0)) })
  }

  /// How many values a recorded quantity has: one a unit, but for the gates of
  /// memory blocks and the parts of a projected cell.
  public func width(of quantity: Quantity) -> Int {
    definition.index(of: quantity).map {
      definition.program.quantities[$0].width(sizes)
    } ?? 0
  }
}
