import LSTMCore

extension Stack {
  mutating func takeInitial(
    from shelf: inout TensorShelf, _ file: Safetensors
  ) throws(ModelContentError) {
    guard file["initial.0.hidden"] != nil else { return }
    var states = zeroState
    for k in states.indices {
      let why = "cell \(k) has as many"
      states[k].hidden = Vector(
        try shelf.take(
          "initial.\(k).hidden", shape: [states[k].hidden.count], why: why))
      guard states[k].cell.count > 0 else { continue }
      states[k].cell = Vector(
        try shelf.take(
          "initial.\(k).cell", shape: [states[k].cell.count], why: why))
    }
    initial = states
  }
}

/// Whether a tensor may be one of the recurrent layers.
func isOfLayers(_ name: String) -> Bool {
  !name.hasPrefix("initial.") && !name.hasPrefix("dense.")
}

extension TensorShelf {
  /// The dense layers that the metadata names, the lowest reading `width`
  /// values.
  mutating func takeDense(
    _ file: Safetensors, width: Int
  ) throws(ModelContentError) -> [Dense] {
    let names = (file.metadata[OwnKey.dense.rawValue] ?? "").split(
      separator: ",")
    var (layers, width) = ([Dense](), width)
    for (k, name) in names.enumerated() {
      guard let activation = Dense.Activation(rawValue: String(name)) else {
        throw .namesUnusable(
          key: OwnKey.dense.rawValue,
          reason: "it has \(name), and the activations are "
            + Dense.Activation.allCases.map(\.rawValue).joined(separator: ", "))
      }
      let rows = try shape("dense.\(k).weight", axes: 2)[0]
      let why = "\(width) values are read by dense layer \(k)"
      layers.append(
        Dense(
          weights: Matrix(
            rows: rows, columns: width,
            try take("dense.\(k).weight", shape: [rows, width], why: why)),
          bias: Vector(try take("dense.\(k).bias", shape: [rows], why: why)),
          activation))
      width = rows
    }
    return layers
  }
}
