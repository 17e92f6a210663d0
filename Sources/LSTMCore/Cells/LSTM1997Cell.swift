/// The memory block of 1997: input and output gates, no forget gate.
///
/// Hochreiter & Schmidhuber, *Long Short-Term Memory*, Neural Computation
/// 9(8), 1997, sections 4 and A.1. What has since changed: nothing ever leaves
/// the memory, whose own weight is fixed at 1 (the constant error carousel);
/// the squashing functions reach ±2 and ±1; the cells of a block share their
/// gates; and the gates themselves are read by the next step's gates, just as
/// the cells' outputs are. (Table 10 of the paper exchanges the two ranges by
/// mistake; equations 4 and 5 have them as here.)
///
/// Gates have one value a block. The paper learns with the truncated gradient,
/// `GradientFlow.truncated`, under which ∂s_t/∂s_{t−1} is the identity; the
/// exact gradient is there too.
public struct LSTM1997Cell: GatedCell {
  /// W, U, b of the input gates; (blocks × …).
  public var inputGate: GateWeights
  /// W, U, b of the output gates; (blocks × …).
  public var outputGate: GateWeights
  /// W, U, b of what would be written; (units × …).
  public var candidate: GateWeights

  /// One step: reads `x` (input) and the previous state, and returns all that
  /// was computed. σ is the logistic function; y is everything recurrent.
  ///
  ///     y     = [y_in, y_out, y_c] of the step before
  ///     y_in  = σ(W_in·x + U_in·y + b_in)         input gates, equation 3
  ///     y_out = σ(W_out·x + U_out·y + b_out)      output gates, equation 3
  ///     g     = 4σ(W_c·x + U_c·y + b_c) − 2       candidate, equation 5
  ///     s′    = s + y_in ⊙ g                      memory, equation 9
  ///     y_c   = y_out ⊙ (2σ(s′) − 1)              output, equations 4 and 8
  ///
  /// 4σ(z) − 2 = 2 tanh(z/2) and 2σ(s) − 1 = tanh(s/2). A gate acts on every
  /// cell of its block.
  public func step(_ x: Vector, from previous: State) -> Step {
    let y = Vector(joining: [previous.gates, previous.hidden])
    let (zi, zo) = (inputGate(x, y), outputGate(x, y))
    let zg = candidate(x, y)

    let i = sigmoid(zi)
    let o = sigmoid(zo)
    let g = 2 * tanh(0.5 * zg)
    let newCell = previous.cell + overBlocks(i) * g
    let newHidden = overBlocks(o) * tanh(0.5 * newCell)

    return Step(
      Self.quantities, [i, g, o, newCell, newHidden, zi, zg, zo],
      feedback: [.inputGate, .outputGate])
  }

  /// The backward twin of `step`, from the last equation to the first. A
  /// block's gate gets the sum of what its cells have for it.
  ///
  ///     y_c = y_out ⊙ tanh(s′/2)  ⇒  ∂y_out = Σ_block ∂y_c ⊙ tanh(s′/2)
  ///                                  ∂s′ += ∂y_c ⊙ y_out ⊙ (1 − tanh²(s′/2))/2
  ///     s′ = s + y_in ⊙ g         ⇒  ∂y_in = Σ_block ∂s′ ⊙ g
  ///                                  ∂g = ∂s′ ⊙ y_in,  ∂s = ∂s′
  ///     g = 2 tanh(z/2)           ⇒  ∂z = ∂g ⊙ (1 − g²/4)
  ///
  /// Truncated: no error goes back to y, which is equations 25 to 30.
  public func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout Self
  ) -> StepInputGradient {
    let (i, g, o) = (step[.inputGate], step[.candidate], step[.outputGate])
    let y = Vector(joining: [previous.gates, previous.hidden])
    let shown = tanh(0.5 * step[.cell])

    d[.outputGate] += sumOfBlocks(d[.hidden] * shown)
    d[.cell] += d[.hidden] * overBlocks(o) * (0.5 * shown.tanhSlope)
    d[.inputGate] += sumOfBlocks(d[.cell] * g)
    d[.candidate] += d[.cell] * overBlocks(i)

    d[.outputPreactivation] += d[.outputGate] * o.sigmoidSlope
    d[.candidatePreactivation] += d[.candidate] * (1 - 0.25 * g.squared)
    d[.inputPreactivation] += d[.inputGate] * i.sigmoidSlope

    var result = zeroGradient(x, previous)
    result.previous.cell = d[.cell]
    var dy = Vector(zeros: y.count)
    for gate in Self.gates {
      self[keyPath: gate.path].backward(
        d[gate.preactivation], x, y, flow: flow,
        into: &gradient[keyPath: gate.path], &result.input, &dy)
    }
    result.previous.gates = dy[0..<2 * blocks]
    result.previous.hidden = dy[2 * blocks..<y.count]
    return result
  }
}

