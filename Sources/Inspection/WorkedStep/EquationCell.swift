import LSTMCore

/// A cell known by its equations one by one: each quantity from those that it
/// follows from. With them a step can be held at any value as it is computed,
/// and a recorded one checked.
///
/// Nothing here is said twice: the equations of the LSTM hold for a cell unless
/// it says otherwise, as its paper does.
package protocol EquationCell: Cell {
  /// One quantity of a step, from `v`.
  func equation(for quantity: Quantity, _ v: StepValues) -> Vector
  /// What the next step's gates read besides h, in the order of `State.gates`.
  static var feedback: [Quantity] { get }
}

extension EquationCell {
  /// One step in which `held` sees every quantity right after it was computed,
  /// and what it returns takes the quantity's place in all that follows. With
  /// a `held` that returns what it is given, this is `step(_:from:)` to the
  /// bit.
  package func step(
    _ x: Vector, from previous: State,
    holding held: @escaping (Quantity, Vector) -> Vector
  ) -> Step {
    let values = StepValues(x, from: previous) { quantity, values in
      held(quantity, equation(for: quantity, values))
    }
    return Step(
      Self.quantities, Self.quantities.map { values[$0] },
      feedback: Self.feedback)
  }

  /// Each quantity from the recorded values that it follows from, with other
  /// arithmetic than the cell's.
  func replay(
    _ recorded: Step, input x: Vector, from previous: State
  ) -> Step {
    Step(
      Self.quantities,
      Self.quantities.map { quantity in
        equation(
          for: quantity,
          StepValues(x, from: previous, arithmetic: .plain) { parent, _ in
            recorded[parent]
          })
      }, feedback: Self.feedback)
  }

  /// Nothing.
  package static var feedback: [Quantity] { [] }
}

extension EquationCell where Self: GatedCell {
  /// The LSTM's equations.
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    usualEquation(for: quantity, v)
  }

  /// What holds unless a cell says otherwise:
  ///
  ///     z  = W·x + U·h + b        f = σ(z_f), i, o, r, z alike
  ///     C̃  = tanh(z_C), n alike
  ///     C′ = f ⊙ C + i ⊙ C̃
  ///     h′ = o ⊙ tanh(C′)
  func usualEquation(for quantity: Quantity, _ v: StepValues) -> Vector {
    switch quantity {
    case .forgetGate, .inputGate, .outputGate, .resetGate, .updateGate:
      v.sigmoid(v[quantity.preactivation])
    case .candidate, .candidateHidden: v.tanh(v[quantity.preactivation])
    case .cell: v[.forgetGate] * v.c + v[.inputGate] * v[.candidate]
    case .hidden: v[.outputGate] * v.tanh(v[.cell])
    default: sum(for: quantity, reading: v.h, v)
    }
  }

  /// W·x + U·sources + b of the gate whose value before squashing this is.
  func sum(
    for quantity: Quantity, reading sources: Vector, _ v: StepValues
  ) -> Vector {
    guard let gate = Self.gates.first(where: { $0.preactivation == quantity })
    else {
      preconditionFailure("\(Self.name) has no equation for \(quantity.name)")
    }
    return v.sum(self[keyPath: gate.path], sources)
  }
}

extension Quantity {
  /// What a gate, a candidate or h is before squashing; itself for the rest.
  package var preactivation: Quantity {
    switch self {
    case .forgetGate: .forgetPreactivation
    case .inputGate: .inputPreactivation
    case .candidate: .candidatePreactivation
    case .outputGate: .outputPreactivation
    case .resetGate: .resetPreactivation
    case .updateGate: .updatePreactivation
    case .candidateHidden: .candidateHiddenPreactivation
    case .hidden: .hiddenPreactivation
    default: self
    }
  }
}
