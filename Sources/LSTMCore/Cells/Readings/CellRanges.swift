extension CellProgram {
  /// Where the values of every quantity lie, whatever the weights and inputs:
  /// by interval arithmetic, with the widest bounds of the states that the
  /// equations themselves keep, starting from 0. Sums before functions are said
  /// to lie anywhere.
  func ranges() -> [Quantity.Range] {
    var states = [Bounds](repeating: .unit, count: self.states.count)
    var bounds = bounds(states)
    while let wrong = states.indices.first(where: {
      !states[$0].contains(bounds[register(ofState: $0)])
    }) {
      states[wrong] = states[wrong].wider
      bounds = self.bounds(states)
    }
    return quantities.map {
      $0.isPreactivation ? .unbounded : bounds[$0.register].range
    }
  }

  private func register(ofState index: Int) -> Int {
    quantities[states[index].index].register
  }

  /// The bounds of every register, given those of the states before.
  private func bounds(_ states: [Bounds]) -> [Bounds] {
    var all: [Bounds] = []
    for instruction in instructions {
      all.append(bounds(of: instruction, all, states))
    }
    return all
  }

  private func bounds(
    of instruction: Instruction, _ all: [Bounds], _ states: [Bounds]
  ) -> Bounds {
    let operands = instruction.operands.map { all[$0] }
    switch instruction.operation {
    case .before(let slot): return states[slot]
    case .constant(let value): return Bounds(value, value)
    case .sum(let negative, let constant, let weights):
      guard weights.isEmpty else { return .everything }
      if let mean = mean(instruction, all) { return mean }
      return zip(operands, negative).reduce(Bounds(constant, constant)) {
        $0 + ($1.1 ? -1 * $1.0 : $1.0)
      }
    case .product: return operands[0] * operands[1]
    case .scaled(let scale): return scale * operands[0]
    case .sigmoid: return Bounds(0, 1)
    case .tanh: return .unit
    case .relu: return Bounds(max(0, operands[0].low), max(0, operands[0].high))
    case .exponential, .root, .magnitude: return Bounds(0, .infinity)
    case .maximum:
      return Bounds(
        max(operands[0].low, operands[1].low),
        max(operands[0].high, operands[1].high))
    case .minimum:
      return Bounds(
        min(operands[0].low, operands[1].low),
        min(operands[0].high, operands[1].high))
    case .joined: return operands.dropFirst().reduce(operands[0]) { $0.or($1) }
    case .part, .spread, .same: return operands[0]
    case .input, .vector, .quotient, .logarithm, .norm: return .everything
    }
  }

  /// (1 − a) ⊙ b + a ⊙ c with a in (0, 1), or the other way round, lies between
  /// b and c; written so in one line, not by way of a gate that is 1 − a.
  private func mean(_ sum: Instruction, _ all: [Bounds]) -> Bounds? {
    guard case .sum([false, false], 0, []) = sum.operation else { return nil }
    let terms = sum.operands.map { instructions[$0] }
    guard terms.allSatisfy({ $0.operation == .product }) else { return nil }
    for (first, second) in [(terms[0], terms[1]), (terms[1], terms[0])] {
      for (share, value) in [(0, 1), (1, 0)] {
        let rest = instructions[first.operands[share]]
        guard case .sum([true], 1, []) = rest.operation, rest.quantity == nil,
          let place = second.operands.firstIndex(of: rest.operands[0]),
          Bounds(0, 1).contains(all[rest.operands[0]])
        else { continue }
        return all[first.operands[value]].or(all[second.operands[1 - place]])
      }
    }
    return nil
  }
}

/// Where a value lies.
private struct Bounds {
  var low, high: Double

  init(_ low: Double, _ high: Double) { (self.low, self.high) = (low, high) }

  static let unit = Bounds(-1, 1)
  static let everything = Bounds(-.infinity, .infinity)

  /// The next wider guess for a state.
  var wider: Bounds {
    low == -1 ? Bounds(0, .infinity) : .everything
  }

  func contains(_ other: Bounds) -> Bool {
    low <= other.low && other.high <= high
  }

  func or(_ other: Bounds) -> Bounds {
    Bounds(min(low, other.low), max(high, other.high))
  }

  static func + (a: Bounds, b: Bounds) -> Bounds {
    Bounds(a.low + b.low, a.high + b.high)
  }

  static func * (scale: Double, a: Bounds) -> Bounds {
    Bounds(scale, scale) * a
  }

  static func * (a: Bounds, b: Bounds) -> Bounds {
    let corners = [a.low, a.high].flatMap { x in
      [b.low, b.high].map { y in x == 0 || y == 0 ? 0 : x * y }
    }
    return Bounds(corners.min() ?? 0, corners.max() ?? 0)
  }

  var range: Quantity.Range {
    if low >= 0 { return high <= 1 ? .zeroToOne : .nonNegative }
    if low >= -1 && high <= 1 { return .plusMinusOne }
    return low >= -2 && high <= 2 ? .plusMinusTwo : .unbounded
  }
}
