extension ForeignValue {
  /// Lists in lists of numbers as a tensor, or nil where this is none: not
  /// only numbers, or rows of unequal length.
  func tensor(named name: String) -> ForeignTensor? {
    guard let (shape, values) = flattened() else { return nil }
    return ForeignTensor(
      name: name, shape: shape, type: "JSON", values: values)
  }

  private func flattened() -> (shape: [Int], values: [Double])? {
    switch self {
    case .numbers(let numbers): return ([numbers.count], numbers)
    case .array(let elements):
      guard let first = elements.first?.flattened() else { return nil }
      var values: [Double] = []
      for element in elements {
        guard let row = element.flattened(), row.shape == first.shape else {
          return nil
        }
        values += row.values
      }
      return ([elements.count] + first.shape, values)
    default: return nil
    }
  }
}
