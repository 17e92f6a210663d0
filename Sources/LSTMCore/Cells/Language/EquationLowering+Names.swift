// What a name stands for: x, weights, a value of this step, or one of the step
// before.

extension EquationLowering {
  mutating func lower(
    name letters: String, _ width: Width, at place: SourcePlace
  ) throws(EquationError) -> Int {
    if letters == "x" { return leaf("x", .input, .input) }
    guard let definition = definitions[letters] else {
      let index = try vector(letters, width, .summand, at: place)
      return append(.vector(index), [], width)
    }
    if definition.name.isPrimed { return before(letters) }
    guard let register = registers[letters] else {
      throw EquationError(.usedBeforeDefined(letters), at: place)
    }
    return register
  }

  mutating func lower(
    primed letters: String, at place: SourcePlace
  ) throws(EquationError) -> Int {
    guard definitions[letters]?.name.isPrimed == true else {
      throw EquationError(.undefined(letters + "′"), at: place)
    }
    guard let register = registers[letters] else {
      throw EquationError(.usedBeforeDefined(letters + "′"), at: place)
    }
    return register
  }

  /// The register of what the step before left.
  mutating func before(_ letters: String) -> Int {
    if !states.contains(letters) { states.append(letters) }
    let index = states.firstIndex(of: letters) ?? 0
    return leaf(letters, .before(index), text.sizes[letters] ?? .unit)
  }

  mutating func leaf(
    _ key: String, _ operation: Instruction.Operation, _ width: Width
  ) -> Int {
    if let register = leaves[key] { return register }
    let register = append(operation, [], width)
    leaves[key] = register
    return register
  }

  /// Names as the step before left them.
  mutating func lowerBefore(
    _ expression: CellExpression
  ) throws(EquationError) -> Int {
    switch expression.form {
    case .name(let letters) where definitions[letters] != nil,
      .primed(let letters) where definitions[letters] != nil:
      return before(letters)
    case .joined(let parts):
      var operands: [Int] = []
      for part in parts { operands.append(try lowerBefore(part)) }
      return append(.joined, operands, natural(expression) ?? .unit)
    default:
      throw EquationError(
        .unexpected(
          found: "something else",
          expected: "a quantity, or several in brackets,"),
        at: expression.place)
    }
  }
}
