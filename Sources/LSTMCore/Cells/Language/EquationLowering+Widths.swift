// How many values an expression has.

extension EquationLowering {
  /// How many values an expression has by itself, or nil where that follows
  /// from what it is used for.
  func natural(_ expression: CellExpression) -> Width? {
    switch expression.form {
    case .number, .applied: nil
    case .name("x"): .input
    case .name(let letters), .primed(let letters): width(of: letters)
    case .negative(let a), .scaled(_, let a), .before(let a): natural(a)
    case .sum(let a, let b), .difference(let a, let b), .product(let a, let b),
      .quotient(let a, let b):
      Self.common(natural(a), natural(b))
    case .joined(let parts):
      parts.reduce(Width()) { $0 + (natural($1) ?? .unit) }
    case .call(.spread, _): .unit
    case .call(.max, let parts), .call(.min, let parts):
      Self.common(natural(parts[0]), natural(parts[1]))
    case .call(_, let parts): natural(parts[0])
    }
  }

  /// A value per block is spread over the units of its block where it meets one a
  /// unit.
  static func common(_ a: Width?, _ b: Width?) -> Width? {
    guard let a, let b else { return a ?? b }
    return a == .block ? b : a
  }

  /// The width of a defined name.
  func width(of letters: String) -> Width? {
    if let register = registers[letters] {
      return program.instructions[register].width
    }
    return definitions[letters] == nil ? nil : text.sizes[letters] ?? .unit
  }

  /// Whether a bare name is that of weights.
  func isParameter(_ letters: String) -> Bool {
    letters != "x" && definitions[letters] == nil
  }
}
