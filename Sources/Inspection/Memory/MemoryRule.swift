import LSTMCore

/// How a cell's memory goes on from step to step: m′ = kept·m + written, unit by
/// unit. What is kept and written a trace has recorded.
///
///     C′ = f ⊙ C + i ⊙ C̃           LSTM, peepholes, coupled, projected, …
///     C′ = f ⊙ C + C̃               without an input gate
///     s′ = s + y_in ⊙ g             1997, and without a forget gate: kept = 1
///     h′ = z ⊙ h + (1 − z) ⊙ n      GRU, whose memory is h itself
struct MemoryRule: Equatable, Sendable {
  /// What the memory is: C, or h.
  let quantity: Quantity
  private let kept: Quantity?
  private let gate: Quantity?
  private let isGateInverted: Bool
  private let candidate: Quantity
  /// How many units share a gate.
  private let blockSize: Int

  /// The rule of a cell, or nil for one whose memory does not add up.
  init?(of cell: some Cell) {
    let known = type(of: cell).quantities
    func recorded(_ quantity: Quantity) -> Quantity? {
      known.contains(quantity) ? quantity : nil
    }
    if known.contains(.updateGate), known.contains(.candidateHidden) {
      (quantity, candidate) = (.hidden, .candidateHidden)
      (kept, gate, isGateInverted) = (.updateGate, .updateGate, true)
    } else if known.contains(.cell), known.contains(.candidate) {
      (quantity, candidate) = (.cell, .candidate)
      (kept, gate) = (recorded(.forgetGate), recorded(.inputGate))
      isGateInverted = false
    } else {
      return nil
    }
    let gates = gate.map { cell.width(of: $0) } ?? cell.hiddenSize
    blockSize = max(1, cell.hiddenSize / max(1, gates))
  }

  /// How much of the memory stays.
  func kept(_ step: Step, unit: Int) -> Double {
    kept.map { step[$0][unit] } ?? 1
  }

  /// What is added to it.
  func written(_ step: Step, unit: Int) -> Double {
    let open = gate.map { step[$0][unit / blockSize] } ?? 1
    return (isGateInverted ? 1 - open : open) * step[candidate][unit]
  }

  /// The memory in a state.
  func memory(_ state: State, unit: Int) -> Double {
    quantity == .cell ? state.cell[unit] : state.hidden[unit]
  }
}
