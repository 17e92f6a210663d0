/// Everything one cell computed at one step, by quantity; each value has one
/// element a unit, or as many as `Cell.width(of:)` says.
///
/// The gradient of a loss with respect to these values has the same type.
public struct Step: Equatable, Sendable {
  let layout: StepLayout
  var values: [Vector]

  /// A step of a kind of cell, each value under its name; they must be the
  /// quantities of the cell in its order.
  public init(
    _ definition: CellDefinition, _ values: KeyValuePairs<Quantity, Vector>
  ) {
    precondition(
      values.count == definition.quantities.count
        && zip(values, definition.quantities).allSatisfy { $0.key == $1 },
      "\(values.map(\.key.key)) for a step of \(definition.name)")
    self.init(definition.layout, values.map(\.value))
  }

  /// A step of the given values, one for each quantity, in the same order; h
  /// and C go on to the next step.
  public init(_ quantities: [Quantity], _ values: [Vector]) {
    self.init(StepLayout(quantities), values)
  }

  init(_ layout: StepLayout, _ values: [Vector]) {
    precondition(
      values.count == layout.quantities.count,
      "\(values.count) values for \(layout.quantities.count) quantities")
    self.layout = layout
    self.values = values
    Vector.gather(&self.values)
  }

  /// A step of zeros as wide as another, to accumulate gradients in: each value
  /// has memory of its own, for all will be written.
  public init(zerosLike step: Step) {
    layout = step.layout
    values = step.values.map { Vector(zeros: $0.count) }
  }

  /// Which quantities are here, in the cell's order.
  public var quantities: [Quantity] { layout.quantities }

  /// Makes every value 0.
  mutating func clear() { for k in values.indices { values[k].clear() } }

  /// The values of one quantity; the cell must record it.
  public subscript(quantity: Quantity) -> Vector {
    get { values[index(of: quantity)] }
    _modify { yield &values[index(of: quantity)] }
  }

  /// What the next step starts from.
  public var state: State {
    var state = State(hidden: [])
    for slot in layout.states {
      switch slot.place {
      case .hidden: state.hidden = values[slot.index]
      case .cell: state.cell = values[slot.index]
      case .further:
        state.further.append(State.Part(slot.quantity, values[slot.index]))
      }
    }
    return state
  }

  /// The backward twin of `state`: adds ∂L/∂ each part of the state to the
  /// quantity that it is.
  public mutating func add(_ d: State) {
    for slot in layout.states {
      let part = d.values(of: slot)
      if part.count > 0 { values[slot.index] += part }
    }
  }

  /// How many units have each value of a quantity in common: more than one of a
  /// gate that the cells of a memory block share. The value of unit k is number
  /// k divided by this; a projected h has no value for the units beyond its
  /// end.
  public func unitsPerValue(of quantity: Quantity) -> Int {
    guard quantity != .hidden, quantities.contains(.cell) else { return 1 }
    return max(1, self[.cell].count / max(1, self[quantity].count))
  }

  private func index(of quantity: Quantity) -> Int {
    guard let index = layout.quantities.firstIndex(of: quantity) else {
      preconditionFailure("\(quantity.name) is not among \(quantities)")
    }
    return index
  }
}

/// Which quantities a step has, and which of them go on to the next.
final class StepLayout: Equatable, Sendable {
  let quantities: [Quantity]
  let states: [CellProgram.StateSlot]

  init(_ quantities: [Quantity], states: [CellProgram.StateSlot]) {
    (self.quantities, self.states) = (quantities, states)
  }

  /// One in which h and C go on.
  convenience init(_ quantities: [Quantity]) {
    let places: [(Quantity, CellProgram.StateSlot.Place)] = [
      (.hidden, .hidden), (.cell, .cell),
    ]
    self.init(
      quantities,
      states: places.compactMap { quantity, place in
        quantities.firstIndex(of: quantity).map {
          CellProgram.StateSlot(
            quantity: quantity, index: $0, width: .unit, place: place)
        }
      })
  }

  static func == (a: StepLayout, b: StepLayout) -> Bool {
    a === b || a.quantities == b.quantities
  }
}
