import LSTMCore

/// A cell that lets every value be changed as it is computed, so that all that
/// comes after follows from the changed value.
public protocol IntervenableCell: Cell {
  /// One step in which `held` sees every quantity right after it was computed,
  /// and what it returns takes the quantity's place. With a `held` that
  /// returns what it is given, this is `step(_:from:)` to the bit.
  func step(
    _ x: Vector, from previous: State,
    holding held: (Quantity, Vector) -> Vector
  ) -> Step
}

extension LSTMCell: IntervenableCell {
  /// The equations of `LSTMCell.step(_:from:)`, in the same order.
  public func step(
    _ x: Vector, from previous: State,
    holding held: (Quantity, Vector) -> Vector
  ) -> Step {
    let (h, c) = (previous.hidden, previous.cell)
    let zf = held(.forgetPreactivation, forgetGate(x, h))
    let zi = held(.inputPreactivation, inputGate(x, h))
    let zg = held(.candidatePreactivation, candidate(x, h))
    let zo = held(.outputPreactivation, outputGate(x, h))

    let f = held(.forgetGate, sigmoid(zf))
    let i = held(.inputGate, sigmoid(zi))
    let g = held(.candidate, tanh(zg))
    let o = held(.outputGate, sigmoid(zo))
    let newCell = held(.cell, f * c + i * g)
    let newHidden = held(.hidden, o * tanh(newCell))

    return Step(
      Self.quantities, [f, i, g, o, newCell, newHidden, zf, zi, zg, zo])
  }
}

extension RNNCell: IntervenableCell {
  /// The equation of `RNNCell.step(_:from:)`.
  public func step(
    _ x: Vector, from previous: State,
    holding held: (Quantity, Vector) -> Vector
  ) -> Step {
    let z = held(.hiddenPreactivation, hidden(x, previous.hidden))
    return Step(Self.quantities, [held(.hidden, tanh(z)), z])
  }
}
