/// The learning rule of 1997: the truncated gradient, computed going forward.
///
/// Since no error passes from step to step but through s, all that must be
/// remembered of the past is how s depends on the weights of input gates and
/// candidates, one number per weight and cell:
///
///     ∂s_v/∂w_in += g(net_v)·f′(net_in)·y_m      equation 25
///     ∂s_v/∂w_c  += g′(net_v)·y_in·y_m           equation 27
///
/// and with e_v = ∂L/∂y_v, at any step that has a loss (equations 26, 28 and
/// A.1's updates):
///
///     e_s = y_out·h′(s_v)·e_v
///     ∂L/∂w_in += Σ_v e_s·∂s_v/∂w_in,   ∂L/∂w_c += e_s·∂s_v/∂w_c
///     ∂L/∂w_out += f′(net_out)·Σ_v h(s_v)·e_v·y_m
///
/// with y_m the inputs, the step before's gates and outputs, and 1 for a bias.
/// (Hochreiter & Schmidhuber 1997, appendix A.1.) A step costs about as much
/// as the forward pass, and nothing grows with the sequence.
public struct ForwardAccumulators: Sendable {
  /// ∂s/∂ the input gates' weights; a row per cell.
  public private(set) var inputPartials: GateWeights
  /// ∂s/∂ the candidates' weights; a row per cell.
  public private(set) var candidatePartials: GateWeights

  /// Nothing read yet.
  ///
  /// - Parameter cell: of the kind `CellFamily.lstm1997`.
  public init(for cell: EquationCell) {
    candidatePartials = cell.zeros[gate: "candidate"]
    inputPartials = candidatePartials
  }

  /// Brings the accumulators up to date with a step.
  ///
  /// - Parameters:
  ///   - step: what the cell computed.
  ///   - x: what it read; (input).
  ///   - previous: the state before.
  public mutating func accumulate(
    _ step: Step, of cell: EquationCell, input x: Vector,
    from previous: State
  ) {
    let y = previous.gatesAndHidden
    let (i, g) = (step[.inputGate], step[.candidate])
    inputPartials.add(
      g * (i * (1 - i)).spread(over: cell.sizes.blockSize), x, y)
    candidatePartials.add(
      (1 - 0.25 * g.squared) * i.spread(over: cell.sizes.blockSize), x, y)
  }

  /// Adds the gradient of a loss at the step that was last accumulated.
  ///
  /// - Parameter error: e, ∂L/∂h at this step; (hidden).
  public func addGradient(
    of error: Vector, at step: Step, of cell: EquationCell, input x: Vector,
    from previous: State, into gradient: inout EquationCell
  ) {
    let y = previous.gatesAndHidden
    let o = step[.outputGate]
    let shown = tanh(0.5 * step[.cell])
    let blockSize = cell.sizes.blockSize
    let stateError =
      error * o.spread(over: blockSize) * (0.5 * (1 - shown.squared))
    gradient[gate: "outputGate"].add(
      (error * shown).blockSums(of: blockSize) * o * (1 - o), x, y)
    var candidate = gradient[gate: "candidate"]
    var inputGate = gradient[gate: "inputGate"]
    for v in 0..<cell.hiddenSize {
      let scale = stateError[v]
      candidate.add(row: v, of: candidatePartials, times: scale, toRow: v)
      inputGate.add(
        row: v, of: inputPartials, times: scale, toRow: v / blockSize)
    }
    gradient[gate: "candidate"] = candidate
    gradient[gate: "inputGate"] = inputGate
  }

  /// Multiplications a step with a loss: one for each number kept, one to use
  /// it, and one for each weight of the output gates.
  public func multiplicationsPerStep(of cell: EquationCell) -> Int {
    2 * numbersKept + cell[gate: "outputGate"].count
  }

  /// How many numbers are kept: one a weight of an input gate or candidate, and
  /// cell.
  public var numbersKept: Int {
    inputPartials.count + candidatePartials.count
  }
}

extension State {
  /// y of the cell of 1997: its gates, then its outputs.
  fileprivate var gatesAndHidden: Vector {
    Vector(joining: further.map(\.values) + [hidden])
  }
}

extension GateWeights {
  /// How many weights there are, biases included.
  var count: Int {
    input.count + recurrent.count + bias.count
  }

  /// `W += z·xᵀ, U += z·yᵀ, b += z`.
  mutating func add(_ z: Vector, _ x: Vector, _ y: Vector) {
    input.addOuterProduct(z, x)
    recurrent.addOuterProduct(z, y)
    bias += z
  }

  /// Adds a row of other weights, scaled.
  mutating func add(
    row: Int, of other: GateWeights, times scale: Double, toRow target: Int
  ) {
    input[row: target] =
      input[row: target] + scale * other.input[row: row]
    recurrent[row: target] =
      recurrent[row: target] + scale * other.recurrent[row: row]
    bias[target] += scale * other.bias[row]
  }
}
