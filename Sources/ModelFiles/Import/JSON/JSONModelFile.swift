/// The models of audio plugins, in the dialects of JSON that their makers have.
enum JSONModelFile {
  static func read(
    _ source: ByteSource
  ) throws(ForeignFileError) -> ForeignFile {
    let bytes = try source.bytes(of: "the JSON file")
    let value = try JSONReader.value(of: bytes, place: "the JSON file")
    if value["architecture"] != nil, value["weights"] != nil {
      return try NAMFile.read(value)
    }
    if let layers = value["layers"], value["in_shape"] != nil {
      return try RTNeuralFile.read(value, layers: layers.elements)
    }
    if let stateDict = value["state_dict"] {
      return try stateDictFile(
        stateDict, attributes: value["model_data"] ?? .null,
        format: "GuitarML (JSON)")
    }
    if value.members.contains(where: { $0.key.hasSuffix("weight_ih_l0") }) {
      return try stateDictFile(
        value, attributes: .null, format: "PyTorch state dict in JSON")
    }
    if value["config"] != nil, value["class_name"] != nil {
      throw .notRead(
        kind: "the configuration of a Keras model without its weights",
        road: "Give the .h5 or .keras file.")
    }
    throw .notRead(
      kind: "JSON of a kind that is not known",
      road: "RTNeural, AIDA-X, GuitarML, NAM and a PyTorch state dict as "
        + "nested lists are read.")
  }

  /// A state dict whose tensors are nested lists.
  private static func stateDictFile(
    _ value: ForeignValue, attributes: ForeignValue, format: String
  ) throws(ForeignFileError) -> ForeignFile {
    var file = ForeignFile(format: format, attributes: attributes)
    for member in value.members {
      if let tensor = member.value.tensor(named: member.key) {
        file.tensors.append(tensor)
      } else if !member.value.elements.isEmpty {
        throw .malformed(
          place: member.key, reason: "its rows are not equally long")
      }
    }
    file.layers = try StateDictLayers(file).layers
    try checkPromises(attributes, file.layers)
    return file
  }

  /// GuitarML says beside the weights how many units and layers there are.
  private static func checkPromises(
    _ promised: ForeignValue, _ layers: [ForeignLayer]
  ) throws(ForeignFileError) {
    let found = layers.filter { $0.recurrence != nil }
    guard let recurrence = found.first?.recurrence else { return }
    let pairs = [
      ("hidden_size", recurrence.units), ("input_size", recurrence.inputSize),
      ("num_layers", found.count),
    ]
    for (key, held) in pairs {
      if let said = promised[key]?.int, said != held {
        throw .unusable(
          module: found[0].name,
          reason: "the file says \(key) \(said), and its weights make \(held)")
      }
    }
  }
}
