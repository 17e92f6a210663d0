import LSTMCore

extension ForeignRecurrence {
  /// Whether the layer is passed through other functions than our cells are, so
  /// that its equations are written for it.
  var hasOwnEquations: Bool {
    gateActivation != "sigmoid" && cell != .rnn
      || cell == .lstm && activation ?? "tanh" != "tanh"
  }

  /// The cell of a layer with a hard sigmoid or another activation; nil for one
  /// that is among ours.
  ///
  /// - Throws: `ForeignFileError.unusable` for functions that are not known, and
  ///   for cells that have them nowhere.
  func equations(
    _ name: String
  ) throws(ForeignFileError) -> CellDefinition? {
    guard hasOwnEquations else { return nil }
    let known = ["tanh": "tanh(%)", "relu": "relu(%)", "linear": "(%)"]
    let activation = activation ?? "tanh"
    guard cell == .lstm, directions[0].peepholes == nil,
      directions[0].projection == nil, let gate, let form = known[activation]
    else {
      throw .unusable(
        module: name,
        reason: "its gates are passed through \(gateActivation) and its "
          + "candidate through \(activation), which is not read")
    }
    func passed(_ argument: String, through form: String) -> String {
      form.split(separator: "%", omittingEmptySubsequences: false)
        .joined(separator: argument)
    }
    func sum(_ letter: String) -> String {
      "W_\(letter)·x + U_\(letter)·h + b_\(letter)"
    }
    let gates = ["f", "i", "o"].map {
      "\($0) = " + passed(sum($0), through: gate)
    }
    let text = """
      name: \(gateActivation == "sigmoid" ? "lstm" : "lstm-hard")-\(activation)
      title: LSTM through \(gateName) and \(activation)
      difference: gates through \(gateName), the rest through \(activation)

      \(gates[0])
      \(gates[1])
      C̃ = \(passed(sum("C"), through: form))
      \(gates[2])
      C′ = f ⊙ C + i ⊙ C̃
      h′ = o ⊙ \(passed("C′", through: form))
      """
    do { return try CellDefinition(parsing: text) } catch {
      throw .unusable(module: name, reason: "its equations: \(error)")
    }
  }

  private var gateName: String {
    gateActivation == "sigmoid" ? "a sigmoid" : "a hard sigmoid"
  }

  /// A gate of some sum %, as the language has it. A hard sigmoid is
  /// slope·z + ½ cut off at 0 and 1, which is 1 − relu(1 − relu(slope·z + ½)).
  private var gate: String? {
    switch gateActivation {
    case "sigmoid": "σ(%)"
    case "hard_sigmoid": "1 − relu(1 − relu(\(hardSlope)(%) + 0.5))"
    default: nil
    }
  }
}
