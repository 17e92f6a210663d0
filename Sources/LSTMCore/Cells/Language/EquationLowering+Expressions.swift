// The instructions of an expression, one case of its form after another.

extension EquationLowering {
  /// The instructions of an expression that has so many values; its register.
  mutating func lower(
    _ expression: CellExpression, _ width: Width
  ) throws(EquationError) -> Int {
    if try isSpread(expression, to: width) {
      return append(.spread, [try lower(expression, .block)], .unit)
    }
    switch expression.form {
    case .number(let value): return append(.constant(value), [], width)
    case .name(let letters):
      return try lower(name: letters, width, at: expression.place)
    case .primed(let letters):
      return try lower(primed: letters, at: expression.place)
    case .before(let inner): return try lowerBefore(inner)
    case .negative, .sum, .difference, .applied:
      return try lowerSum(expression, width)
    case .product(let a, let b):
      return try lowerProduct(expression, a, b, width)
    case .quotient(let a, let b):
      return append(
        .quotient, [try lower(a, width), try lower(b, width)], width)
    case .scaled(let scale, let a):
      return append(.scaled(scale), [try lower(a, width)], width)
    case .joined(let parts):
      var operands: [Int] = []
      for part in parts {
        operands.append(try lower(part, self.natural(part) ?? .unit))
      }
      return append(.joined, operands, width)
    case .call(let function, let arguments):
      return try lower(function, arguments, width, at: expression.place)
    }
  }

  /// Whether an expression of a value a block is to be spread over units as a
  /// whole.
  private func isSpread(
    _ expression: CellExpression, to width: Width
  ) throws(EquationError) -> Bool {
    guard let natural = natural(expression), natural != width else {
      return false
    }
    guard natural == .block && width == .unit else {
      throw EquationError(
        .sizesDiffer(found: "\(natural)", expected: "\(width)"),
        at: expression.place)
    }
    return expression.isSpreadWhole
  }

  /// The instructions of x times weights: what follows the weights passes no
  /// error to the step before in the truncated flow.
  mutating func lowerBehindWeights(
    _ expression: CellExpression, _ width: Width
  ) throws(EquationError) -> Int {
    weightDepth += 1
    defer { weightDepth -= 1 }
    return try lower(expression, width)
  }
}
