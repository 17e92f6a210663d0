import LSTMCore

/// A cell whose weights have a place in model files.
protocol StorableCell: Cell {
  /// The weights of this cell as the layer at `place`.
  func tensors(at place: LayerPlace) -> [Tensor]

  /// Reads the layer at `place`, which sees `inputSize` values a step.
  init(
    at place: LayerPlace, inputSize: Int, from shelf: inout TensorShelf
  ) throws(ModelContentError)

  /// A tensor that each layer has, named for layer 0.
  static var landmark: String { get }
}

/// The cells that model files can hold: those of PyTorch under PyTorch's
/// names, the rest under the names of their weights.
let storableCells: [any StorableCell.Type] = [
  LSTMCell.self, GRUCell.self, RNNCell.self, ReLURNNCell.self,
  ProjectedCell.self, LSTM1997Cell.self, LSTM1997Task2aCell.self,
  PeepholeCell.self, CoupledCell.self, NoInputGateCell.self,
  NoForgetGateCell.self, NoOutputGateCell.self, NoInputActivationCell.self,
  NoOutputActivationCell.self, FullGateRecurrenceCell.self, LayerNormCell.self,
  GammaCell.self, GRUBeforeCell.self,
]

extension StorableCell {
  /// The names of one layer's tensors, for layer 0.
  static var tensorNames: Set<String> {
    Set(
      Self(inputSize: 1, hiddenSize: 1).tensors(at: LayerPlace(number: 0))
        .map(\.name))
  }

  /// How many layers the names tell of: one more than the highest number, at
  /// least one, and not absurdly more than there are names.
  static func layerCount(in names: [String]) -> Int {
    let prefix = landmark.dropLast()
    let numbers = names.compactMap { name in
      name.hasPrefix(prefix) ? Int(name.dropFirst(prefix.count)) : nil
    }
    return min(max(numbers.max() ?? 0, 0), names.count) + 1
  }

  /// Refuses tensors that are another cell's: none of this one's, or all of
  /// them and more.
  static func requireOwn(_ names: [String]) throws(ModelContentError) {
    let (names, own) = (Set(names), tensorNames)
    let others = storableCells.filter { $0.tensorNames.isSubset(of: names) }
    let richest = others.max { $0.tensorNames.count < $1.tensorNames.count }
    if let richest,
      own.isDisjoint(with: names)
        || own.isStrictSubset(of: richest.tensorNames)
    {
      throw .otherCell(said: name, found: richest.name)
    }
  }
}
