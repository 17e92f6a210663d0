extension CellDefinition {
  /// How many weights a layer of `units` has that reads `inputs` values.
  public func weightCount(inputs: Int, units: Int) -> Int {
    let sizes = CellSizes(inputs: inputs, units: units)
    return arrays.reduce(0) {
      $0 + $1.rows(sizes) * ($1.columns?(sizes) ?? 1)
    }
  }

  /// How many values h of `units` units has.
  public func outputSize(units: Int) -> Int {
    program.states.first?.width(CellSizes(inputs: 0, units: units)) ?? 0
  }

  /// How many multiplications a step takes: one for every weight that is not
  /// only added, and those of gates with what they let through.
  public func multiplyAdds(inputs: Int, units: Int) -> Int {
    let sizes = CellSizes(inputs: inputs, units: units)
    let summands = program.vectors.reduce(0) { count, weight in
      weight.use == .summand || weight.use == .shift
        ? count + weight.rows(sizes) : count
    }
    let products = program.instructions.reduce(0) { count, instruction in
      switch instruction.operation {
      case .product, .quotient: count + instruction.width(sizes)
      // The squares of the variance, and the division by its root.
      case .norm: count + 2 * instruction.width(sizes)
      default: count
      }
    }
    return weightCount(inputs: inputs, units: units) - summands + products
  }

  /// Which sizes a layer has besides inputs and units.
  public var ownSizes: (blocks: Bool, projection: Bool) {
    let widths = program.instructions.map(\.width)
    return (
      widths.contains { $0.blocks > 0 }, widths.contains { $0.projection > 0 }
    )
  }

  /// How many weights a layer has, with I inputs and H units: 4H(I + H + 1) for
  /// an LSTM. Blocks are taken to be of one cell each.
  public var weightFormula: String {
    var terms: [Term: Int] = [:]
    for array in arrays { terms.add(array) }
    let gates = terms[.inputs] ?? 0
    var formula: [String] = []
    if gates > 0 {
      formula.append(Self.gateFormula(gates, &terms))
    }
    for (term, letters) in Term.letters {
      guard let count = terms[term], count > 0 else { continue }
      formula.append((count == 1 ? "" : "\(count)") + letters)
    }
    return formula.joined(separator: " + ")
      + (ownSizes.projection ? ", P = ⌈H/2⌉" : "")
  }

  /// nH(I + sH + 1), and what it covers taken out of the terms.
  private static func gateFormula(
    _ gates: Int, _ terms: inout [Term: Int]
  ) -> String {
    terms[.inputs] = 0
    var sums = ["I"]
    let recurrent: Term =
      (terms[.projected] ?? 0) >= gates ? .projected : .square
    if let count = terms[recurrent], count >= gates {
      let sources = count.isMultiple(of: gates) ? count / gates : 1
      terms[recurrent] = count - sources * gates
      sums.append(
        (sources == 1 ? "" : "\(sources)")
          + (recurrent == .square ? "H" : "P"))
    }
    if let count = terms[.units], count >= gates {
      terms[.units] = count - gates
      sums.append("1")
    }
    let factor = (gates == 1 ? "" : "\(gates)") + "H"
    return sums.count == 1
      ? factor + "I" : factor + "(" + sums.joined(separator: " + ") + ")"
  }
}

/// A product of two sizes in the formula of weights.
private enum Term: Hashable {
  case inputs, square, projected, units, other

  static let letters: [(Term, String)] = [
    (.square, "H²"), (.projected, "PH"), (.units, "H"),
  ]
}

extension [Term: Int] {
  /// Counts the weights of an array, a block being a unit.
  fileprivate mutating func add(_ array: StoredArray) {
    let rows = array.rows.units + array.rows.blocks
    guard let columns = array.columns else {
      self[.units, default: 0] += rows
      return
    }
    self[.inputs, default: 0] += rows * columns.inputs
    self[.square, default: 0] += rows * (columns.units + columns.blocks)
    self[.projected, default: 0] +=
      rows * columns.projection + array.rows.projection * columns.units
  }
}
