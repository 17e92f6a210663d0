extension RowDescription {
  /// What the files beside a model, or in the folder above it, say of it; nil
  /// where there is no config of NeuralHydrology.
  ///
  /// - Throws: `ForeignFileError`.
  package static func around(
    _ path: String
  ) throws(ForeignFileError) -> RowDescription? {
    let beside = path.folder
    for folder in [beside, beside + "../"] {
      guard let config = try? TextFile.load(folder + "config.yml").text,
        config.contains("dynamic_inputs")
      else { continue }
      let scalers = [
        "train_data_scaler.yml", "train_data/train_data_scaler.yml",
      ].map { folder + $0 }
      guard
        let scaler = scalers.lazy.compactMap({ try? TextFile.load($0).text })
          .first
      else {
        throw .unusable(
          module: folder + "config.yml",
          reason: "it names what the model reads, but there is no "
            + "train_data_scaler.yml beside it or in train_data, so that rows "
            + "cannot be scaled as in training; copy it there")
      }
      return try RowDescription(config: config, scaler: scaler, place: folder)
    }
    return nil
  }

  /// The weights of the last epoch in a folder; nil where there are none.
  static func model(in folder: String) -> String? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names.filter { $0.hasPrefix("model_epoch") && $0.hasSuffix(".pt") }
      .max().map { (folder.hasSuffix("/") ? folder : folder + "/") + $0 }
  }
}

extension String {
  /// The part of a path up to its last slash, or nothing.
  fileprivate var folder: String {
    lastIndex(of: "/").map { String(self[...$0]) } ?? ""
  }
}
