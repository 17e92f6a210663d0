/// What a cell carries from one step to the next.
public struct State: Equatable, Sendable {
  /// h, what the rest of the network sees; (hidden).
  public var hidden: Vector
  /// C, the memory; (hidden), or empty for a cell that has none.
  public var cell: Vector
  /// The gates that the next step's gates read as they read h, one after
  /// another; empty but in a cell with gate recurrence, such as that of 1997.
  public var gates: Vector

  /// A state with the given parts.
  public init(hidden: Vector, cell: Vector = [], gates: Vector = []) {
    (self.hidden, self.cell, self.gates) = (hidden, cell, gates)
  }
}

/// Everything one cell computed at one step, by quantity; each value has one
/// element a unit, or as many as `Cell.width(of:)` says.
///
/// The gradient of a loss with respect to these values has the same type.
public struct Step: Equatable, Sendable {
  /// Which quantities are here, in the cell's order.
  public let quantities: [Quantity]
  /// Which of them the next step's gates read besides h.
  public let feedback: [Quantity]
  private var values: [Vector]

  /// A step of the given values, one for each quantity, in the same order.
  public init(
    _ quantities: [Quantity], _ values: [Vector], feedback: [Quantity] = []
  ) {
    precondition(
      quantities.count == values.count,
      "\(values.count) values for \(quantities.count) quantities")
    (self.quantities, self.feedback) = (quantities, feedback)
    self.values = values
    Vector.gather(&self.values)
  }

  /// A step of zeros as wide as another, to accumulate gradients in: each value
  /// has memory of its own, for all will be written.
  public init(zerosLike step: Step) {
    (quantities, feedback) = (step.quantities, step.feedback)
    values = step.values.map { Vector(zeros: $0.count) }
  }

  /// A step of zeros, to accumulate gradients in.
  public init(zeros quantities: [Quantity], hiddenSize: Int) {
    (self.quantities, feedback) = (quantities, [])
    values = quantities.map { _ in Vector(zeros: hiddenSize) }
  }

  /// Makes every value 0.
  mutating func clear() { for k in values.indices { values[k].clear() } }

  /// The values of one quantity; the cell must record it.
  public subscript(quantity: Quantity) -> Vector {
    get { values[index(of: quantity)] }
    _modify { yield &values[index(of: quantity)] }
  }

  /// What the next step starts from.
  public var state: State {
    State(
      hidden: self[.hidden],
      cell: quantities.contains(.cell) ? self[.cell] : [],
      gates: feedback.isEmpty ? [] : Vector(joining: feedback.map { self[$0] }))
  }

  /// The backward twin of `state`: adds ∂L/∂ each part of the state to the
  /// quantity that it is.
  public mutating func add(_ d: State) {
    self[.hidden] += d.hidden
    if d.cell.count > 0 { self[.cell] += d.cell }
    guard d.gates.count > 0 else { return }
    var start = 0
    for quantity in feedback {
      let width = self[quantity].count
      self[quantity] += d.gates[start..<start + width]
      start += width
    }
  }

  private func index(of quantity: Quantity) -> Int {
    guard let index = quantities.firstIndex(of: quantity) else {
      preconditionFailure("\(quantity.name) is not among \(quantities)")
    }
    return index
  }
}
