import LSTMCore

/// Where a kind of cell has its weights in model files: those that PyTorch has
/// under PyTorch's names, the rest under the names of `Cell.parameters`.
struct CellLayout: Sendable {
  /// The kind.
  let cell: CellDefinition
  /// How PyTorch packs it; nil where PyTorch does not have it.
  let packing: PyTorchPacking?

  /// The cells that model files can hold.
  static let all = CellFamily.members.map(CellLayout.init)

  init(_ cell: CellDefinition) {
    (self.cell, packing) = (cell, PyTorchPacking.known[cell.name])
  }

  /// The name in the metadata of files.
  var name: String { cell.name }

  /// The weights of a cell of this kind as the layer at `place`.
  func tensors(of layer: any Cell, at place: LayerPlace) -> [Tensor] {
    packing?.tensors(of: layer, at: place)
      ?? namedTensors(of: layer, at: place)
  }

  /// Reads the layer at `place`, which sees `inputSize` values per step.
  func layer(
    at place: LayerPlace, inputSize: Int, from shelf: inout TensorShelf
  ) throws(ModelContentError) -> any Cell {
    guard let packing else {
      return try namedLayer(at: place, inputSize: inputSize, from: &shelf)
    }
    return try packing.layer(
      of: cell, at: place, inputSize: inputSize, from: &shelf)
  }

  /// A tensor that each layer has, named for layer 0.
  private var landmark: String {
    let place = LayerPlace(number: 0)
    return packing?.tensorName("weight_ih", place)
      ?? tensorName(
        cell.arrays.first { $0.name == "candidate.input" }?.name
          ?? cell.arrays[0].name, place)
  }

  /// The names of one layer's tensors, for layer 0.
  private var tensorNames: Set<String> {
    Set(
      tensors(
        of: cell.layer(inputs: 1, units: 1), at: LayerPlace(number: 0)
      ).map(\.name))
  }

  /// How many layers the names tell of: one more than the highest number, at
  /// least one, and not absurdly more than there are names.
  func layerCount(in names: [String]) -> Int {
    let prefix = landmark.dropLast()
    let numbers = names.compactMap { name in
      name.hasPrefix(prefix) ? Int(name.dropFirst(prefix.count)) : nil
    }
    return min(max(numbers.max() ?? 0, 0), names.count) + 1
  }

  /// Refuses tensors that are another cell's: none of this one's, or all of
  /// them and more.
  func requireOwn(_ names: [String]) throws(ModelContentError) {
    let (names, own) = (Set(names), tensorNames)
    // Every other kind is only asked where there is something of another.
    let hasOthers = names.contains { name in
      name.hasSuffix(LayerPlace(number: 0).suffix) && !own.contains(name)
    }
    guard hasOthers || own.isDisjoint(with: names) else { return }
    let others = Self.all.map { (cell: $0.name, names: $0.tensorNames) }
      .filter { $0.names.isSubset(of: names) }
    let richest = others.max { $0.names.count < $1.names.count }
    if let richest,
      own.isDisjoint(with: names) || own.isStrictSubset(of: richest.names)
    {
      throw .otherCell(said: name, found: richest.cell)
    }
  }
}
