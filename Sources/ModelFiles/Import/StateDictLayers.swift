/// Finds the layers of a state dict by the names and the shapes of its tensors
/// together: `rnn.weight_ih_l0` with four times as many rows as `weight_hh_l0`
/// has columns is an LSTM, whatever it is called.
struct StateDictLayers {
  private let tensors: [ForeignTensor]
  private let places: [String: Int]
  private let classes: [String: String]
  private let attributes: ForeignValue
  private var used: Set<String> = []
  private(set) var layers: [ForeignLayer] = []

  init(_ file: ForeignFile) throws(ForeignFileError) {
    (tensors, classes) = (file.tensors, file.classes)
    attributes = file.attributes
    places = Dictionary(
      file.tensors.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first })
    for tensor in tensors where !used.contains(tensor.name) {
      if let stem = stem(of: tensor.name) {
        try addModule(stem)
      } else if tensor.name.hasSuffix("weight"), tensor.shape.count == 2 {
        addMatrix(tensor)
      }
    }
  }

  private func find(_ name: String) -> ForeignTensor? {
    places[name].map { tensors[$0] }
  }

  /// What stands before `weight_ih`: `encoder.rnn.`, or nothing.
  private func stem(of name: String) -> String? {
    let last = name.split(separator: ".").last ?? ""
    guard last == "weight_ih" || last.hasPrefix("weight_ih_l") else {
      return nil
    }
    return String(name.dropLast(last.count))
  }

  /// The layers of one module: `weight_ih_l0`, `weight_ih_l1` …, or the one of
  /// a cell, whose tensors have no number.
  private mutating func addModule(_ stem: String) throws(ForeignFileError) {
    let module = stem.hasSuffix(".") ? String(stem.dropLast()) : stem
    if find(stem + "weight_ih") != nil {
      try addLayer(stem, module, suffix: "", index: 0)
      return
    }
    var k = 0
    while find("\(stem)weight_ih_l\(k)") != nil {
      try addLayer(stem, module, suffix: "_l\(k)", index: k)
      k += 1
    }
    guard k > 0 else {
      throw .unusable(
        module: module, reason: "it has no weight_ih_l0, the first layer")
    }
  }

  private mutating func addLayer(
    _ stem: String, _ module: String, suffix: String, index: Int
  ) throws(ForeignFileError) {
    var directions = [try weights(stem, suffix)]
    if find("\(stem)weight_ih\(suffix)_reverse") != nil {
      directions.append(try weights(stem, suffix + "_reverse"))
    }
    let units =
      directions[0].projection?.shape.last
      ?? directions[0].recurrent.shape.last ?? 0
    let rows = directions[0].input.shape.first ?? 0
    let name = module.isEmpty ? "the recurrent layer" : module
    guard units > 0, rows.isMultiple(of: units),
      let cell = [4: .lstm, 3: .gru, 1: .rnn][rows / units]
        as ForeignRecurrence.Family?
    else {
      throw .unusable(
        module: name,
        reason: "weight_ih\(suffix) has \(rows) rows for \(units) units; an "
          + "LSTM has 4 a unit, a GRU 3, a plain network 1")
    }
    var recurrence = ForeignRecurrence(
      cell: cell, directions: directions,
      order: cell == .rnn
        ? "one part"
        : "PyTorch's order "
          + (cell == .lstm ? "i, f, g, o" : "r, z, n"))
    if cell == .rnn { recurrence.activation = nonlinearity(of: module) }
    layers.append(
      ForeignLayer(
        module, .recurrent(try recurrence.checked(name)), index: index))
  }

  /// A plain network's activation, which only a module that was saved whole
  /// tells, by its `mode` or its `nonlinearity`, or metadata that names our cell.
  private func nonlinearity(of module: String) -> String? {
    switch attributes["cell"]?.string {
    case "rnn-tanh": return "tanh"
    case "rnn-relu": return "relu"
    default: break
    }
    var value: ForeignValue? = attributes
    for part in module.split(separator: ".") {
      value = value?["_modules"]?[String(part)] ?? value?[String(part)]
    }
    if let name = value?["nonlinearity"]?.string { return name }
    switch value?["mode"]?.string {
    case "RNN_TANH": return "tanh"
    case "RNN_RELU": return "relu"
    default: return nil
    }
  }

  private mutating func weights(
    _ stem: String, _ suffix: String
  ) throws(ForeignFileError) -> ForeignRecurrence.Weights {
    let input = try need("\(stem)weight_ih\(suffix)")
    // Weight drop keeps the weights that it thins out as `_raw`.
    let raw = take("\(stem)weight_hh\(suffix)_raw")
    let recurrent: ForeignTensor =
      if let raw { raw } else { try need("\(stem)weight_hh\(suffix)") }
    var weights = ForeignRecurrence.Weights(input: input, recurrent: recurrent)
    weights.bias = take("\(stem)bias_ih\(suffix)")
    weights.recurrentBias = take("\(stem)bias_hh\(suffix)")
    weights.projection = take("\(stem)weight_hr\(suffix)")
    _ = take("\(stem)weight_hh\(suffix)")
    return weights
  }

  private mutating func take(_ name: String) -> ForeignTensor? {
    guard let tensor = find(name) else { return nil }
    used.insert(name)
    return tensor
  }

  private mutating func need(
    _ name: String
  ) throws(ForeignFileError) -> ForeignTensor {
    guard let tensor = take(name) else {
      throw .unusable(
        module: name,
        reason: "this tensor is missing; export the whole state dict")
    }
    return tensor
  }

  /// An embedding, which has no bias and a name that says so, or a dense layer.
  private mutating func addMatrix(_ weight: ForeignTensor) {
    let stem = String(weight.name.dropLast("weight".count))
    let module = stem.hasSuffix(".") ? String(stem.dropLast()) : stem
    used.insert(weight.name)
    let bias = take(stem + "bias")
    let lower = module.lowercased()
    let names = ["emb", "encoder", "lookup", "wte", "word_vec"]
    if bias == nil, names.contains(where: lower.contains) {
      layers.append(ForeignLayer(module, .embedding(weight)))
      return
    }
    guard bias == nil || bias?.shape == [weight.shape[0]] else { return }
    layers.append(
      ForeignLayer(
        module,
        .dense(ForeignDense(weight: weight, bias: bias, activation: nil))))
  }
}
