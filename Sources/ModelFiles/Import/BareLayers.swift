import LSTMCore

extension Model {
  /// The recurrent layers of a bare PyTorch state dict: `weight_ih_l0` and the
  /// like, all behind one prefix, `lstm.` or `encoder.rnn.`, or behind none.
  /// How many parts `weight_ih` has tells the kind: 4 LSTM, 3 GRU, 1 a plain
  /// network of tanh. Besides, there may be one linear layer that reads the
  /// hidden state, with or without a bias. A module without biases has zeros.
  init(bareLayers file: Safetensors) throws(ModelContentError) {
    let names = file.tensors.map(\.name)
    let prefix = try Self.prefix(in: names)
    let (cell, module) = try Self.cell(of: file, prefix: prefix)
    var tensors: [Tensor] = []
    var others: [Tensor] = []
    for tensor in file.tensors {
      let isLayer =
        tensor.name.hasPrefix(prefix)
        && ["weight_", "bias_"].contains {
          tensor.name.dropFirst(prefix.count).hasPrefix($0)
        }
      if isLayer {
        let name = "\(module).\(tensor.name.dropFirst(prefix.count))"
        tensors.append(tensor.renamed(name))
      } else {
        others.append(tensor)
      }
    }
    tensors += Self.missingBiases(of: tensors)
    var shelf = TensorShelf(tensors)
    let shape = try shelf.shape("\(module).weight_ih_l0", axes: 2)
    let stack = try Stack(
      cell, inputSize: shape[1], names: tensors.map(\.name), from: &shelf)
    try shelf.requireEmpty()
    self.init(
      reader: .rows(columns: [], scaling: Scaling(none: shape[1])),
      stack: stack,
      readout: try Self.readout(of: others, hidden: stack.outputSize))
  }

  /// What stands before `weight_ih_l0`.
  private static func prefix(
    in names: [String]
  ) throws(ModelContentError) -> String {
    let landmark = "weight_ih_l0"
    let found = names.filter { name in
      name == landmark || name.hasSuffix("." + landmark)
    }
    guard !names.contains(where: { $0.hasSuffix("embedding.weight") }) else {
      throw .notOurs(tensors: names)
    }
    guard let name = found.first else { throw .notOurs(tensors: names) }
    guard found.count == 1 else { throw .severalModules(found) }
    return String(name.dropLast(landmark.count))
  }

  private static func cell(
    of file: Safetensors, prefix: String
  ) throws(ModelContentError) -> (layout: CellLayout, module: String) {
    let shelf = TensorShelf(file.tensors)
    let input = try shelf.shape(prefix + "weight_ih_l0", axes: 2)
    let recurrent = try shelf.shape(prefix + "weight_hh_l0", axes: 2)
    func found(_ name: String) throws(ModelContentError) -> (
      CellLayout, String
    ) {
      let layout = try cellLayout(named: name)
      return (layout, layout.packing?.module ?? "")
    }
    if file[prefix + "weight_hr_l0"] != nil { return try found("projected") }
    switch (input[0], recurrent[1]) {
    case let (rows, units) where units > 0 && rows == 4 * units:
      return try found("lstm")
    case let (rows, units) where units > 0 && rows == 3 * units:
      return try found("gru")
    case let (rows, units) where units > 0 && rows == units:
      return try found("rnn-tanh")
    default:
      throw .wrongShape(
        tensor: prefix + "weight_hh_l0", expected: "[1, 3 or 4 × units, units]",
        found: recurrent,
        why:
          "weight_ih_l0 has \(input[0]) rows, and an LSTM has 4 parts, a GRU "
          + "3, a plain network 1")
    }
  }

  /// Zeros for a module that was made with bias=False.
  private static func missingBiases(of tensors: [Tensor]) -> [Tensor] {
    guard !tensors.contains(where: { $0.name.contains(".bias_") }) else {
      return []
    }
    return tensors.filter {
      $0.name.contains(".weight_ih_l") || $0.name.contains(".weight_hh_l")
    }.map { weight in
      let rows = weight.shape.first ?? 0
      return Tensor(
        name: weight.name.replacing("weight_", with: "bias_"), type: .f32,
        shape: [rows], values: [Double](repeating: 0, count: rows))
    }
  }

  /// The one linear layer, where there is one.
  private static func readout(
    of tensors: [Tensor], hidden: Int
  ) throws(ModelContentError) -> Readout? {
    guard let first = tensors.first else { return nil }
    let weights = tensors.filter {
      $0.name.hasSuffix("weight") && $0.shape.count == 2
        && $0.shape[1] == hidden
    }
    guard weights.count == 1, let weight = weights.first else {
      throw .unexpectedTensor(first.name)
    }
    let stem = String(weight.name.dropLast("weight".count))
    if let other = tensors.first(where: {
      $0.name != weight.name && $0.name != stem + "bias"
    }) {
      throw .unexpectedTensor(other.name)
    }
    let rows = weight.shape[0]
    var shelf = TensorShelf(tensors)
    let why = "\(rows) rows of \(weight.name)"
    let bias =
      tensors.count > 1
      ? try shelf.take(stem + "bias", shape: [rows], why: why)
      : [Double](repeating: 0, count: rows)
    return Readout(
      weights: Matrix(
        rows: rows, columns: hidden,
        try shelf.take(weight.name, shape: weight.shape, why: why)),
      bias: Vector(bias),
      .numbers(Readout.Targets(unnamed: rows, ahead: 1)))
  }
}

extension Tensor {
  fileprivate func renamed(_ name: String) -> Tensor {
    Tensor(name: name, type: type, shape: shape, bytes: bytes)
  }
}
