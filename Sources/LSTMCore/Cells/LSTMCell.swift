/// The LSTM cell with a forget gate.
///
/// Hochreiter & Schmidhuber, *Long Short-Term Memory*, Neural Computation
/// 9(8), 1997, gave the memory cell with input and output gates; Gers,
/// Schmidhuber & Cummins, *Learning to Forget*, Neural Computation 12(10),
/// 2000, added the forget gate. This is the form that PyTorch and Keras
/// compute.
public struct LSTMCell: GatedCell {
  /// W_f, U_f, b_f.
  public var forgetGate: GateWeights
  /// W_i, U_i, b_i.
  public var inputGate: GateWeights
  /// W_C, U_C, b_C.
  public var candidate: GateWeights
  /// W_o, U_o, b_o.
  public var outputGate: GateWeights

  /// One step: reads `x` (input) and the previous state (hidden), and returns
  /// all that was computed.
  ///
  ///     f  = σ(W_f·x + U_f·h + b_f)        forget gate
  ///     i  = σ(W_i·x + U_i·h + b_i)        input gate
  ///     C̃  = tanh(W_C·x + U_C·h + b_C)     candidate
  ///     o  = σ(W_o·x + U_o·h + b_o)        output gate
  ///     C′ = f ⊙ C + i ⊙ C̃                 cell
  ///     h′ = o ⊙ tanh(C′)                  hidden state
  public func step(_ x: Vector, from previous: State) -> Step {
    let (h, c) = (previous.hidden, previous.cell)
    let (zf, zi) = (forgetGate(x, h), inputGate(x, h))
    let (zg, zo) = (candidate(x, h), outputGate(x, h))

    let f = sigmoid(zf)
    let i = sigmoid(zi)
    let g = tanh(zg)
    let o = sigmoid(zo)
    let newCell = f * c + i * g
    let newHidden = o * tanh(newCell)

    return Step(
      Self.quantities, [f, i, g, o, newCell, newHidden, zf, zi, zg, zo])
  }
}

extension LSTMCell {
  /// `lstm`.
  public static let name = "lstm"

  /// f, i, C̃, o, C, h, then the four pre-activations.
  public static let quantities = Quantity.lstm + Quantity.lstmPreactivations

  /// Forget gate, input gate, candidate, output gate.
  public static let gates: [Gate<LSTMCell>] = [
    Gate("forgetGate", \.forgetGate, .forgetPreactivation),
    Gate("inputGate", \.inputGate, .inputPreactivation),
    Gate("candidate", \.candidate, .candidatePreactivation),
    Gate("outputGate", \.outputGate, .outputPreactivation),
  ]

  /// The twelve arrays: input, recurrent and bias of each gate.
  public static let parameters = gateParameters

  /// A cell of zero weights.
  public init(inputSize: Int, hiddenSize: Int) {
    let zeros = GateWeights(inputSize: inputSize, hiddenSize: hiddenSize)
    (forgetGate, inputGate, candidate, outputGate) = (
      zeros, zeros, zeros, zeros
    )
  }

  /// What `lstm-lab cells` says.
  public static let about = CellDescription(
    cell: LSTMCell.self, title: "LSTM with a forget gate", year: 2000,
    source: "Gers, Schmidhuber & Cummins, Neural Computation 12(10)",
    difference: "the LSTM of PyTorch and Keras; the others differ from it",
    equations: [
      "f  = σ(W_f·x + U_f·h + b_f)",
      "i  = σ(W_i·x + U_i·h + b_i)",
      "C̃  = tanh(W_C·x + U_C·h + b_C)",
      "o  = σ(W_o·x + U_o·h + b_o)",
      "C′ = f ⊙ C + i ⊙ C̃",
      "h′ = o ⊙ tanh(C′)",
    ],
    weightFormula: "4H(I + H + 1)", weights: { 4 * $1 * ($0 + $1 + 1) },
    productsPerUnit: 3)
}
