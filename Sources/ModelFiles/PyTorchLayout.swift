import LSTMCore

// The one place that knows how PyTorch packs recurrent layers: the gates of a
// layer are stacked in one matrix (LSTM: i, f, g, o), once for the input and
// once for the hidden state, and there are two biases, which are only ever
// added. Reading adds them up in Double; writing puts the sum in `bias_ih` and
// zeros in `bias_hh`.

/// A cell whose weights PyTorch keeps in packed matrices.
protocol PyTorchCell: Cell {
  /// The name of the module, the first part of the tensors' names.
  static var module: String { get }
  /// The parts in the order in which they are stacked.
  static var packed: [WritableKeyPath<Self, GateWeights> & Sendable] { get }
}

extension LSTMCell: PyTorchCell {
  static let module = "lstm"
  static let packed: [WritableKeyPath<LSTMCell, GateWeights> & Sendable] = [
    \.inputGate, \.forgetGate, \.candidate, \.outputGate,
  ]
}

extension RNNCell: PyTorchCell {
  static let module = "rnn"
  static let packed: [WritableKeyPath<RNNCell, GateWeights> & Sendable] = [
    \.hidden
  ]
}

/// The cells that model files can hold.
let storableCells: [any PyTorchCell.Type] = [LSTMCell.self, RNNCell.self]

extension PyTorchCell {
  /// The four tensors of this cell as layer `k`.
  func tensors(layer k: Int) -> [Tensor] {
    let gates = Self.packed.map { self[keyPath: $0] }
    let rows = gates.count * hiddenSize
    func tensor(_ weight: String, _ shape: [Int], _ values: [Double]) -> Tensor
    {
      Tensor(
        name: Self.tensorName(weight, layer: k), type: .f32, shape: shape,
        values: values)
    }
    return [
      tensor(
        "weight_ih", [rows, inputSize], gates.flatMap(\.input.elements)),
      tensor(
        "weight_hh", [rows, hiddenSize], gates.flatMap(\.recurrent.elements)),
      tensor("bias_ih", [rows], gates.flatMap(\.bias.elements)),
      tensor("bias_hh", [rows], [Double](repeating: 0, count: rows)),
    ]
  }

  /// Reads layer `k`, which sees `inputSize` values a step.
  init(
    layer k: Int, inputSize: Int, from shelf: inout TensorShelf
  ) throws(ModelContentError) {
    func name(_ weight: String) -> String {
      Self.tensorName(weight, layer: k)
    }
    let parts = Self.packed.count
    let recurrentShape = try shelf.shape(name("weight_hh"), axes: 2)
    let hiddenSize = recurrentShape[1]
    guard let rows = packedRows(parts, hiddenSize) else {
      throw .wrongShape(
        tensor: name("weight_hh"), expected: "[\(parts) × units, units]",
        found: recurrentShape, why: "a layer has at least one unit")
    }
    let why =
      "\(parts == 1 ? "" : "\(parts) parts × ")\(hiddenSize) units, reading "
      + "\(inputSize) values"
    let input = try shelf.take(
      name("weight_ih"), shape: [rows, inputSize], why: why)
    let recurrent = try shelf.take(
      name("weight_hh"), shape: [rows, hiddenSize], why: why)
    let inputBias = try shelf.take(name("bias_ih"), shape: [rows], why: why)
    let hiddenBias = try shelf.take(name("bias_hh"), shape: [rows], why: why)
    let bias = zip(inputBias, hiddenBias).map(+)

    self.init(inputSize: inputSize, hiddenSize: hiddenSize)
    for (part, path) in Self.packed.enumerated() {
      let units = part * hiddenSize..<(part + 1) * hiddenSize
      self[keyPath: path] = GateWeights(
        input: input.matrix(rows: units, columns: inputSize),
        recurrent: recurrent.matrix(rows: units, columns: hiddenSize),
        bias: Vector(Array(bias[units])))
    }
  }

  /// `lstm.weight_ih_l0`.
  private static func tensorName(_ weight: String, layer: Int) -> String {
    "\(module).\(weight)_l\(layer)"
  }

  /// How many layers the names tell of: one more than the highest number, at
  /// least one, and not absurdly more than there are names.
  static func layerCount(in names: [String]) -> Int {
    let prefix = tensorName("weight_ih", layer: 0).dropLast()
    let numbers = names.compactMap { name in
      name.hasPrefix(prefix) ? Int(name.dropFirst(prefix.count)) : nil
    }
    return min(max(numbers.max() ?? 0, 0), names.count) + 1
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
