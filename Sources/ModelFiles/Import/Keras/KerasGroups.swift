/// The tensors of a Keras file by the layer that they belong to.
///
/// Keras 1 and 2 put a layer's tensors under its name, each with a name of its
/// own (`lstm/lstm/lstm_cell/kernel:0`); Keras 3 numbers them
/// (`layers/lstm/cell/vars/0`).
struct KerasGroups {
  /// One group of tensors that belong together: a layer, or one direction.
  struct Group {
    let layer: String
    let isBackward: Bool
    var tensors: [String: ForeignTensor] = [:]
  }

  private var groups: [Group] = []

  init(_ tensors: [ForeignTensor], order: [String]) {
    var places: [String: Int] = [:]
    for tensor in tensors {
      var parts = tensor.name.split(separator: "/").map(String.init)
      guard let last = parts.popLast() else { continue }
      if parts.first == "model_weights" { parts.removeFirst() }
      if parts.first == "layers"
        || parts.first == "_layer_checkpoint_dependencies"
      {
        parts.removeFirst()
      }
      let layer = parts.first ?? "layer"
      let isBackward = parts.contains { $0.contains("backward") }
      let key = "\(layer) \(isBackward)"
      let weight = Self.weightName(last, layer: layer)
      if let place = places[key] {
        groups[place].tensors[weight] = tensor
      } else {
        places[key] = groups.count
        groups.append(
          Group(
            layer: layer, isBackward: isBackward, tensors: [weight: tensor]))
      }
    }
    let ranks = Dictionary(
      order.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
    if !ranks.isEmpty {
      groups = groups.enumerated().sorted {
        (ranks[$0.element.layer] ?? .max, $0.offset)
          < (ranks[$1.element.layer] ?? .max, $1.offset)
      }.map(\.element)
    }
  }

  /// `kernel:0` as `kernel`; Keras 1's `lstm_1_W_i:0` as `W_i`.
  private static func weightName(_ name: String, layer: String) -> String {
    let bare = String(name.prefix { $0 != ":" })
    return bare.hasPrefix(layer + "_") && bare.count > layer.count + 1
      ? String(bare.dropFirst(layer.count + 1)) : bare
  }

  /// The layers in the order of the configuration, or else of the file.
  func layers(
    _ configuration: KerasConfiguration?, notes: inout [String]
  ) throws(ForeignFileError) -> [ForeignLayer] {
    var layers: [ForeignLayer] = []
    guard let configuration else {
      for group in groups where !group.isBackward {
        if let layer = try layer(group, settings: nil) { layers.append(layer) }
      }
      return layers
    }
    let names = zip(configuration.layers, configuration.pathNames)
    for (settings, path) in names {
      let group = groups.first {
        !$0.isBackward && ($0.layer == settings.name || $0.layer == path)
      }
      guard let group else {
        addWithoutWeights(settings, to: &layers)
        continue
      }
      if let layer = try layer(group, settings: settings) {
        layers.append(layer)
      }
    }
    return layers
  }

  /// A layer without weights: an activation is that of the dense layer before
  /// it, and what lets values through as they are is passed over.
  private func addWithoutWeights(
    _ settings: KerasConfiguration.Layer, to layers: inout [ForeignLayer]
  ) {
    let silent = [
      "InputLayer", "Dropout", "SpatialDropout1D", "GaussianNoise",
      "GaussianDropout", "AlphaDropout", "ActivityRegularization", "Masking",
    ]
    if silent.contains(settings.kind) { return }
    let name: String? =
      switch settings.kind {
      case "Activation": settings.settings["activation"]?.string
      case "ReLU": "relu"
      case "Softmax": "softmax"
      default: nil
      }
    if let name, let last = layers.last, var dense = last.dense,
      dense.activation ?? "linear" == "linear"
    {
      dense.activation = name
      layers[layers.count - 1].kind = .dense(dense)
      return
    }
    layers.append(
      ForeignLayer(settings.name, .other(name ?? settings.kind)))
  }

  private func layer(
    _ group: Group, settings: KerasConfiguration.Layer?
  ) throws(ForeignFileError) -> ForeignLayer? {
    let name = settings?.name ?? group.layer
    if let weights = weights(group, settings, name: name) {
      let other = groups.first { $0.layer == group.layer && $0.isBackward }
        .flatMap { self.weights($0, settings, name: name) }
      var recurrence = try weights.recurrence(otherDirection: other)
      configure(&recurrence, settings)
      return ForeignLayer(name, .recurrent(recurrence))
    }
    if let table = group.tensors["embeddings"] ?? group.tensors["embedding"]
      ?? group.tensors["W"], table.shape.count == 2, group.tensors.count == 1
    {
      return ForeignLayer(name, .embedding(table))
    }
    let numbered = settings?.kind == "Embedding" ? group.tensors["0"] : nil
    if let numbered, numbered.shape.count == 2 {
      return ForeignLayer(name, .embedding(numbered))
    }
    if let kernel = group.tensors["kernel"] ?? group.tensors["0"],
      kernel.shape.count == 2
    {
      let bias = group.tensors["bias"] ?? group.tensors["1"]
      if settings == nil, bias == nil, group.tensors["0"] != nil {
        return ForeignLayer(name, .embedding(kernel))
      }
      guard bias == nil || bias?.shape == [kernel.shape[1]] else { return nil }
      return ForeignLayer(
        name,
        .dense(
          ForeignDense(
            weight: kernel.transposed(), bias: bias,
            activation: settings?.settings["activation"]?.string)))
    }
    return group.tensors.isEmpty
      ? nil : ForeignLayer(name, .other(settings?.kind ?? "layer"))
  }

  /// The weights of a recurrent layer, where the group has them.
  private func weights(
    _ group: Group, _ settings: KerasConfiguration.Layer?, name: String
  ) -> KerasWeights? {
    let tensors = group.tensors
    let old = ["i", "f", "c", "o"].compactMap { tensors["W_\($0)"] }
    if old.count == 4 { return separate(tensors, name: name) }
    guard
      let kernel = tensors["kernel"] ?? tensors["0"],
      let recurrent = tensors["recurrent_kernel"] ?? tensors["1"],
      recurrent.shape.count == 2, recurrent.shape[0] > 0,
      let cell = Self.family(
        settings?.kind, recurrent.shape[1] / recurrent.shape[0])
    else { return nil }
    return KerasWeights(
      cell: cell, kernel: kernel, recurrent: recurrent,
      bias: tensors["bias"] ?? tensors["2"], name: name,
      isCuDNN: settings?.kind.hasPrefix("CuDNN") ?? false)
  }

  /// Keras 1's twelve arrays of an LSTM, a part each.
  private func separate(
    _ tensors: [String: ForeignTensor], name: String
  ) -> KerasWeights? {
    func joined(_ letter: String) -> ForeignTensor? {
      let parts = ["i", "f", "c", "o"].compactMap { tensors["\(letter)_\($0)"] }
      guard parts.count == 4 else { return nil }
      if letter == "b" { return parts.joined(named: "b") }
      guard
        parts.allSatisfy({
          $0.shape.count == 2 && $0.shape == parts[0].shape
        })
      else { return nil }
      return parts.map { $0.transposed() }.joined(named: letter).transposed()
    }
    guard let kernel = joined("W"), let recurrent = joined("U") else {
      return nil
    }
    return KerasWeights(
      cell: .lstm, kernel: kernel, recurrent: recurrent, bias: joined("b"),
      name: name)
  }

  private static func family(
    _ kind: String?, _ parts: Int
  ) -> ForeignRecurrence.Family? {
    switch kind {
    case "LSTM", "CuDNNLSTM": .lstm
    case "GRU", "CuDNNGRU": .gru
    case "SimpleRNN": .rnn
    case nil: [4: .lstm, 3: .gru, 1: .rnn][parts]
    default: nil
    }
  }

  /// What the configuration says and weights cannot.
  private func configure(
    _ recurrence: inout ForeignRecurrence,
    _ layer: KerasConfiguration.Layer?
  ) {
    guard let layer else { return }
    let settings = layer.settings
    if !layer.kind.hasPrefix("CuDNN") {
      let gates =
        settings["recurrent_activation"] ?? settings["inner_activation"]
      recurrence.gateActivation = gates?.string ?? "sigmoid"
      recurrence.activation = settings["activation"]?.string ?? "tanh"
    }
    recurrence.givesLastAlone =
      settings["return_sequences"]?.bool.map { !$0 } ?? false
    if let after = settings["reset_after"]?.bool, recurrence.cell == .gru {
      recurrence.resetsBefore = !after
    }
    recurrence.isReverse =
      layer.wrapper != "Bidirectional"
      && settings["go_backwards"]?.bool ?? false
  }
}
