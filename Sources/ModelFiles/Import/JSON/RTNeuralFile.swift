/// Models of RTNeural and, with a batch of inputs and outputs of their own, of
/// AIDA-X: Keras' layers in a row, each with Keras' kernels.
enum RTNeuralFile {
  static func read(
    _ value: ForeignValue, layers: [ForeignValue]
  ) throws(ForeignFileError) -> ForeignFile {
    let isAIDAX = value["input_batch"] != nil || value["in_skip"] != nil
    var file = ForeignFile(
      format: isAIDAX ? "AIDA-X (JSON)" : "RTNeural (JSON)")
    file.attributes = .object(
      value.members.filter { $0.key != "layers" })
    for (k, layer) in layers.enumerated() {
      let kind = layer["type"]?.string ?? "unnamed"
      let name = "layers.\(k) (\(kind))"
      let tensors = try self.tensors(of: layer, name: name)
      file.tensors += tensors
      file.layers.append(
        ForeignLayer(name, try read(layer, kind, tensors, name: name)))
      try check(layer, file.layers[k], name: name)
    }
    file.isSequence = true
    return file
  }

  private static func tensors(
    of layer: ForeignValue, name: String
  ) throws(ForeignFileError) -> [ForeignTensor] {
    var tensors: [ForeignTensor] = []
    for (j, weight) in (layer["weights"] ?? .null).elements.enumerated() {
      guard let tensor = weight.tensor(named: "\(name).\(j)") else {
        throw .malformed(
          place: "\(name), weights \(j)",
          reason: "it is no list of equally long rows of numbers")
      }
      tensors.append(tensor)
    }
    return tensors
  }

  private static func read(
    _ layer: ForeignValue, _ kind: String, _ tensors: [ForeignTensor],
    name: String
  ) throws(ForeignFileError) -> ForeignLayer.Kind {
    let activation = layer["activation"]?.string ?? ""
    switch kind {
    case "lstm", "gru", "simple_rnn", "rnn":
      let cell = kind == "lstm" || kind == "gru" ? kind : "rnn"
      guard tensors.count >= 2,
        let cell = ForeignRecurrence.Family(rawValue: cell)
      else {
        throw .unusable(
          module: name,
          reason: "it has \(tensors.count) arrays of weights, "
            + "and a kernel, a recurrent kernel and a bias are needed")
      }
      var recurrence = try KerasWeights(
        cell: cell, kernel: tensors[0], recurrent: tensors[1],
        bias: tensors.count > 2 ? tensors[2] : nil, name: name
      ).recurrence(otherDirection: nil)
      recurrence.activation = activation.isEmpty ? "tanh" : activation
      return .recurrent(recurrence)
    case "dense", "time-distributed-dense":
      guard let kernel = tensors.first, kernel.shape.count == 2 else {
        throw .unusable(module: name, reason: "it has no kernel")
      }
      return .dense(
        ForeignDense(
          weight: kernel.transposed(),
          bias: tensors.count > 1 ? tensors[1] : nil,
          activation: activation.isEmpty ? "linear" : activation))
    default: return .other(kind)
    }
  }

  /// The last number of `shape` is how many values the layer gives.
  private static func check(
    _ layer: ForeignValue, _ read: ForeignLayer, name: String
  ) throws(ForeignFileError) {
    guard let said = layer["shape"]?.elements.last?.int else { return }
    let held = read.recurrence?.units ?? read.dense?.weight.shape[0] ?? said
    guard said == held else {
      throw .unusable(
        module: name,
        reason: "the file says \(said) units, and its weights make \(held)")
    }
  }
}
