/// How a cell's memory goes on from step to step: m′ = kept·m + written, unit by
/// unit, found by looking at the equations. What is kept and written follows
/// from what a step records.
///
///     C′ = f ⊙ C + i ⊙ C̃           LSTM, peepholes, coupled, projected, …
///     C′ = f ⊙ C + C̃               without an input gate
///     s′ = s + y_in ⊙ g             1997, and without a forget gate: kept = 1
///     h′ = z ⊙ h + (1 − z) ⊙ n      GRU, whose memory is h itself
public struct MemoryRule: Sendable {
  /// What the memory is: C, or h.
  public let quantity: Quantity
  private let program: CellProgram
  /// What multiplies the memory before; nil for 1.
  let factor: Int?
  let others: [Int]
  private let blockSize: Int

  /// The rule of a cell, or nil for one whose memory does not add up. A cell
  /// that has C and h has its memory in C.
  public init?(of cell: some Cell) {
    let program = cell.definition.program
    let slots = program.states.indices.sorted { a, _ in
      program.states[a].quantity == .cell
    }
    for slot in slots {
      guard let found = program.memory(inState: slot) else { continue }
      quantity = program.states[slot].quantity
      (factor, others) = (found.factor, found.others)
      (self.program, blockSize) = (program, cell.sizes.blockSize)
      return
    }
    return nil
  }

  /// What stays and what is added, in letters: `z` and `(1 − z)·n` of a GRU.
  public var letters: (kept: String, written: String) {
    let letters = UnitLetters(program: program)
    func text(_ register: Int) -> String {
      letters.text(of: register).replacing(" · ", with: "·")
    }
    return (
      factor.map(text) ?? "1", others.map(text).joined(separator: " + ")
    )
  }

  /// How much of a unit's memory stays.
  public func kept(_ step: Step, unit: Int) -> Double {
    factor.map { value(of: $0, step, unit) } ?? 1
  }

  /// What is added to it.
  public func written(_ step: Step, unit: Int) -> Double {
    others.dropFirst().reduce(value(of: others[0], step, unit)) {
      $0 + value(of: $1, step, unit)
    }
  }

  /// The value of a register at one place, from what the step recorded.
  private func value(of register: Int, _ step: Step, _ place: Int) -> Double {
    let instruction = program.instructions[register]
    if let quantity = instruction.quantity {
      return step.values[quantity][place]
    }
    func operand(_ k: Int, at place: Int) -> Double {
      value(of: instruction.operands[k], step, place)
    }
    switch instruction.operation {
    case .constant(let value): return value
    case .product: return operand(0, at: place) * operand(1, at: place)
    case .scaled(let scale): return scale * operand(0, at: place)
    case .spread: return operand(0, at: place / blockSize)
    case .sum(let negative, let constant, _):
      return negative.indices.reduce(constant) {
        $0 + (negative[$1] ? -1 : 1) * operand($1, at: place)
      }
    default: return operand(0, at: place)
    }
  }
}

extension CellProgram {
  /// What multiplies a state in the equation of its next value, and the other
  /// terms; nil where the equation is another.
  fileprivate func memory(
    inState slot: Int
  ) -> (factor: Int?, others: [Int])? {
    let register = quantities[states[slot].index].register
    guard
      case .sum(let negative, 0, let weights) = instructions[register].operation,
      weights.isEmpty, !negative.contains(true)
    else { return nil }
    let terms = instructions[register].operands
    let isMemory = { (register: Int) in
      instructions[register].operation == .before(slot)
    }
    for (k, term) in terms.enumerated() {
      let others = terms.indices.filter { $0 != k }.map { terms[$0] }
      guard !others.isEmpty, others.allSatisfy(followsFromRecorded) else {
        continue
      }
      if isMemory(term) { return (nil, others) }
      let operands = instructions[term].operands
      guard instructions[term].operation == .product,
        let place = operands.firstIndex(where: isMemory),
        followsFromRecorded(operands[1 - place])
      else { continue }
      return (operands[1 - place], others)
    }
    return nil
  }

  /// Whether a step's record is enough to know a register, unit by unit.
  private func followsFromRecorded(_ register: Int) -> Bool {
    let instruction = instructions[register]
    if instruction.quantity != nil { return true }
    switch instruction.operation {
    case .constant: return true
    case .sum(_, _, let weights):
      return weights.isEmpty
        && instruction.operands.allSatisfy(followsFromRecorded)
    case .product, .scaled, .spread, .same:
      return instruction.operands.allSatisfy(followsFromRecorded)
    default: return false
    }
  }
}
