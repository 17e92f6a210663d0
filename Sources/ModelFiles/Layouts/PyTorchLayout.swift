import LSTMCore

// The one place that knows how PyTorch packs recurrent layers: the gates of a
// layer are stacked in one matrix (LSTM: i, f, g, o), once for the input and
// once for the hidden state, and there are two biases, which are only ever
// added. Reading adds them up in Double; writing puts the sum in `bias_ih` and
// zeros in `bias_hh`.

/// A cell whose weights PyTorch keeps in packed matrices.
protocol PyTorchCell: StorableCell {
  /// The name of the module, the first part of the tensors' names.
  static var module: String { get }
  /// The parts in the order in which they are stacked.
  static var packed: [WritableKeyPath<Self, GateWeights> & Sendable] { get }
  /// The last part's second bias where it is not only ever added.
  static var innerBias: (WritableKeyPath<Self, Vector> & Sendable)? { get }
  /// `proj_size`'s matrix.
  static var projected: (WritableKeyPath<Self, Matrix> & Sendable)? { get }

  /// Zero weights for `weight_hh` of so many rows a part and columns, or nil
  /// where these do not fit together.
  static func empty(inputSize: Int, units: Int, sources: Int) -> Self?
}

extension LSTMCell: PyTorchCell {
  static let module = "lstm"
  static let packed: [WritableKeyPath<LSTMCell, GateWeights> & Sendable] = [
    \.inputGate, \.forgetGate, \.candidate, \.outputGate,
  ]
}

extension ProjectedCell: PyTorchCell {
  static let module = "lstm"
  static let packed: [WritableKeyPath<ProjectedCell, GateWeights> & Sendable] =
    [\.inputGate, \.forgetGate, \.candidate, \.outputGate]
  static let projected: (WritableKeyPath<ProjectedCell, Matrix> & Sendable)? =
    \ProjectedCell.projection

  static func empty(
    inputSize: Int, units: Int, sources: Int
  ) -> ProjectedCell? {
    sources > units
      ? nil
      : ProjectedCell(
        inputSize: inputSize, hiddenSize: units, outputSize: sources)
  }
}

extension GRUCell: PyTorchCell {
  static let module = "gru"
  static let packed: [WritableKeyPath<GRUCell, GateWeights> & Sendable] = [
    \.resetGate, \.updateGate, \.candidate,
  ]
  static let innerBias: (WritableKeyPath<GRUCell, Vector> & Sendable)? =
    \GRUCell.recurrentBias
}

extension RNNCell: PyTorchCell {
  static let module = "rnn"
  static let packed: [WritableKeyPath<RNNCell, GateWeights> & Sendable] = [
    \.hidden
  ]
}

extension ReLURNNCell: PyTorchCell {
  static let module = "rnn"
  static let packed: [WritableKeyPath<ReLURNNCell, GateWeights> & Sendable] = [
    \.hidden
  ]
}

extension PyTorchCell {
  static var landmark: String { tensorName("weight_ih", LayerPlace(number: 0)) }
  static var innerBias: (WritableKeyPath<Self, Vector> & Sendable)? { nil }
  static var projected: (WritableKeyPath<Self, Matrix> & Sendable)? { nil }

  static func empty(inputSize: Int, units: Int, sources: Int) -> Self? {
    units == sources ? Self(inputSize: inputSize, hiddenSize: units) : nil
  }

  /// The tensors of this cell as the layer at `place`.
  func tensors(at place: LayerPlace) -> [Tensor] {
    let gates = Self.packed.map { self[keyPath: $0] }
    let rows = gates.count * hiddenSize
    func tensor(_ weight: String, _ shape: [Int], _ values: [Double]) -> Tensor
    {
      Tensor(
        name: Self.tensorName(weight, place), type: .f32, shape: shape,
        values: values)
    }
    let inner = Self.innerBias.map { self[keyPath: $0].elements } ?? []
    var tensors = [
      tensor(
        "weight_ih", [rows, inputSize], gates.flatMap(\.input.elements)),
      tensor(
        "weight_hh", [rows, outputSize], gates.flatMap(\.recurrent.elements)),
      tensor("bias_ih", [rows], gates.flatMap(\.bias.elements)),
      tensor(
        "bias_hh", [rows],
        [Double](repeating: 0, count: rows - inner.count) + inner),
    ]
    if let path = Self.projected {
      tensors.append(
        tensor(
          "weight_hr", [outputSize, hiddenSize], self[keyPath: path].elements))
    }
    return tensors
  }

  /// Reads the layer at `place`, which sees `inputSize` values a step.
  init(
    at place: LayerPlace, inputSize: Int, from shelf: inout TensorShelf
  ) throws(ModelContentError) {
    func name(_ weight: String) -> String {
      Self.tensorName(weight, place)
    }
    var cell = try Self.empty(at: place, inputSize: inputSize, from: shelf)
    let (parts, units) = (Self.packed.count, cell.hiddenSize)
    let (rows, sources) = (parts * units, cell.outputSize)
    let why =
      "\(parts == 1 ? "" : "\(parts) parts × ")\(units) units, reading "
      + "\(inputSize) values"
    let input = try shelf.take(
      name("weight_ih"), shape: [rows, inputSize], why: why)
    let recurrent = try shelf.take(
      name("weight_hh"), shape: [rows, sources], why: why)
    var bias = try shelf.take(name("bias_ih"), shape: [rows], why: why)
    let second = try shelf.take(name("bias_hh"), shape: [rows], why: why)
    let added = Self.innerBias == nil ? rows : rows - units
    for row in 0..<added { bias[row] += second[row] }

    for (part, path) in Self.packed.enumerated() {
      let rows = part * units..<(part + 1) * units
      cell[keyPath: path] = GateWeights(
        input: input.matrix(rows: rows, columns: inputSize),
        recurrent: recurrent.matrix(rows: rows, columns: sources),
        bias: Vector(Array(bias[rows])))
    }
    if let path = Self.innerBias {
      cell[keyPath: path] = Vector(Array(second[added...]))
    }
    if let path = Self.projected {
      cell[keyPath: path].elements = try shelf.take(
        name("weight_hr"), shape: [sources, units], why: why)
    }
    self = cell
  }

  /// Zero weights of the sizes that `weight_hh` tells of.
  private static func empty(
    at place: LayerPlace, inputSize: Int, from shelf: TensorShelf
  ) throws(ModelContentError) -> Self {
    let name = tensorName("weight_hh", place)
    let (parts, shape) = (packed.count, try shelf.shape(name, axes: 2))
    // Without a projection there are as many units as columns; a row too many
    // is then found when the tensor is taken.
    let units = projected == nil ? shape[1] : shape[0] / parts
    guard units > 0, shape[1] > 0, packedRows(parts, units) != nil,
      shape[0] >= units,
      let cell = empty(inputSize: inputSize, units: units, sources: shape[1])
    else {
      throw .wrongShape(
        tensor: name,
        expected: projected == nil
          ? "[\(parts) × units, units]" : "[\(parts) × units, at most units]",
        found: shape, why: "a layer has at least one unit")
    }
    return cell
  }

  /// `lstm.weight_ih_l0`.
  private static func tensorName(
    _ weight: String, _ place: LayerPlace
  ) -> String {
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
