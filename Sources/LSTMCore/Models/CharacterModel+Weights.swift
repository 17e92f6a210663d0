extension CharacterModel {
  /// Every weight in one run: embedding, the layers' parameters in order,
  /// readout and its bias. What an optimiser moves.
  public var weights: [Double] {
    get {
      embedding.elements + stack.layers.flatMap { $0.flatWeights }
        + readout.elements + readoutBias.elements
    }
    set {
      precondition(
        newValue.count == parameterCount,
        "\(newValue.count) weights for a model of \(parameterCount)")
      var rest = newValue[...]
      func take(_ count: Int) -> [Double] {
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
      }
      embedding.elements = take(embedding.count)
      for k in stack.layers.indices {
        stack.layers[k] = stack.layers[k].withWeights(
          take(stack.layers[k].parameterCount))
      }
      readout.elements = take(readout.count)
      readoutBias.elements = take(readoutBias.count)
    }
  }
}

extension Cell {
  /// The arrays of `parameters`, one after another.
  var flatWeights: [Double] {
    Self.parameters.flatMap { self[keyPath: $0.path] }
  }

  /// The same cell with other weights.
  func withWeights(_ weights: [Double]) -> Self {
    var (cell, start) = (self, 0)
    for parameter in Self.parameters {
      let count = parameter.count(in: cell)
      cell[keyPath: parameter.path] = Array(weights[start..<start + count])
      start += count
    }
    return cell
  }
}
