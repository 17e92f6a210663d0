import LSTMCore

extension Stack {
  /// The layers of one kind that a file holds, two-way where any tensor's name
  /// ends in `_reverse`.
  init(
    _ cell: CellLayout, inputSize: Int, names: [String],
    from shelf: inout TensorShelf
  ) throws(ModelContentError) {
    let isTwoWay = names.contains { $0.hasSuffix("_reverse") }
    var (layers, width) = ([Layer](), inputSize)
    for k in 0..<cell.layerCount(in: names) {
      var layer = Layer(
        forward: try cell.layer(
          at: LayerPlace(number: k), inputSize: width, from: &shelf))
      if isTwoWay {
        layer.reverse = try cell.layer(
          at: LayerPlace(number: k, direction: .reverse), inputSize: width,
          from: &shelf)
      }
      layers.append(layer)
      width = layer.outputSize
    }
    self.init(layers: layers)
  }
}

/// The kind of cell that a file's metadata names; an LSTM where it is silent.
func cellLayout(
  named name: String?
) throws(ModelContentError) -> CellLayout {
  let name = name ?? CellFamily.lstm.name
  guard let cell = CellFamily[name] else {
    throw .unknownCell(name, known: CellFamily.names)
  }
  return CellLayout(cell)
}
