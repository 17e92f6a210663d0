/// A cell whose weights come gate by gate, each with its W, U and b. What it
/// says of itself beyond its equations follows from the list of its gates.
public protocol GatedCell: Cell {
  /// The gates, and what is made like one, in the order of the equations.
  static var gates: [Gate<Self>] { get }
}

/// One gate of a cell: its name, where its weights are, and the quantity that
/// W·x + U·h + b gives.
public struct Gate<Root: Sendable>: Sendable {
  /// The name, such as `forgetGate`.
  public let name: String
  /// Where the weights are.
  public let path: WritableKeyPath<Root, GateWeights> & Sendable
  /// The value before squashing.
  public let preactivation: Quantity

  /// A gate called `name` at `path`.
  public init(
    _ name: String, _ path: WritableKeyPath<Root, GateWeights> & Sendable,
    _ preactivation: Quantity
  ) {
    (self.name, self.path) = (name, path)
    self.preactivation = preactivation
  }

  /// Input, recurrent and bias.
  var parameters: [Parameter<Root>] {
    [
      Parameter("\(name).input", matrix: joined(path, \.input)),
      Parameter("\(name).recurrent", matrix: joined(path, \.recurrent)),
      Parameter("\(name).bias", vector: joined(path, \.bias)),
    ]
  }
}

extension GatedCell {
  /// The arrays of every gate.
  static var gateParameters: [Parameter<Self>] { gates.flatMap(\.parameters) }

  /// How many values a step reads.
  public var inputSize: Int { firstGate.input.columns }

  /// How many units there are.
  public var hiddenSize: Int { firstGate.bias.count }

  /// h = 0, and C = 0 where there is one.
  public var zeroState: State {
    State(
      hidden: Vector(zeros: outputSize),
      cell: Vector(
        zeros: Self.quantities.contains(.cell) ? hiddenSize : 0))
  }

  /// A cell of random weights and zero biases, but for the forget gate's.
  public init(
    inputSize: Int, hiddenSize: Int, weights: Initialisation,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(inputSize: inputSize, hiddenSize: hiddenSize)
    drawGates(weights, using: &generator)
  }

  /// Draws the weights of every gate in place.
  mutating func drawGates(
    _ weights: Initialisation,
    using generator: inout some RandomNumberGenerator
  ) {
    for gate in Self.gates {
      let bias =
        gate.preactivation == .forgetPreactivation ? weights.forgetBias : 0
      self[keyPath: gate.path].draw(
        weights, bias: bias, hiddenSize: hiddenSize, using: &generator)
    }
  }

  /// What the step read, with no gradient yet.
  func zeroGradient(_ x: Vector, _ previous: State) -> StepInputGradient {
    StepInputGradient(
      input: Vector(zeros: x.count),
      previous: State(
        hidden: Vector(zeros: previous.hidden.count),
        cell: Vector(zeros: previous.cell.count),
        gates: Vector(zeros: previous.gates.count)))
  }

  /// Back through W·x + U·h + b of every gate, given ∂L/∂ the pre-activations
  /// in `d`; see `GateWeights.backward`.
  func backwardThroughGates(
    _ d: Step, _ x: Vector, _ h: Vector, flow: GradientFlow,
    into gradient: inout Self, _ result: inout StepInputGradient
  ) {
    for gate in Self.gates {
      self[keyPath: gate.path].backward(
        d[gate.preactivation], x, h, flow: flow,
        into: &gradient[keyPath: gate.path], &result)
    }
  }

  private var firstGate: GateWeights { self[keyPath: Self.gates[0].path] }
}
