import LSTMCore

/// The arithmetic of one unit at one step, with every number in its place:
///
///     z = Σ_j U_j·h_j + W·x + b,  f = σ(z_f), i = σ(z_i), C̃ = tanh(z_C), o = σ(z_o)
///     C′ = f·C + i·C̃,  h′ = o·tanh(C′)
///
/// The sums are made here anew from the weights, term by term, and held to
/// what the trace recorded.
public struct WorkedStep: Equatable, Sendable, Codable {
  /// Which step, layer and unit; all counted from 0.
  public let step, layer, unit: Int
  /// What the step read.
  public let character: String
  /// Forget gate, input gate, candidate, output gate.
  public let gates: [WorkedSum]
  /// C before the step, and after it.
  public let previousCell, cell: Double
  /// h after the step.
  public let hidden: Double

  /// How far a sum may be from what was recorded, as a share of the sum of
  /// its terms' magnitudes, or of 1 where that is less.
  public static let tolerance = 1e-12

  /// The arithmetic of `unit` of `layer` at `step` of a trace.
  ///
  /// - Parameter character: what the step read, to name its share.
  /// - Throws: `InspectionError` for a step, layer or unit that is not there,
  ///   for a cell that is not an LSTM, and where a sum misses the trace.
  public init(
    _ trace: Trace, of stack: Stack, step: Int, layer: Int = 0, unit: Int,
    character: String
  ) throws {
    let cell = try stack.requireLSTM(
      layer: layer, unit: unit, question: "worked arithmetic")
    try trace.require(step: step)
    let recorded = trace.steps[step][layer]
    let before = trace.state(before: step, layer: layer)
    let x = trace.input(of: layer, at: step)
    (self.step, self.layer, self.unit) = (step, layer, unit)
    self.character = character
    gates = try zip(Self.order, cell.gatesInOrder).map { quantity, weights in
      try WorkedSum(
        quantity, weights, unit: unit, hidden: before.hidden,
        inputs: layer == 0 ? .character(character, x) : .units(layer - 1, x),
        recorded: recorded)
    }
    let (f, i) = (gates[0].value, gates[1].value)
    let (g, o) = (gates[2].value, gates[3].value)
    previousCell = before.cell[unit]
    self.cell = f * previousCell + i * g
    hidden = o * tanh(Vector([self.cell]))[0]
    try require(self.cell, recorded[.cell][unit], "C")
    try require(hidden, recorded[.hidden][unit], "h")
  }

  private static let order: [Quantity] = [
    .forgetGate, .inputGate, .candidate, .outputGate,
  ]
}

/// One pre-activation as the sum it is, and its squashing.
public struct WorkedSum: Equatable, Sendable, Codable {
  /// The key of what comes out: f, i, g or o.
  public let quantity: String
  /// Every term, the largest magnitude first.
  public let terms: [Term]
  /// b.
  public let bias: Double
  /// z, the sum of the terms and the bias.
  public let sum: Double
  /// σ(z), or tanh(z) for the candidate.
  public let value: Double

  /// One term of a sum.
  public struct Term: Equatable, Sendable, Codable {
    /// Where it comes from: `h[17]`, or `character “e”`.
    public let source: String
    /// What was read, where the term is one product.
    public let input: Double?
    /// By how much it counts, where the term is one product.
    public let weight: Double?
    /// What the term adds.
    public let product: Double
  }

  /// What a layer reads beside its own hidden state.
  enum Inputs {
    /// An embedding, whose share is one term.
    case character(String, Vector)
    /// The hidden state of the layer of this number.
    case units(Int, Vector)
  }

  init(
    _ quantity: Quantity, _ weights: GateWeights, unit: Int, hidden: Vector,
    inputs: Inputs, recorded: Step
  ) throws {
    var terms = hidden.elements.indices.map { j in
      Term("h[\(j)]", hidden[j], weights.recurrent[unit, j])
    }
    let row = weights.input[row: unit]
    switch inputs {
    case .character(let character, let x):
      terms.append(Term("character \(character)", product: row.dot(x)))
    case .units(let layer, let x):
      terms += x.elements.indices.map { j in
        Term("h[\(j)] of layer \(layer)", x[j], row[j])
      }
    }
    let bias = weights.bias[unit]
    let sum = terms.reduce(bias) { $0 + $1.product }
    let size = terms.reduce(bias.magnitude) { $0 + $1.product.magnitude }
    try require(
      sum, recorded[quantity.preactivation][unit],
      "z of the \(quantity.name)", size: size)
    let z = Vector([sum])
    value = (quantity == .candidate ? tanh(z) : sigmoid(z))[0]
    try require(value, recorded[quantity][unit], "the \(quantity.name)")
    self.quantity = quantity.key
    self.terms = terms.enumerated()
      .sorted { a, b in
        (b.element.product.magnitude, a.offset)
          < (a.element.product.magnitude, b.offset)
      }.map(\.element)
    (self.bias, self.sum) = (bias, sum)
  }
}

extension WorkedSum.Term {
  fileprivate init(_ source: String, _ input: Double, _ weight: Double) {
    self.init(
      source: source, input: input, weight: weight, product: input * weight)
  }

  fileprivate init(_ source: String, product: Double) {
    self.init(source: source, input: nil, weight: nil, product: product)
  }
}

extension LSTMCell {
  /// Forget gate, input gate, candidate, output gate.
  var gatesInOrder: [GateWeights] {
    [forgetGate, inputGate, candidate, outputGate]
  }
}

extension Quantity {
  /// What an LSTM's gate or candidate is before squashing.
  var preactivation: Quantity {
    switch self {
    case .forgetGate: .forgetPreactivation
    case .inputGate: .inputPreactivation
    case .candidate: .candidatePreactivation
    default: .outputPreactivation
    }
  }
}

private func require(
  _ computed: Double, _ recorded: Double, _ what: String, size: Double = 1
) throws {
  let apart = (computed - recorded).magnitude
  guard apart <= WorkedStep.tolerance * max(1, size) else {
    throw InspectionError.mismatch(
      what: what, computed: computed, recorded: recorded)
  }
}
