/// What a cell carries from one step to the next.
public struct State: Equatable, Sendable {
  /// h, what the rest of the network sees; (hidden).
  public var hidden: Vector
  /// C, the memory; (hidden), or empty for a cell that has none.
  public var cell: Vector

  /// A state with the given parts.
  public init(hidden: Vector, cell: Vector = []) {
    (self.hidden, self.cell) = (hidden, cell)
  }
}

/// Everything one cell computed at one step, by quantity; each value has one
/// element a unit.
///
/// The gradient of a loss with respect to these values has the same type.
public struct Step: Equatable, Sendable {
  /// Which quantities are here, in the cell's order.
  public let quantities: [Quantity]
  private var values: [Vector]

  /// A step of the given values, one for each quantity, in the same order.
  public init(_ quantities: [Quantity], _ values: [Vector]) {
    precondition(
      quantities.count == values.count,
      "\(values.count) values for \(quantities.count) quantities")
    (self.quantities, self.values) = (quantities, values)
  }

  /// A step of zeros, to accumulate gradients in.
  public init(zeros quantities: [Quantity], hiddenSize: Int) {
    let zeros = Vector(zeros: hiddenSize)
    self.init(
      quantities, [Vector](repeating: zeros, count: quantities.count))
  }

  /// The values of one quantity; the cell must record it.
  public subscript(quantity: Quantity) -> Vector {
    get { values[index(of: quantity)] }
    _modify { yield &values[index(of: quantity)] }
  }

  /// What the next step starts from.
  public var state: State {
    State(
      hidden: self[.hidden],
      cell: quantities.contains(.cell) ? self[.cell] : [])
  }

  private func index(of quantity: Quantity) -> Int {
    guard let index = quantities.firstIndex(of: quantity) else {
      preconditionFailure("\(quantity.name) is not among \(quantities)")
    }
    return index
  }
}
