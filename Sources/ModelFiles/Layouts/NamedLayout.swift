import LSTMCore

// Cells that PyTorch does not have are stored weight by weight, under the
// names that `Cell.parameters` gives them: `cell.forgetGate.input_l0`.

/// A cell that is stored under the names of its weights.
protocol NamedCell: StorableCell {
  /// Zero weights of the sizes that the tensors of a layer tell of.
  static func empty(
    at place: LayerPlace, inputSize: Int, from shelf: TensorShelf
  ) throws(ModelContentError) -> Self
}

extension PeepholeCell: NamedCell {}
extension CoupledCell: NamedCell {}
extension NoInputGateCell: NamedCell {}
extension NoForgetGateCell: NamedCell {}
extension NoOutputGateCell: NamedCell {}
extension NoInputActivationCell: NamedCell {}
extension NoOutputActivationCell: NamedCell {}
extension FullGateRecurrenceCell: NamedCell {}
extension LayerNormCell: NamedCell {}
extension GammaCell: NamedCell {}
extension GRUBeforeCell: NamedCell {}
extension LSTM1997Task2aCell: NamedCell {}

extension LSTM1997Cell: NamedCell {
  static func empty(
    at place: LayerPlace, inputSize: Int, from shelf: TensorShelf
  ) throws(ModelContentError) -> LSTM1997Cell {
    let units = try unitCount(at: place, from: shelf)
    let gate = tensorName("inputGate.recurrent", place)
    let shape = try shelf.shape(gate, axes: 2)
    guard shape[0] > 0, units.isMultiple(of: shape[0]) else {
      throw .wrongShape(
        tensor: gate, expected: "[blocks, 2 × blocks + units]", found: shape,
        why: "\(units) units make blocks of one size")
    }
    return LSTM1997Cell(
      inputSize: inputSize, blocks: shape[0], blockSize: units / shape[0])
  }
}

extension NamedCell {
  static var landmark: String {
    tensorName("candidate.input", LayerPlace(number: 0))
  }

  static func empty(
    at place: LayerPlace, inputSize: Int, from shelf: TensorShelf
  ) throws(ModelContentError) -> Self {
    Self(
      inputSize: inputSize,
      hiddenSize: try unitCount(at: place, from: shelf))
  }

  func tensors(at place: LayerPlace) -> [Tensor] {
    Self.parameters.map { parameter in
      Tensor(
        name: Self.tensorName(parameter.name, place), type: .f32,
        shape: parameter.shape(in: self),
        values: self[keyPath: parameter.path])
    }
  }

  init(
    at place: LayerPlace, inputSize: Int, from shelf: inout TensorShelf
  ) throws(ModelContentError) {
    var cell = try Self.empty(at: place, inputSize: inputSize, from: shelf)
    let why = "\(cell.hiddenSize) units, reading \(inputSize) values"
    for parameter in Self.parameters {
      cell[keyPath: parameter.path] = try shelf.take(
        Self.tensorName(parameter.name, place),
        shape: parameter.shape(in: cell), why: why)
    }
    self = cell
  }

  /// How many units a layer has. The candidate's recurrent weights are asked
  /// where there are any: they are as many as the memory that is about to be
  /// set aside, so a small file cannot ask for a large cell.
  fileprivate static func unitCount(
    at place: LayerPlace, from shelf: TensorShelf
  ) throws(ModelContentError) -> Int {
    let isRecurrent = parameters.contains { $0.name == "candidate.recurrent" }
    let tensor = tensorName(
      isRecurrent ? "candidate.recurrent" : "candidate.input", place)
    let shape = try shelf.shape(tensor, axes: 2)
    guard shape[0] > 0, shape[1] >= (isRecurrent ? shape[0] : 1) else {
      throw .wrongShape(
        tensor: tensor, expected: "[units, as many or more]", found: shape,
        why: "a layer has at least one unit, and each reads all of them")
    }
    return shape[0]
  }

  fileprivate static func tensorName(
    _ weight: String, _ place: LayerPlace
  ) -> String {
    "cell.\(weight)\(place.suffix)"
  }
}
