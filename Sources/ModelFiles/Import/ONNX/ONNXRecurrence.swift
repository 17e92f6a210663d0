/// One recurrent node of ONNX. Its tensors have an axis for the direction; the
/// parts of an LSTM are stacked i, o, f, c, those of a GRU z, r, h, peepholes
/// i, o, f; the two biases follow each other.
struct ONNXRecurrence {
  let node: ONNXGraph.Node
  let name: String
  let input: ForeignTensor
  let recurrent: ForeignTensor
  let bias: ForeignTensor?
  let initialHidden: ForeignTensor?
  let initialCell: ForeignTensor?
  let peepholes: ForeignTensor?

  private var cell: ForeignRecurrence.Family {
    switch node.operation {
    case "LSTM": .lstm
    case "GRU": .gru
    default: .rnn
    }
  }

  func recurrence() throws(ForeignFileError) -> ForeignRecurrence {
    try refuseWhatNoCellHas()
    guard input.shape.count == 3, recurrent.shape.count == 3,
      1...2 ~= input.shape[0], recurrent.shape[0] == input.shape[0],
      input.shape[1] == recurrent.shape[1], recurrent.shape[2] > 0,
      input.shape[1] == cell.partCount * recurrent.shape[2]
    else {
      throw .unusable(
        module: name,
        reason: "W \(input.shape) and R \(recurrent.shape) do not make a "
          + "\(node.operation)")
    }
    var directions: [ForeignRecurrence.Weights] = []
    for k in 0..<input.shape[0] { directions.append(try weights(k)) }
    let own = cell == .lstm ? "i, o, f, c" : "z, r, h"
    var recurrence = ForeignRecurrence(
      cell: cell, directions: directions,
      order: cell == .rnn ? "one part" : "ONNX' order \(own)")
    recurrence.isReverse = node.attributes["direction"]?.text == "reverse"
    recurrence.resetsBefore =
      cell == .gru && node.attributes["linear_before_reset"]?.int ?? 0 == 0
    setActivations(&recurrence)
    return try recurrence.checked(name)
  }

  private func refuseWhatNoCellHas() throws(ForeignFileError) {
    if let clip = node.attributes["clip"]?.float, clip > 0 {
      throw .unusable(
        module: name,
        reason: "it clips its sums to \(clip), which no cell here "
          + "does")
    }
    if node.attributes["input_forget"]?.int == 1 {
      throw .unusable(
        module: name,
        reason: "its forget gate is one less the input gate (input_forget), "
          + "which is not read")
    }
  }

  private func setActivations(_ recurrence: inout ForeignRecurrence) {
    let names = (node.attributes["activations"]?.strings ?? [])
      .map { $0.lowercased() }
    let standard = cell == .rnn ? ["tanh"] : ["sigmoid", "tanh", "tanh"]
    guard !names.isEmpty else { return }
    // Two directions list theirs one after another; an odd one is told.
    let odd = names.enumerated().first { k, name in
      let place = k % (cell == .gru ? 2 : standard.count)
      return name != standard[place]
    }
    guard let (place, name) = odd else { return }
    if cell != .rnn, place % (cell == .gru ? 2 : 3) == 0 {
      recurrence.gateActivation = name
    } else {
      recurrence.activation = name
    }
  }

  /// Where PyTorch's parts lie among ONNX'.
  private var order: [Int] {
    switch cell {
    case .lstm: [0, 2, 3, 1]
    case .gru: [1, 0, 2]
    case .rnn: [0]
    }
  }

  private func weights(
    _ k: Int
  ) throws(ForeignFileError) -> ForeignRecurrence.Weights {
    let (rows, units) = (recurrent.shape[1], recurrent.shape[2])
    var weights = ForeignRecurrence.Weights(
      input: input.element(k).blocks(order),
      recurrent: recurrent.element(k).blocks(order))
    if let bias {
      guard bias.shape == [input.shape[0], 2 * rows] else {
        throw .unusable(
          module: name,
          reason: "its bias has the shape \(bias.shape) where "
            + "[\(input.shape[0]), \(2 * rows)] is needed")
      }
      let both = bias.element(k).reshaped([2, rows])
      weights.bias = both.element(0).blocks(order)
      weights.recurrentBias = both.element(1).blocks(order)
    }
    if let peepholes {
      guard peepholes.shape == [input.shape[0], 3 * units] else {
        throw .unusable(
          module: name,
          reason: "its peepholes have the shape "
            + "\(peepholes.shape)")
      }
      weights.peepholes = peepholes.element(k).blocks([0, 2, 1])
    }
    // [directions, batch, units]: of a batch of one.
    let stored = [input.shape[0], 1, units]
    if initialHidden?.shape == stored {
      weights.initialHidden = initialHidden?.element(k).reshaped([units])
    }
    if initialCell?.shape == stored {
      weights.initialCell = initialCell?.element(k).reshaped([units])
    }
    return weights
  }
}
