/// What a Keras model's configuration says about its layers.
struct KerasConfiguration {
  /// One layer as it was made.
  struct Layer {
    let name: String
    /// `LSTM`, `CuDNNLSTM`, `Dense`.
    let kind: String
    let settings: ForeignValue
    /// Whether another layer (Bidirectional, TimeDistributed) was put around it.
    var wrapper: String?
  }

  let layers: [Layer]
  /// Whether the layers follow each other in a row.
  let isSequence: Bool

  init(_ config: ForeignValue) {
    isSequence = config["class_name"]?.string == "Sequential"
    let inner = config["config"] ?? .null
    // Keras 1 and early 2 list a sequence's layers directly.
    let list = inner["layers"]?.elements ?? inner.elements
    layers = list.compactMap { Self.layer($0) }
  }

  private static func layer(_ value: ForeignValue) -> Layer? {
    guard let kind = value["class_name"]?.string,
      let settings = value["config"]
    else { return nil }
    let name = settings["name"]?.string ?? value["name"]?.string ?? kind
    if let inner = settings["layer"], let inside = layer(inner) {
      return Layer(
        name: name, kind: inside.kind, settings: inside.settings, wrapper: kind)
    }
    return Layer(name: name, kind: kind, settings: settings)
  }

  /// The layers' names as `.weights.h5` of Keras 3 has them: the class in small
  /// letters, and a number from the second of a kind on.
  var pathNames: [String] {
    var counts: [String: Int] = [:]
    return layers.map { layer in
      let stem = snakeCase(layer.wrapper ?? layer.kind)
      defer { counts[stem, default: 0] += 1 }
      return counts[stem].map { "\(stem)_\($0)" } ?? stem
    }
  }
}

/// `TimeDistributed` as `time_distributed`, `LSTM` as `lstm`.
private func snakeCase(_ name: String) -> String {
  var result = ""
  var previous: Character = "A"
  for character in name {
    if character.isUppercase, previous.isLowercase { result += "_" }
    result += character.lowercased()
    previous = character
  }
  return result
}
