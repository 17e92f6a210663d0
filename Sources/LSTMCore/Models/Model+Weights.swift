extension Model {
  /// Every weight in one run: embedding, the cells' parameters in order,
  /// readout and its bias. What an optimiser moves.
  public var weights: [Double] {
    get {
      reader.embedding.elements + stack.cells.flatMap { $0.flatWeights }
        + (readout?.flatWeights ?? [])
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
      if case .embedding = reader {
        reader.embedding.elements = take(reader.embedding.count)
      }
      for k in stack.cells.indices {
        stack.cells[k].flatWeights = take(stack.cells[k].parameterCount)
      }
      guard var readout else { return }
      for k in readout.layers.indices {
        readout.layers[k].weights.elements = take(
          readout.layers[k].weights.count)
        readout.layers[k].bias.elements = take(readout.layers[k].bias.count)
      }
      readout.weights.elements = take(readout.weights.count)
      readout.bias.elements = take(readout.bias.count)
      self.readout = readout
    }
  }
}

extension Readout {
  /// The dense layers' weights and biases, then those of the readout itself.
  fileprivate var flatWeights: [Double] {
    layers.flatMap { $0.weights.elements + $0.bias.elements }
      + weights.elements + bias.elements
  }
}
