/// An LSTM whose hidden state is a smaller, linear picture of its units.
///
/// Sak, Senior & Beaufays, *Long Short-Term Memory Based Recurrent Neural
/// Network Architectures for Large Vocabulary Speech Recognition*, 2014 (arXiv
/// 1402.1128): many units, few recurrent weights. PyTorch's `proj_size`.
public struct ProjectedCell: GatedCell {
  /// W_f (hidden × input), U_f (hidden × projection), b_f (hidden).
  public var forgetGate: GateWeights
  /// W_i, U_i, b_i.
  public var inputGate: GateWeights
  /// W_C, U_C, b_C.
  public var candidate: GateWeights
  /// W_o, U_o, b_o.
  public var outputGate: GateWeights
  /// W_h; (projection × hidden).
  public var projection: Matrix

  /// One step; h has as many values as W_h has rows.
  ///
  ///     f  = σ(W_f·x + U_f·h + b_f)        forget gate
  ///     i  = σ(W_i·x + U_i·h + b_i)        input gate
  ///     C̃  = tanh(W_C·x + U_C·h + b_C)     candidate
  ///     o  = σ(W_o·x + U_o·h + b_o)        output gate
  ///     C′ = f ⊙ C + i ⊙ C̃                 cell
  ///     m  = o ⊙ tanh(C′)                  output before projection
  ///     h′ = W_h·m                         hidden state
  public func step(_ x: Vector, from previous: State) -> Step {
    let (h, c) = (previous.hidden, previous.cell)
    let (zf, zi) = (forgetGate(x, h), inputGate(x, h))
    let (zg, zo) = (candidate(x, h), outputGate(x, h))

    let f = sigmoid(zf)
    let i = sigmoid(zi)
    let g = tanh(zg)
    let o = sigmoid(zo)
    let newCell = f * c + i * g
    let m = o * tanh(newCell)
    let newHidden = projection * m

    return Step(
      Self.quantities, [f, i, g, o, newCell, m, newHidden, zf, zi, zg, zo])
  }

  /// The backward twin of `step`: as the LSTM's with m in the place of h′, and
  ///
  ///     h′ = W_h·m  ⇒  ∂W_h += ∂h′·mᵀ,  ∂m = W_hᵀ·∂h′
  public func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout Self
  ) -> StepInputGradient {
    let (f, i) = (step[.forgetGate], step[.inputGate])
    let (g, o) = (step[.candidate], step[.outputGate])
    let shown = tanh(step[.cell])

    gradient.projection.accumulate(d[.hidden], step[.unprojected])
    projection.multiplyTransposed(
      d[.hidden], addingInto: &d[.unprojected])
    d[.outputGate] += d[.unprojected] * shown
    d[.cell] += d[.unprojected] * o * shown.tanhSlope
    d[.forgetGate] += d[.cell] * previous.cell
    d[.inputGate] += d[.cell] * g
    d[.candidate] += d[.cell] * i

    d[.outputPreactivation] += d[.outputGate] * o.sigmoidSlope
    d[.candidatePreactivation] += d[.candidate] * g.tanhSlope
    d[.inputPreactivation] += d[.inputGate] * i.sigmoidSlope
    d[.forgetPreactivation] += d[.forgetGate] * f.sigmoidSlope

    var result = zeroGradient(x, previous)
    result.previous.cell = d[.cell] * f
    backwardThroughGates(
      d, x, previous.hidden, flow: flow, into: &gradient, &result)
    return result
  }
}

extension ProjectedCell {
  /// `projected`.
  public static let name = "projected"

  /// f, i, C̃, o, C, m, h, then the four pre-activations.
  public static let quantities: [Quantity] =
    [
      .forgetGate, .inputGate, .candidate, .outputGate, .cell, .unprojected,
      .hidden,
    ] + Quantity.lstmPreactivations

  /// Forget gate, input gate, candidate, output gate.
  public static let gates: [Gate<ProjectedCell>] = [
    Gate("forgetGate", \.forgetGate, .forgetPreactivation),
    Gate("inputGate", \.inputGate, .inputPreactivation),
    Gate("candidate", \.candidate, .candidatePreactivation),
    Gate("outputGate", \.outputGate, .outputPreactivation),
  ]

  /// The gates' twelve arrays and the projection.
  public static let parameters =
    gateParameters + [Parameter("projection", matrix: \.projection)]

  /// A cell of zero weights whose h has `outputSize` values, at most as many
  /// as there are units.
  public init(inputSize: Int, hiddenSize: Int, outputSize: Int) {
    precondition(
      outputSize <= hiddenSize && (outputSize > 0 || hiddenSize == 0),
      "a projection of \(hiddenSize) units to \(outputSize) values")
    let zeros = GateWeights(
      units: hiddenSize, inputSize: inputSize, sources: outputSize)
    (forgetGate, inputGate, candidate, outputGate) = (
      zeros, zeros, zeros, zeros
    )
    projection = Matrix(rows: outputSize, columns: hiddenSize)
  }

  /// A cell of zero weights that projects to half as many values as there are
  /// units.
  public init(inputSize: Int, hiddenSize: Int) {
    self.init(
      inputSize: inputSize, hiddenSize: hiddenSize,
      outputSize: (hiddenSize + 1) / 2)
  }

  /// A cell of random weights that projects to half its units.
  public init(
    inputSize: Int, hiddenSize: Int, weights: Initialisation,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      inputSize: inputSize, hiddenSize: hiddenSize,
      outputSize: (hiddenSize + 1) / 2, weights: weights, using: &generator)
  }

  /// A cell of random weights whose h has `outputSize` values.
  public init(
    inputSize: Int, hiddenSize: Int, outputSize: Int, weights: Initialisation,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      inputSize: inputSize, hiddenSize: hiddenSize, outputSize: outputSize)
    drawGates(weights, using: &generator)
    projection = weights.input.matrix(
      rows: outputSize, columns: hiddenSize, hiddenSize: hiddenSize,
      using: &generator)
  }

  /// The same sizes with zero weights.
  public var zeros: ProjectedCell {
    ProjectedCell(
      inputSize: inputSize, hiddenSize: hiddenSize, outputSize: outputSize)
  }

  /// How many values h has.
  public var outputSize: Int { projection.rows }

  /// As many values as the projection gives for h, one a unit for the rest.
  public func width(of quantity: Quantity) -> Int {
    quantity == .hidden ? outputSize : hiddenSize
  }

  /// h has no bounds here.
  public static func range(of quantity: Quantity) -> Quantity.Range {
    quantity == .hidden ? .unbounded : quantity.range
  }

  /// What `lstm-lab cells` says.
  public static let about = CellDescription(
    cell: ProjectedCell.self, title: "LSTM with projection", year: 2014,
    source: "Sak, Senior & Beaufays, arXiv 1402.1128; PyTorch's proj_size",
    difference: "adds a projection: h has P < H values (here P = H/2)",
    equations: [
      "f  = σ(W_f·x + U_f·h + b_f)",
      "i  = σ(W_i·x + U_i·h + b_i)",
      "C̃  = tanh(W_C·x + U_C·h + b_C)",
      "o  = σ(W_o·x + U_o·h + b_o)",
      "C′ = f ⊙ C + i ⊙ C̃",
      "m  = o ⊙ tanh(C′)",
      "h′ = W_h·m",
    ],
    weightFormula: "4H(I + P + 1) + PH, P = ⌈H/2⌉",
    weights: { inputs, units in
      let values = (units + 1) / 2
      return 4 * units * (inputs + values + 1) + values * units
    }, productsPerUnit: 3, output: { ($0 + 1) / 2 })
}
