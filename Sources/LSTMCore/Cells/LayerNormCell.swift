/// An LSTM whose sums are normalised over the layer.
///
/// Ba, Kiros & Hinton, *Layer Normalization*, 2016 (arXiv 1607.06450), the
/// LSTM of its appendix. The four gates' input sums are normalised together,
/// and so are their recurrent sums; C is normalised on its way to the output.
public struct LayerNormCell: GatedCell {
  /// W_f, U_f, b_f.
  public var forgetGate: GateWeights
  /// W_i, U_i, b_i.
  public var inputGate: GateWeights
  /// W_C, U_C, b_C.
  public var candidate: GateWeights
  /// W_o, U_o, b_o.
  public var outputGate: GateWeights
  /// Of the input sums f, i, C̃, o; (4 hidden).
  public var inputNorm: LayerNorm
  /// Of the recurrent sums f, i, C̃, o; (4 hidden).
  public var recurrentNorm: LayerNorm
  /// Of C; (hidden).
  public var cellNorm: LayerNorm

  /// One step; W, U and b stand for the four gates' one above another.
  ///
  ///     [z_f, z_i, z_C, z_o] = LN(W·x) + LN(U·h) + b
  ///     f  = σ(z_f)                  forget gate
  ///     i  = σ(z_i)                  input gate
  ///     C̃  = tanh(z_C)               candidate
  ///     o  = σ(z_o)                  output gate
  ///     C′ = f ⊙ C + i ⊙ C̃           cell
  ///     h′ = o ⊙ tanh(LN(C′))        hidden state
  public func step(_ x: Vector, from previous: State) -> Step {
    let c = previous.cell
    let z =
      inputNorm(inputSums(x)) + recurrentNorm(recurrentSums(previous.hidden))
      + Vector(joining: Self.gates.map { self[keyPath: $0.path].bias })
    let (zf, zi, zg, zo) = (part(0, z), part(1, z), part(2, z), part(3, z))

    let f = sigmoid(zf)
    let i = sigmoid(zi)
    let g = tanh(zg)
    let o = sigmoid(zo)
    let newCell = f * c + i * g
    let zc = cellNorm(newCell)
    let newHidden = o * tanh(zc)

    return Step(
      Self.quantities, [f, i, g, o, newCell, newHidden, zf, zi, zg, zo, zc])
  }

  /// The backward twin of `step`: as the LSTM's, through `LayerNorm.backward`
  /// where the equations have LN.
  public func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout Self
  ) -> StepInputGradient {
    let (f, i) = (step[.forgetGate], step[.inputGate])
    let (g, o) = (step[.candidate], step[.outputGate])
    let shown = tanh(step[.shownPreactivation])

    d[.outputGate] += d[.hidden] * shown
    d[.shownPreactivation] += d[.hidden] * o * shown.tanhSlope
    d[.cell] += cellNorm.backward(
      d[.shownPreactivation], step[.cell], into: &gradient.cellNorm)
    d[.forgetGate] += d[.cell] * previous.cell
    d[.inputGate] += d[.cell] * g
    d[.candidate] += d[.cell] * i

    d[.outputPreactivation] += d[.outputGate] * o.sigmoidSlope
    d[.candidatePreactivation] += d[.candidate] * g.tanhSlope
    d[.inputPreactivation] += d[.inputGate] * i.sigmoidSlope
    d[.forgetPreactivation] += d[.forgetGate] * f.sigmoidSlope

    var result = zeroGradient(x, previous)
    result.previous.cell = d[.cell] * f
    backwardThroughNorms(d, x, previous.hidden, flow, &gradient, &result)
    return result
  }

  /// z = LN(W·x) + LN(U·h) + b, backward.
  private func backwardThroughNorms(
    _ d: Step, _ x: Vector, _ h: Vector, _ flow: GradientFlow,
    _ gradient: inout LayerNormCell, _ result: inout StepInputGradient
  ) {
    let dz = Vector(joining: Self.gates.map { d[$0.preactivation] })
    let dInput =
      x.count > 0
      ? inputNorm.backward(dz, inputSums(x), into: &gradient.inputNorm) : dz
    let dRecurrent = recurrentNorm.backward(
      dz, recurrentSums(h), into: &gradient.recurrentNorm)
    for (index, gate) in Self.gates.enumerated() {
      let weights = self[keyPath: gate.path]
      let (a, b) = (part(index, dInput), part(index, dRecurrent))
      gradient[keyPath: gate.path].bias.accumulate(part(index, dz))
      gradient[keyPath: gate.path].input.accumulate(a, x)
      gradient[keyPath: gate.path].recurrent.accumulate(b, h)
      weights.input.multiplyTransposed(a, addingInto: &result.input)
      if flow == .full {
        weights.recurrent.multiplyTransposed(
          b, addingInto: &result.previous.hidden)
      }
    }
  }

  private func inputSums(_ x: Vector) -> Vector {
    Vector(joining: Self.gates.map { self[keyPath: $0.path].input * x })
  }

  private func recurrentSums(_ h: Vector) -> Vector {
    Vector(joining: Self.gates.map { self[keyPath: $0.path].recurrent * h })
  }

  private func part(_ index: Int, _ z: Vector) -> Vector {
    z[index * hiddenSize..<(index + 1) * hiddenSize]
  }
}

