/// The weights of one direction of a Keras layer. A kernel multiplies from the
/// right, so it has a row per input; parts are stacked i, f, c, o or z, r, h.
///
/// Layers that were made for cuDNN have another layout, which the bias tells:
/// twice as many numbers, one half for the input and one for the state, and
/// within each part the matrices are transposed.
struct KerasWeights {
  let cell: ForeignRecurrence.Family
  let kernel: ForeignTensor
  let recurrent: ForeignTensor
  let bias: ForeignTensor?
  let name: String
  /// Whether the file says that this is a layer for cuDNN.
  var isCuDNN = false

  /// The layer, its parts in the order of PyTorch.
  func recurrence(
    otherDirection: KerasWeights?
  ) throws(ForeignFileError) -> ForeignRecurrence {
    var directions = [try weights()]
    if let other = otherDirection { directions.append(try other.weights()) }
    let own = cell == .lstm ? "i, f, c, o" : "z, r, h"
    var recurrence = ForeignRecurrence(
      cell: cell, directions: directions,
      order: cell == .rnn
        ? "one part"
        : "Keras' order \(own)"
          + (hasCuDNNLayout ? " in cuDNN's layout" : ""))
    recurrence.resetsBefore =
      cell == .gru && !hasCuDNNLayout && (bias?.shape.count ?? 1) == 1
    return try recurrence.checked(name)
  }

  /// cuDNN's LSTM has 8 numbers of bias a unit, and its GRU 6 in one row; Keras'
  /// own GRU has them in two rows.
  private var hasCuDNNLayout: Bool {
    guard let bias, bias.shape.count == 1, let units = recurrent.shape.first
    else { return isCuDNN }
    return isCuDNN || bias.count == 2 * cell.partCount * units && cell != .rnn
  }

  /// Where PyTorch's parts lie among Keras'.
  private var order: [Int] {
    switch cell {
    case .lstm: [0, 1, 2, 3]
    case .gru: [1, 0, 2]
    case .rnn: [0]
    }
  }

  private func weights() throws(ForeignFileError) -> ForeignRecurrence.Weights {
    let parts = cell.partCount
    guard kernel.shape.count == 2, recurrent.shape.count == 2,
      recurrent.shape[0] > 0, recurrent.shape[1] == parts * recurrent.shape[0],
      kernel.shape[1] == recurrent.shape[1]
    else {
      throw .unusable(
        module: name,
        reason: "kernel \(kernel.shape) and recurrent kernel "
          + "\(recurrent.shape) do not make a layer of \(parts) part"
          + (parts == 1 ? "" : "s"))
    }
    var weights = ForeignRecurrence.Weights(
      input: matrix(kernel), recurrent: matrix(recurrent))
    let rows = recurrent.shape[1]
    guard let bias else { return weights }
    if bias.count == 2 * rows {
      let halves = bias.reshaped([2, rows])
      weights.bias = halves.element(0).blocks(order)
      weights.recurrentBias = halves.element(1).blocks(order)
    } else if bias.count == rows {
      weights.bias = bias.reshaped([rows]).blocks(order)
    } else {
      throw .unusable(
        module: name,
        reason: "its bias has \(bias.count) numbers where \(rows) or "
          + "\(2 * rows) are needed")
    }
    return weights
  }

  /// A kernel as PyTorch has it: [parts × units, inputs].
  private func matrix(_ kernel: ForeignTensor) -> ForeignTensor {
    guard hasCuDNNLayout else { return kernel.transposed().blocks(order) }
    // Each part, of as many numbers, was reshaped from [units, inputs].
    let (inputs, rows) = (kernel.shape[0], kernel.shape[1])
    let units = rows / cell.partCount
    let parts = (0..<cell.partCount).map { part in
      kernel.transposed().rows(part * units..<(part + 1) * units)
        .transposed().reshaped([units, inputs])
    }
    return parts.joined(named: kernel.name).blocks(order)
  }
}
