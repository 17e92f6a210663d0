/// The LSTM cell with a forget gate.
///
/// Hochreiter & Schmidhuber, *Long Short-Term Memory*, Neural Computation
/// 9(8), 1997, gave the memory cell with input and output gates; Gers,
/// Schmidhuber & Cummins, *Learning to Forget*, Neural Computation 12(10),
/// 2000, added the forget gate. This is the form that PyTorch and Keras
/// compute.
///
/// Every gate, and the candidate, has W (hidden × input), U (hidden × hidden)
/// and b (hidden). The candidate C̃ is called g in code and in files.
public struct LSTMCell: Cell {
  /// W_f (hidden × input), U_f (hidden × hidden), b_f (hidden).
  public var forgetGate: GateWeights
  /// W_i (hidden × input), U_i (hidden × hidden), b_i (hidden).
  public var inputGate: GateWeights
  /// W_C (hidden × input), U_C (hidden × hidden), b_C (hidden).
  public var candidate: GateWeights
  /// W_o (hidden × input), U_o (hidden × hidden), b_o (hidden).
  public var outputGate: GateWeights

  /// One step: reads `x` (input) and the previous state, h (hidden) and
  /// C (hidden), and returns all that was computed.
  ///
  ///     f  = σ(W_f·x + U_f·h + b_f)        forget gate
  ///     i  = σ(W_i·x + U_i·h + b_i)        input gate
  ///     C̃  = tanh(W_C·x + U_C·h + b_C)     candidate, g
  ///     o  = σ(W_o·x + U_o·h + b_o)        output gate
  ///     C′ = f ⊙ C + i ⊙ C̃                 cell
  ///     h′ = o ⊙ tanh(C′)                  hidden state
  public func step(_ x: Vector, from previous: State) -> Step {
    let h = previous.hidden
    let c = previous.cell

    let zf = forgetGate(x, h)
    let zi = inputGate(x, h)
    let zg = candidate(x, h)
    let zo = outputGate(x, h)

    let f = sigmoid(zf)
    let i = sigmoid(zi)
    let g = tanh(zg)
    let o = sigmoid(zo)
    let newCell = f * c + i * g
    let newHidden = o * tanh(newCell)

    return Step(
      definition,
      [
        .forgetGate: f, .inputGate: i, .candidate: g, .outputGate: o,
        .cell: newCell, .hidden: newHidden,
        .forgetPreactivation: zf, .inputPreactivation: zi,
        .candidatePreactivation: zg, .outputPreactivation: zo,
      ])
  }
}

extension LSTMCell {
  /// The LSTM's equations, which this page writes out.
  public var definition: CellDefinition { CellFamily.lstm }

  /// How many values a step reads, and how many units there are.
  public var sizes: CellSizes {
    CellSizes(
      inputs: forgetGate.input.columns, units: forgetGate.bias.count)
  }

  /// A cell of zero weights.
  public init(inputSize: Int, hiddenSize: Int) {
    let zeros = GateWeights(inputSize: inputSize, hiddenSize: hiddenSize)
    forgetGate = zeros
    inputGate = zeros
    candidate = zeros
    outputGate = zeros
  }

  /// A cell of random weights. Biases are 0 but for the forget gate's.
  public init(
    inputSize: Int, hiddenSize: Int, forgetBias: Double = 1,
    input: Initialiser = .xavier, recurrent: Initialiser = .orthogonal,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(inputSize: inputSize, hiddenSize: hiddenSize)
    var weights = Initialisation()
    weights.forgetBias = forgetBias
    (weights.input, weights.recurrent) = (input, recurrent)
    draw(weights, using: &generator)
  }

  /// The same sizes with zero weights.
  public var zeros: LSTMCell {
    LSTMCell(inputSize: inputSize, hiddenSize: hiddenSize)
  }

  /// A cell of no units: as a gradient it receives nothing.
  public var nothing: LSTMCell { LSTMCell(inputSize: 0, hiddenSize: 0) }

  /// The gates in the order of the equations.
  public static let gates: [WritableKeyPath<LSTMCell, GateWeights> & Sendable] =
    [\.forgetGate, \.inputGate, \.candidate, \.outputGate]

  /// The values of one array: input, recurrent and bias of each gate in order.
  public subscript(parameter index: Int) -> [Double] {
    get {
      let gate = self[keyPath: Self.gates[index / 3]]
      return switch index % 3 {
      case 0: gate.input.elements
      case 1: gate.recurrent.elements
      default: gate.bias.elements
      }
    }
    set {
      let gate = Self.gates[index / 3]
      switch index % 3 {
      case 0: self[keyPath: gate].input.elements = newValue
      case 1: self[keyPath: gate].recurrent.elements = newValue
      default: self[keyPath: gate].bias.elements = newValue
      }
    }
  }

  /// The same layer by its equations.
  public var byEquations: EquationCell {
    var cell = EquationCell(definition, sizes)
    let gates = Self.gates.map { self[keyPath: $0] }
    cell.matrices = gates.flatMap { [$0.input, $0.recurrent] }
    cell.vectors = gates.map(\.bias)
    return cell
  }
}
