extension Model {
  /// Every weight in one run: embedding, the cells' parameters in order,
  /// readout and its bias. What an optimiser moves.
  public var weights: [Double] {
    get {
      reader.embedding.elements + stack.cells.flatMap { $0.flatWeights }
        + (readout.map { $0.weights.elements + $0.bias.elements } ?? [])
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
      readout.weights.elements = take(readout.weights.count)
      readout.bias.elements = take(readout.bias.count)
      self.readout = readout
    }
  }
}
