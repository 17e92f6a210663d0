import LSTMCore

/// NeuralHydrology's `config.yml` and `train_data_scaler.yml`.
///
/// A step reads the dynamic inputs in the config's order and then the static
/// attributes, each as (value − centre) / scale; what the head gives is
/// discharge scaled in the same way.
extension RowDescription {
  /// What a config and a scaler say together.
  ///
  /// - Parameters:
  ///   - config: the text of `config.yml`.
  ///   - scaler: that of `train_data_scaler.yml`.
  ///   - place: the folder, for messages.
  /// - Throws: `ForeignFileError` for a config that cannot be read, a scaler
  ///   without one of its names, and a model that reads otherwise.
  package init(
    config: String, scaler: String, place: String
  ) throws(ForeignFileError) {
    let config = try Self.node(config, "\(place)config.yml")
    let scaler = try RunScaler(
      try Self.node(scaler, "\(place)train_data_scaler.yml"),
      place: "\(place)train_data_scaler.yml")
    try Self.refuseEmbeddings(config, place)
    let dynamic = try Self.names(config, "dynamic_inputs", place)
    let statics =
      try Self.names(config, "static_attributes", place)
      + Self.names(config, "hydroatlas_attributes", place)
    let targets = try Self.names(config, "target_variables", place)
    let units = config["hidden_size"]?.scalar.flatMap { Int($0) }
    let inputScaling = try scaler.scaling(dynamic: dynamic, statics: statics)
    let targetScaling = try scaler.scaling(dynamic: targets, statics: [])
    let clipped = try Self.names(config, "clip_targets_to_zero", place)
    self.init(
      inputs: dynamic + statics, statics: statics, targets: targets,
      units: units, inputScaling: inputScaling, targetScaling: targetScaling,
      notes: targets.filter(clipped.contains).map {
        "NeuralHydrology cuts \($0) off at 0 when it evaluates; here it is "
          + "what the model gives."
      })
  }

  private static func node(
    _ text: String, _ place: String
  ) throws(ForeignFileError) -> YAMLNode {
    do { return try YAMLNode(parsing: text, file: place) } catch {
      throw .malformed(place: place, reason: "\(error)")
    }
  }

  /// The names under a key; none where there is nothing.
  private static func names(
    _ config: YAMLNode, _ key: String, _ place: String
  ) throws(ForeignFileError) -> [String] {
    guard let node = config[key], node.scalar.map(isSomething) ?? true else {
      return []
    }
    guard let names = try? node.texts() else {
      throw .unusable(
        module: "\(place)config.yml",
        reason: "\(key) is \(node.summary), and a list of names is read; "
          + "models of several frequencies are not")
    }
    return names
  }

  /// A network before the LSTM makes other values of what the config names.
  private static func refuseEmbeddings(
    _ config: YAMLNode, _ place: String
  ) throws(ForeignFileError) {
    for key in [
      "statics_embedding", "dynamics_embedding", "autoregressive_inputs",
      "use_basin_id_encoding", "lagged_features",
    ] {
      guard let node = config[key], node.scalar.map(isSomething) ?? true,
        node.sequence.map({ !$0.isEmpty }) ?? true
      else { continue }
      throw .unusable(
        module: "\(place)config.yml",
        reason: "\(key) changes what the LSTM reads, which is not read here")
    }
  }

  private static func isSomething(_ text: String) -> Bool {
    !["", "null", "~", "false", "False"].contains(text)
  }
}

/// The centres and scales of `train_data_scaler.yml`.
private struct RunScaler {
  private let node: YAMLNode
  private let place: String

  init(_ node: YAMLNode, place: String) throws(ForeignFileError) {
    (self.node, self.place) = (node, place)
  }

  func scaling(
    dynamic: [String], statics: [String]
  ) throws(ForeignFileError) -> Scaling {
    var (mean, scale) = ([Double](), [Double]())
    for name in dynamic {
      mean.append(try data("xarray_feature_center", name))
      scale.append(try divisor("xarray_feature_scale", name))
    }
    for name in statics {
      mean.append(
        try number(node["attribute_means"]?[name], "attribute_means", name))
      let deviation = try number(
        node["attribute_stds"]?[name], "attribute_stds", name)
      scale.append(try nonzero(deviation, "attribute_stds", name))
    }
    return Scaling(mean: Vector(mean), scale: Vector(scale))
  }

  private func data(
    _ key: String, _ name: String
  ) throws(ForeignFileError) -> Double {
    try number(node[key]?["data_vars"]?[name]?["data"], key, name)
  }

  private func divisor(
    _ key: String, _ name: String
  ) throws(ForeignFileError) -> Double {
    try nonzero(try data(key, name), key, name)
  }

  private func number(
    _ node: YAMLNode?, _ key: String, _ name: String
  ) throws(ForeignFileError) -> Double {
    guard let text = node?.scalar, let value = Double(text), value.isFinite
    else {
      throw .unusable(
        module: place,
        reason: "\(key) has no finite number for \(name), which the model's "
          + "config.yml names")
    }
    return value
  }

  private func nonzero(
    _ value: Double, _ key: String, _ name: String
  ) throws(ForeignFileError) -> Double {
    guard value != 0 else {
      throw .unusable(
        module: place, reason: "\(key) of \(name) is 0, to divide by")
    }
    return value
  }
}
