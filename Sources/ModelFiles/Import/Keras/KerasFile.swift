/// Keras models: `.h5` of Keras 1 and 2, weights alone or with the
/// configuration, `.weights.h5` and `.keras` of Keras 3.
enum KerasFile {
  static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10]

  /// A model of the tensors and attributes of an HDF5 file; `configuration` is
  /// that of a `.keras` archive.
  static func read(
    _ contents: Safetensors, configuration: ForeignValue? = nil
  ) throws(ForeignFileError) -> ForeignFile {
    let config =
      if let configuration { configuration } else {
        try stored("model_config", in: contents)
      }
    let version = strings("keras_version", in: contents).first
    var file = ForeignFile(
      format: version.map { "Keras \($0) (HDF5)" } ?? "Keras (HDF5)")
    file.attributes = config ?? .null
    file.tensors = contents.tensors.map { tensor in
      ForeignTensor(
        name: tensor.name, shape: tensor.shape, type: tensor.type.rawValue
      ) { () throws(ForeignFileError) in tensor.values }
    }
    let known = config.map(KerasConfiguration.init)
    let groups = KerasGroups(
      file.tensors, order: strings("layer_names", in: contents))
    file.layers = try groups.layers(known, notes: &file.notes)
    file.isSequence = known?.isSequence ?? false
    // Keras 3 has another hard sigmoid than those before it.
    if configuration != nil || version?.hasPrefix("3") ?? false {
      for k in file.layers.indices {
        guard var recurrence = file.layers[k].recurrence else { continue }
        recurrence.hardSlope = 1.0 / 6
        file.layers[k].kind = .recurrent(recurrence)
      }
    }
    if known == nil, file.layers.contains(where: isUncertain) {
      file.notes.append(
        "The file has weights alone: whether gates are passed through sigmoid "
          + "(Keras from 2.3 on) or hard_sigmoid (before), only the program "
          + "that made the model can tell; sigmoid is taken.")
    }
    guard !file.layers.isEmpty else {
      throw .notRead(
        kind: "an HDF5 file without layers of Keras",
        road: "Save the model by model.save, or its weights as .npz.")
    }
    return file
  }

  private static func isUncertain(_ layer: ForeignLayer) -> Bool {
    layer.recurrence.map { $0.cell != .rnn && !$0.order.contains("cuDNN") }
      ?? false
  }

  /// An archive of Keras 3: `config.json` and `model.weights.h5`.
  static func isArchive(_ archive: ZipArchive) -> Bool {
    archive["config.json"] != nil && archive["model.weights.h5"] != nil
  }

  static func configuration(
    in archive: ZipArchive
  ) throws(ForeignFileError) -> ForeignValue? {
    guard let entry = archive["config.json"] else { return nil }
    return try JSONReader.value(
      of: try archive.content(of: entry).bytes(of: entry.name),
      place: entry.name)
  }

  private static func strings(
    _ name: String, in contents: Safetensors
  ) -> [String] {
    let text =
      contents.metadata["@\(name)"]
      ?? contents.metadata["model_weights@\(name)"]
    guard let text,
      let value = try? JSONReader.value(of: Array(text.utf8), place: name)
    else { return [] }
    return value.elements.compactMap(\.string)
  }

  private static func stored(
    _ name: String, in contents: Safetensors
  ) throws(ForeignFileError) -> ForeignValue? {
    guard let text = strings(name, in: contents).first else { return nil }
    return try JSONReader.value(of: Array(text.utf8), place: name)
  }
}
