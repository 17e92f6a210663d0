import LSTMCore
import Wording

// The one place that knows how PyTorch packs recurrent layers: the gates of a
// layer are stacked in one matrix (LSTM: i, f, g, o), once for the input and
// once for the hidden state, and there are two biases, which are only ever
// added. Reading adds them up in Double; writing puts the sum in `bias_ih` and
// zeros in `bias_hh`.

/// How PyTorch keeps the weights of one kind of cell.
struct PyTorchPacking: Sendable {
  /// The name of the module, the first part of the tensors' names.
  let module: String
  /// The gates in the order in which they are stacked.
  let parts: [String]
  /// The last part's second bias where it is not only ever added.
  var innerBias: String?
  /// `proj_size`'s matrix.
  var projection: String?

  /// The cells that PyTorch has, by name.
  static let known: [String: PyTorchPacking] = [
    "lstm": PyTorchPacking(module: "lstm", parts: lstmParts),
    "projected": PyTorchPacking(
      module: "lstm", parts: lstmParts, projection: "projection"),
    "gru": PyTorchPacking(
      module: "gru", parts: ["resetGate", "updateGate", "candidate"],
      innerBias: "recurrentBias"),
    "rnn-tanh": PyTorchPacking(module: "rnn", parts: ["hidden"]),
    "rnn-relu": PyTorchPacking(module: "rnn", parts: ["hidden"]),
  ]

  private static let lstmParts = [
    "inputGate", "forgetGate", "candidate", "outputGate",
  ]
}

extension PyTorchPacking {
  /// The tensors of a cell as the layer at `place`.
  func tensors(of cell: any Cell, at place: LayerPlace) -> [Tensor] {
    let gates = parts.map { cell[gate: $0] }
    let rows = gates.count * cell.hiddenSize
    func tensor(_ weight: String, _ shape: [Int], _ values: [Double]) -> Tensor
    {
      Tensor(
        name: tensorName(weight, place), type: .f32, shape: shape,
        values: values)
    }
    let inner = innerBias.map { cell[$0] } ?? []
    var tensors = [
      tensor(
        "weight_ih", [rows, cell.inputSize], gates.flatMap(\.input.elements)),
      tensor(
        "weight_hh", [rows, cell.outputSize],
        gates.flatMap(\.recurrent.elements)),
      tensor("bias_ih", [rows], gates.flatMap(\.bias.elements)),
      tensor(
        "bias_hh", [rows],
        [Double](repeating: 0, count: rows - inner.count) + inner),
    ]
    if let projection {
      tensors.append(
        tensor(
          "weight_hr", [cell.outputSize, cell.hiddenSize], cell[projection]))
    }
    return tensors
  }

  /// Reads the layer at `place`, which sees `inputSize` values per step.
  func layer(
    of kind: CellDefinition, at place: LayerPlace, inputSize: Int,
    from shelf: inout TensorShelf
  ) throws(ModelContentError) -> any Cell {
    func name(_ weight: String) -> String { tensorName(weight, place) }
    var cell = kind.layer(
      try sizes(at: place, inputSize: inputSize, from: shelf))
    let (units, sources) = (cell.hiddenSize, cell.outputSize)
    let rows = parts.count * units
    let why =
      "\(parts.count == 1 ? "" : "\(parts.count) parts × ")\(counted(units, "unit")), "
      + "reading \(counted(inputSize, "value"))"
    let input = try shelf.take(
      name("weight_ih"), shape: [rows, inputSize], why: why)
    let recurrent = try shelf.take(
      name("weight_hh"), shape: [rows, sources], why: why)
    var bias = try shelf.take(name("bias_ih"), shape: [rows], why: why)
    let second = try shelf.take(name("bias_hh"), shape: [rows], why: why)
    let added = innerBias == nil ? rows : rows - units
    for row in 0..<added { bias[row] += second[row] }

    for (part, gate) in parts.enumerated() {
      let rows = part * units..<(part + 1) * units
      cell[gate: gate] = GateWeights(
        input: input.matrix(rows: rows, columns: inputSize),
        recurrent: recurrent.matrix(rows: rows, columns: sources),
        bias: Vector(Array(bias[rows])))
    }
    if let innerBias { cell[innerBias] = Array(second[added...]) }
    if let projection {
      cell[projection] = try shelf.take(
        name("weight_hr"), shape: [sources, units], why: why)
    }
    return cell
  }

  /// The sizes that `weight_hh` tells of.
  private func sizes(
    at place: LayerPlace, inputSize: Int, from shelf: TensorShelf
  ) throws(ModelContentError) -> CellSizes {
    let name = tensorName("weight_hh", place)
    let (parts, shape) = (self.parts.count, try shelf.shape(name, axes: 2))
    // Without a projection there are as many units as columns; a row too many
    // is then found when the tensor is taken.
    let units = projection == nil ? shape[1] : shape[0] / parts
    let sources = shape[1]
    guard units > 0, sources > 0, packedRows(parts, units) != nil,
      shape[0] >= units, projection == nil ? units == sources : sources <= units
    else {
      throw .wrongShape(
        tensor: name,
        expected: projection == nil
          ? "[\(parts) × units, units]" : "[\(parts) × units, at most units]",
        found: shape, why: "a layer has at least one unit")
    }
    return CellSizes(
      inputs: inputSize, units: units,
      projection: projection == nil ? nil : sources)
  }

  /// `lstm.weight_ih_l0`.
  func tensorName(_ weight: String, _ place: LayerPlace) -> String {
    "\(module).\(weight)\(place.suffix)"
  }
}

/// The rows of a packed matrix, or nil where there are no units or too many.
private func packedRows(_ parts: Int, _ hiddenSize: Int) -> Int? {
  let (rows, overflow) = hiddenSize.multipliedReportingOverflow(by: parts)
  return hiddenSize > 0 && !overflow ? rows : nil
}

extension [Double] {
  /// A range of the rows of a packed matrix.
  fileprivate func matrix(rows: Range<Int>, columns: Int) -> Matrix {
    Matrix(
      rows: rows.count, columns: columns,
      Array(self[rows.lowerBound * columns..<rows.upperBound * columns]))
  }
}