extension LayerNormCell {
  /// `layer-norm`.
  public static let name = "layer-norm"

  /// f, i, C̃, o, C, h, then the pre-activations with that of the output.
  public static let quantities: [Quantity] =
    Quantity.lstm + Quantity.lstmPreactivations + [.shownPreactivation]

  /// Forget gate, input gate, candidate, output gate.
  public static let gates: [Gate<LayerNormCell>] = [
    Gate("forgetGate", \.forgetGate, .forgetPreactivation),
    Gate("inputGate", \.inputGate, .inputPreactivation),
    Gate("candidate", \.candidate, .candidatePreactivation),
    Gate("outputGate", \.outputGate, .outputPreactivation),
  ]

  /// The gates' twelve arrays, and gain and bias of the three norms.
  public static let parameters =
    gateParameters + [
      Parameter("inputNorm.gain", vector: \.inputNorm.gain),
      Parameter("inputNorm.bias", vector: \.inputNorm.bias),
      Parameter("recurrentNorm.gain", vector: \.recurrentNorm.gain),
      Parameter("recurrentNorm.bias", vector: \.recurrentNorm.bias),
      Parameter("cellNorm.gain", vector: \.cellNorm.gain),
      Parameter("cellNorm.bias", vector: \.cellNorm.bias),
    ]

  /// A cell of zero weights, gains included.
  public init(inputSize: Int, hiddenSize: Int) {
    let zeros = GateWeights(inputSize: inputSize, hiddenSize: hiddenSize)
    (forgetGate, inputGate, candidate, outputGate) = (
      zeros, zeros, zeros, zeros
    )
    inputNorm = LayerNorm(count: 4 * hiddenSize)
    recurrentNorm = inputNorm
    cellNorm = LayerNorm(count: hiddenSize)
  }

  /// A cell of random weights with gains of 1.
  public init(
    inputSize: Int, hiddenSize: Int, weights: Initialisation,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(inputSize: inputSize, hiddenSize: hiddenSize)
    drawGates(weights, using: &generator)
    inputNorm.gain = inputNorm.gain.map { _ in 1 }
    recurrentNorm.gain = recurrentNorm.gain.map { _ in 1 }
    cellNorm.gain = cellNorm.gain.map { _ in 1 }
  }

  /// What `lstm-lab cells` says.
  public static let about = CellDescription(
    cell: LayerNormCell.self, title: "LSTM with layer normalisation",
    year: 2016, source: "Ba, Kiros & Hinton, arXiv 1607.06450, appendix",
    difference: "adds LN: sums and memory normalised over the layer",
    equations: [
      "[z_f, z_i, z_C, z_o] = LN(W·x) + LN(U·h) + b",
      "f  = σ(z_f),  i = σ(z_i),  C̃ = tanh(z_C),  o = σ(z_o)",
      "C′ = f ⊙ C + i ⊙ C̃",
      "h′ = o ⊙ tanh(LN(C′))",
    ],
    weightFormula: "4H(I + H + 1) + 18H",
    weights: { 4 * $1 * ($0 + $1 + 1) + 18 * $1 }, productsPerUnit: 21)
}
