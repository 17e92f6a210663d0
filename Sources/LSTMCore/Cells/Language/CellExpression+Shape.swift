extension CellExpression {
  var isNumber: Bool { if case .number = form { true } else { false } }

  var isInput: Bool { form == .name("x") }

  var isPrimedName: Bool { if case .primed = form { true } else { false } }

  /// Whether a value a block is spread over its units once it is made; of what
  /// works element by element the parts are.
  var isSpreadWhole: Bool {
    switch form {
    case .name, .primed, .call(.norm, _), .before: true
    default: false
    }
  }

  var isSum: Bool {
    switch form {
    case .sum, .difference: true
    default: false
    }
  }

  /// A name, with or without a number before it.
  var isPlainName: Bool {
    switch form {
    case .name, .primed: true
    case .scaled(_, let inner), .negative(let inner): inner.isPlainName
    default: false
    }
  }

  /// Whether this is a sum of two terms or more, one of them a matrix times
  /// something.
  func isSumOfProducts(_ isParameter: (String) -> Bool) -> Bool {
    guard isSum else { return false }
    var terms: [(isNegative: Bool, expression: CellExpression)] = []
    collectTerms(into: &terms, isNegative: false)
    return terms.contains {
      if case .applied(let letters, _) = $0.expression.form {
        isParameter(letters)
      } else {
        false
      }
    }
  }

  /// The terms of a sum as it is written from left to right; what stands in
  /// parentheses is one of them.
  func collectTerms(
    into terms: inout [(isNegative: Bool, expression: CellExpression)],
    isNegative: Bool
  ) {
    switch form {
    case .sum(let a, let b):
      a.collectTerms(into: &terms, isNegative: isNegative)
      terms.append((isNegative, b))
    case .difference(let a, let b):
      a.collectTerms(into: &terms, isNegative: isNegative)
      terms.append((!isNegative, b))
    case .negative(let a): terms.append((!isNegative, a))
    default: terms.append((isNegative, self))
    }
  }

  /// Every name in it, from left to right, and whether it has a prime. Matrices
  /// of weights are left out.
  func visitNames(_ body: (_ letters: String, _ isPrimed: Bool) -> Void) {
    switch form {
    case .number: break
    case .name(let letters): body(letters, false)
    case .primed(let letters): body(letters, true)
    case .negative(let a), .scaled(_, let a), .applied(_, let a),
      .before(let a):
      a.visitNames(body)
    case .sum(let a, let b), .difference(let a, let b), .product(let a, let b),
      .quotient(let a, let b):
      a.visitNames(body)
      b.visitNames(body)
    case .joined(let parts), .call(_, let parts):
      for part in parts { part.visitNames(body) }
    }
  }
}
