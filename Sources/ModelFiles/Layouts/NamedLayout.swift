import LSTMCore

// Cells that PyTorch does not have are stored weight by weight, under the
// names that `Cell.parameters` gives them: `cell.forgetGate.input_l0`.

extension CellLayout {
  func namedTensors(of layer: any Cell, at place: LayerPlace) -> [Tensor] {
    layer.parameters.enumerated().map { index, parameter in
      Tensor(
        name: tensorName(parameter.name, place), type: .f32,
        shape: parameter.shape, values: layer[parameter: index])
    }
  }

  func namedLayer(
    at place: LayerPlace, inputSize: Int, from shelf: inout TensorShelf
  ) throws(ModelContentError) -> any Cell {
    var layer = cell.layer(
      try sizes(at: place, inputSize: inputSize, from: shelf))
    let why = "\(layer.hiddenSize) units, reading \(inputSize) values"
    for (index, parameter) in layer.parameters.enumerated() {
      layer[parameter: index] = try shelf.take(
        tensorName(parameter.name, place), shape: parameter.shape, why: why)
    }
    return layer
  }

  /// How large a layer is. Recurrent weights of one row per unit are asked where
  /// there are any: they are as many as the memory that is about to be set
  /// aside, so a small file cannot ask for a large cell.
  private func sizes(
    at place: LayerPlace, inputSize: Int, from shelf: TensorShelf
  ) throws(ModelContentError) -> CellSizes {
    let units = try unitCount(at: place, from: shelf)
    var (blocks, projection) = (Int?.none, Int?.none)
    if let array = cell.arrays.first(where: {
      $0.rows == .block && ($0.columns?.units ?? 0) > 0
    }) {
      let tensor = tensorName(array.name, place)
      let shape = try shelf.shape(tensor, axes: 2)
      guard shape[0] > 0, units.isMultiple(of: shape[0]) else {
        throw .wrongShape(
          tensor: tensor, expected: "[blocks, \(array.columns?.words ?? "")]",
          found: shape, why: "\(units) units make blocks of one size")
      }
      blocks = shape[0]
    }
    if let array = cell.arrays.first(where: { $0.rows == .projected }) {
      let tensor = tensorName(array.name, place)
      let shape = try shelf.shape(tensor, axes: array.columns == nil ? 1 : 2)
      guard 1...units ~= shape[0] else {
        throw .wrongShape(
          tensor: tensor, expected: "[at most units, …]", found: shape,
          why: "\(units) units are projected to as many values or fewer")
      }
      projection = shape[0]
    }
    return CellSizes(
      inputs: inputSize, units: units, blocks: blocks, projection: projection)
  }

  private func unitCount(
    at place: LayerPlace, from shelf: TensorShelf
  ) throws(ModelContentError) -> Int {
    let matrices = cell.arrays.filter { $0.rows == .unit && $0.columns != nil }
    let recurrent = matrices.filter { ($0.columns?.units ?? 0) > 0 }
    let ofCandidate = { (array: StoredArray) in
      array.name.hasPrefix("candidate.")
    }
    let array =
      recurrent.first(where: ofCandidate) ?? recurrent.first
      ?? matrices.first(where: ofCandidate) ?? matrices.first
    guard let array else {
      throw .unknownCell(name, known: Self.all.map(\.name))
    }
    let tensor = tensorName(array.name, place)
    let shape = try shelf.shape(tensor, axes: 2)
    let isRecurrent = (array.columns?.units ?? 0) > 0
    guard shape[0] > 0, shape[1] >= (isRecurrent ? shape[0] : 1) else {
      throw .wrongShape(
        tensor: tensor, expected: "[units, as many or more]", found: shape,
        why: "a layer has at least one unit, and each reads all of them")
    }
    return shape[0]
  }

  /// `cell.forgetGate.input_l0`
  func tensorName(_ weight: String, _ place: LayerPlace) -> String {
    "cell.\(weight)\(place.suffix)"
  }
}

extension Width {
  /// Such as `2 × blocks + units`.
  fileprivate var words: String {
    [(blocks, "blocks"), (units, "units"), (inputs, "inputs")]
      .filter { $0.0 > 0 }
      .map { ($0.0 == 1 ? "" : "\($0.0) × ") + $0.1 }
      .joined(separator: " + ")
  }
}