extension LSTM1997Cell {
  /// `lstm-1997`.
  public static let name = "lstm-1997"

  /// y_in, g, y_out, s, y_c, then the net inputs.
  public static let quantities: [Quantity] = [
    .inputGate, .candidate, .outputGate, .cell, .hidden, .inputPreactivation,
    .candidatePreactivation, .outputPreactivation,
  ]

  /// Input gates, output gates, candidate.
  public static let gates: [Gate<LSTM1997Cell>] = [
    Gate("inputGate", \.inputGate, .inputPreactivation),
    Gate("outputGate", \.outputGate, .outputPreactivation),
    Gate("candidate", \.candidate, .candidatePreactivation),
  ]

  /// The nine arrays.
  public static let parameters = gateParameters

  /// `blocks` memory blocks of `blockSize` cells each, of zero weights.
  public init(inputSize: Int, blocks: Int, blockSize: Int) {
    precondition(
      blocks >= 0 && blockSize > 0,
      "\(blocks) memory blocks of \(blockSize) cells")
    let units = blocks * blockSize
    let sources = 2 * blocks + units
    inputGate = GateWeights(
      units: blocks, inputSize: inputSize, sources: sources)
    outputGate = inputGate
    candidate = GateWeights(
      units: units, inputSize: inputSize, sources: sources)
  }

  /// Blocks of one cell each, of zero weights.
  public init(inputSize: Int, hiddenSize: Int) {
    self.init(inputSize: inputSize, blocks: hiddenSize, blockSize: 1)
  }

  /// How many cells there are in all blocks.
  public var hiddenSize: Int { candidate.bias.count }

  /// How many memory blocks there are.
  public var blocks: Int { inputGate.bias.count }

  /// How many cells share a block's gates.
  public var blockSize: Int { hiddenSize / blocks }

  /// The same blocks with zero weights.
  public var zeros: LSTM1997Cell {
    LSTM1997Cell(inputSize: inputSize, blocks: blocks, blockSize: blockSize)
  }

  /// s = 0 and y = 0: before the first step even the gates are silent.
  public var zeroState: State {
    State(
      hidden: Vector(zeros: hiddenSize), cell: Vector(zeros: hiddenSize),
      gates: Vector(zeros: 2 * blocks))
  }

  /// One value a block for gates, one a cell for the rest.
  public func width(of quantity: Quantity) -> Int {
    switch quantity {
    case .inputGate, .outputGate, .inputPreactivation, .outputPreactivation:
      blocks
    default: hiddenSize
    }
  }

  /// g reaches ±2.
  public static func range(of quantity: Quantity) -> Quantity.Range {
    quantity == .candidate ? .plusMinusTwo : quantity.range
  }

  /// A block's value for each of its cells.
  package func overBlocks(_ gate: Vector) -> Vector {
    guard blockSize > 1 else { return gate }
    return Vector(
      gate.elements.flatMap { [Double](repeating: $0, count: blockSize) })
  }

  /// The backward twin of `overBlocks`: the sum over each block's cells.
  func sumOfBlocks(_ cells: Vector) -> Vector {
    guard blockSize > 1 else { return cells }
    let values = cells.elements
    return Vector(
      (0..<blocks).map { block in
        values[block * blockSize..<(block + 1) * blockSize].reduce(0, +)
      })
  }

  /// What `lstm-lab cells` says.
  public static let about = CellDescription(
    cell: LSTM1997Cell.self, title: "Memory blocks of 1997", year: 1997,
    source: "Hochreiter & Schmidhuber, Neural Computation 9(8), 4 and A.1",
    difference: "lacks f; ranges ±2 and ±1; gates read the gates",
    equations: [
      "y     = [y_in, y_out, y_c] of the step before",
      "y_in  = σ(W_in·x + U_in·y + b_in)",
      "y_out = σ(W_out·x + U_out·y + b_out)",
      "g     = 4σ(W_c·x + U_c·y + b_c) − 2",
      "s′    = s + y_in ⊙ g",
      "y_c   = y_out ⊙ (2σ(s′) − 1)",
    ],
    notation: .year1997, weightFormula: "3H(I + 3H + 1)",
    weights: { 3 * $1 * ($0 + 3 * $1 + 1) }, productsPerUnit: 2)
}
