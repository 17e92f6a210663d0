extension Step {
  /// How many units have each value of a quantity in common: more than one of a
  /// gate that the cells of a memory block share. The value of unit k is number
  /// k divided by this; a projected h has no value for the units beyond its
  /// end.
  public func unitsPerValue(of quantity: Quantity) -> Int {
    guard quantity != .hidden, quantities.contains(.cell) else { return 1 }
    return max(1, self[.cell].count / max(1, self[quantity].count))
  }
}
