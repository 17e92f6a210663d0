/// What a cell carries from one step to the next.
public struct State: Equatable, Sendable {
  /// h, what the rest of the network sees; as many values as the cell's
  /// `outputSize`.
  public var hidden: Vector
  /// C, the memory, one value per unit; empty for a cell that has none.
  public var cell: Vector
  /// What some cells hand on besides, in the order of `CellDefinition.states`:
  /// the gates of 1997, say.
  public var further: [Part]

  /// A named part of a state.
  public struct Part: Equatable, Sendable {
    /// What it is.
    public let quantity: Quantity
    /// Its values.
    public var values: Vector

    /// A part of the given values.
    public init(_ quantity: Quantity, _ values: Vector) {
      (self.quantity, self.values) = (quantity, values)
    }
  }

  /// A state with the given parts. A cell takes one whose parts are those of
  /// its `zeroState`, and as long.
  public init(hidden: Vector, cell: Vector = [], further: [Part] = []) {
    (self.hidden, self.cell, self.further) = (hidden, cell, further)
  }

  /// The values of one part; the state must have it.
  public subscript(quantity: Quantity) -> Vector {
    get {
      switch quantity {
      case .hidden: hidden
      case .cell: cell
      default: further[place(of: quantity)].values
      }
    }
    set {
      switch quantity {
      case .hidden: hidden = newValue
      case .cell: cell = newValue
      default: further[place(of: quantity)].values = newValue
      }
    }
  }

  /// A state of zeros with the same parts.
  public var zeros: State {
    State(
      hidden: Vector(zeros: hidden.count), cell: Vector(zeros: cell.count),
      further: further.map { Part($0.quantity, Vector(zeros: $0.values.count)) }
    )
  }

  /// How many values it has in all.
  public var count: Int {
    further.reduce(hidden.count + cell.count) { $0 + $1.values.count }
  }

  /// Whether the parts are those of another state, and as long.
  func fits(_ other: State) -> Bool {
    hidden.count == other.hidden.count && cell.count == other.cell.count
      && further.count == other.further.count
      && zip(further, other.further).allSatisfy {
        $0.quantity == $1.quantity && $0.values.count == $1.values.count
      }
  }

  private func place(of quantity: Quantity) -> Int {
    guard let place = further.firstIndex(where: { $0.quantity == quantity })
    else { preconditionFailure("\(quantity.name) is no part of the state") }
    return place
  }
}
