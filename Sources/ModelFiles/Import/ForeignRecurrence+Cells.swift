import LSTMCore

extension ForeignRecurrence {
  /// The cell of each direction, forward first.
  ///
  /// - Throws: `ForeignFileError.unusable` for a layer that is none of our
  ///   cells, or whose weights are not finite.
  package func cells(
    _ name: String
  ) throws(ForeignFileError) -> [any Cell] {
    var cells: [any Cell] = []
    let layout = CellLayout(try kind(name))
    for weights in directions {
      var shelf = TensorShelf(try tensors(of: weights))
      do {
        cells.append(
          try layout.layer(
            at: LayerPlace(number: 0), inputSize: inputSize, from: &shelf))
      } catch {
        throw .unusable(module: name, reason: "\(error)")
      }
    }
    return cells
  }

  /// Which of our cells this is.
  private func kind(
    _ name: String
  ) throws(ForeignFileError) -> CellDefinition {
    if let other = try equations(name) { return other }
    switch (cell, activation ?? "tanh") {
    case (.lstm, "tanh"):
      if directions[0].peepholes != nil { return CellFamily.known("peephole") }
      return directions[0].projection == nil
        ? CellFamily.lstm : CellFamily.known("projected")
    case (.gru, "tanh"):
      return CellFamily.known(resetsBefore ? "gru-before" : "gru")
    case (.rnn, "tanh"): return CellFamily.rnn
    case (.rnn, "relu"): return CellFamily.known("rnn-relu")
    case (_, let other):
      throw .unusable(
        module: name,
        reason: "it is passed through \(other), which no cell here has")
    }
  }

  /// The tensors under the names that our files have for layer 0.
  private func tensors(
    of weights: Weights
  ) throws(ForeignFileError) -> [Tensor] {
    if weights.peepholes != nil || resetsBefore || hasOwnEquations {
      return try namedTensors(of: weights)
    }
    let rows = cell.partCount * units
    let zeros = ForeignTensor(
      name: "no bias", shape: [rows],
      values: [Double](repeating: 0, count: rows))
    var named = [
      ("weight_ih", weights.input), ("weight_hh", weights.recurrent),
      ("bias_ih", weights.bias ?? zeros),
      ("bias_hh", weights.recurrentBias ?? zeros),
    ]
    if let projection = weights.projection {
      named.append(("weight_hr", projection))
    }
    var tensors: [Tensor] = []
    for (name, tensor) in named {
      tensors.append(
        Tensor(
          name: "\(cell.rawValue).\(name)_l0", type: .f64,
          shape: name.hasPrefix("bias") ? [rows] : tensor.shape,
          values: try tensor.values()))
    }
    return tensors
  }

  /// The tensors of a cell that is stored under the names of its weights.
  private func namedTensors(
    of weights: Weights
  ) throws(ForeignFileError) -> [Tensor] {
    let gates =
      cell == .lstm
      ? ["inputGate", "forgetGate", "candidate", "outputGate"]
      : ["resetGate", "updateGate", "candidate"]
    let units = units
    var tensors: [Tensor] = []
    func add(_ name: String, _ shape: [Int], _ values: [Double]) {
      tensors.append(
        Tensor(
          name: "cell.\(name)_l0", type: .f64, shape: shape, values: values))
    }
    let (input, recurrent) = (weights.input, weights.recurrent)
    var bias = [Double](repeating: 0, count: gates.count * units)
    for part in [weights.bias, weights.recurrentBias].compactMap({ $0 }) {
      for (k, value) in try part.values().enumerated() { bias[k] += value }
    }
    for (k, gate) in gates.enumerated() {
      let rows = k * units..<(k + 1) * units
      add(
        "\(gate).input", [units, inputSize], try input.rows(rows).values())
      add(
        "\(gate).recurrent", [units, outputSize],
        try recurrent.rows(rows).values())
      add("\(gate).bias", [units], Array(bias[rows]))
    }
    guard let peepholes = try weights.peepholes?.values() else {
      return tensors
    }
    for (k, gate) in ["input", "forget", "output"].enumerated() {
      add(
        "\(gate)Peephole", [units],
        Array(peepholes[k * units..<(k + 1) * units]))
    }
    return tensors
  }
}
