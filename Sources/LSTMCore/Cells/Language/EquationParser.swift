/// Reads the equations of one line.
///
///     line     = equation, { ",", equation }
///     equation = ( name | "[" name { "," name } "]" ), "=", expression
///     expression = sum, [ "of the step before" ]
///     sum      = [ "−" ], product, { ( "+" | "−" ), product }
///     product  = factor, { ( "⊙" | "/" ), factor }
///     factor   = number, [ factor ] | name "·" factor | name "(" … ")" | name
///              | "(" expression ")" | "[" expression { "," expression } "]"
struct EquationParser {
  private let tokens: [EquationToken]
  private var index = 0
  private var depth = 0
  private static let deepest = 100

  init(_ text: Substring, line: Int) throws(EquationError) {
    var lexer = EquationLexer(text, line: line)
    tokens = try lexer.tokens()
  }

  /// The equations of the line; none where it holds only a remark.
  mutating func equations() throws(EquationError) -> [CellEquation] {
    guard current.kind != .end else { return [] }
    var equations: [CellEquation] = []
    repeat { equations.append(try equation()) } while take(",")
    try requireEnd("+, −, ⊙, / or the end of the line")
    return equations
  }

  private mutating func equation() throws(EquationError) -> CellEquation {
    var left: [CellEquation.Name] = []
    if take("[") {
      repeat { left.append(try definedName()) } while take(",")
      try require("]", "',' or ']'")
    } else {
      left = [try definedName()]
    }
    try require("=", "'='")
    return CellEquation(left: left, right: try expression())
  }

  private mutating func definedName() throws(EquationError) -> CellEquation.Name
  {
    let place = current.place
    guard case .name(let letters) = current.kind else {
      throw unexpected("the name of a quantity")
    }
    index += 1
    guard letters != "x" else {
      throw EquationError(.notDefinable(letters), at: place)
    }
    return CellEquation.Name(
      letters: letters, isPrimed: take("′"), place: place)
  }

  private mutating func expression() throws(EquationError) -> CellExpression {
    let place = current.place
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw EquationError(
        .unexpected(
          found: "a bracket within \(Self.deepest) others",
          expected: "a shorter equation, in several lines,"), at: place)
    }
    var result: CellExpression
    if take("−") {
      result = CellExpression(form: .negative(try product()), place: place)
    } else {
      result = try product()
    }
    while true {
      if take("+") {
        result = CellExpression(
          form: .sum(result, try product()), place: place)
      } else if take("−") {
        result = CellExpression(
          form: .difference(result, try product()), place: place)
      } else {
        break
      }
    }
    guard current.kind == .name("of") else { return result }
    for word in ["of", "the", "step", "before"] {
      guard current.kind == .name(word) else {
        throw unexpected("'of the step before'")
      }
      index += 1
    }
    return CellExpression(form: .before(result), place: place)
  }

  private mutating func product() throws(EquationError) -> CellExpression {
    let place = current.place
    var result = try factor()
    while true {
      if take("⊙") {
        result = CellExpression(
          form: .product(result, try factor()), place: place)
      } else if take("/") {
        result = CellExpression(
          form: .quotient(result, try factor()), place: place)
      } else {
        return result
      }
    }
  }

  private mutating func factor() throws(EquationError) -> CellExpression {
    let place = current.place
    switch current.kind {
    case .number(let value):
      index += 1
      guard beginsFactor else {
        return CellExpression(form: .number(value), place: place)
      }
      return CellExpression(form: .scaled(value, try factor()), place: place)
    case .name(let name):
      index += 1
      return try named(name, at: place)
    case .sign("("):
      index += 1
      let inner = try expression()
      try require(")", "')'")
      return inner
    case .sign("["):
      index += 1
      let parts = try list(until: "]")
      return CellExpression(form: .joined(parts), place: place)
    default: throw unexpected("a name, a number, '(' or '['")
    }
  }

  /// What begins with a name.
  private mutating func named(
    _ name: String, at place: SourcePlace
  ) throws(EquationError) -> CellExpression {
    if take("(") {
      guard let function = CellFunction(named: name) else {
        throw EquationError(.unknownFunction(name), at: place)
      }
      let arguments = try list(until: ")")
      let allowed = function.arguments
      guard allowed.contains(arguments.count) else {
        let most = allowed.upperBound
        let expected =
          (allowed.count == 1 ? "" : "\(allowed.lowerBound) to ")
          + "\(most) argument" + (most == 1 ? "" : "s")
        throw EquationError(
          .argumentCount(
            function: name, found: arguments.count, expected: expected),
          at: place)
      }
      return CellExpression(form: .call(function, arguments), place: place)
    }
    if take("·") {
      return CellExpression(form: .applied(name, try factor()), place: place)
    }
    return CellExpression(
      form: take("′") ? .primed(name) : .name(name), place: place)
  }

  private mutating func list(
    until end: Unicode.Scalar
  ) throws(EquationError) -> [CellExpression] {
    var parts: [CellExpression] = []
    repeat { parts.append(try expression()) } while take(",")
    try require(end, "',' or '\(end)'")
    return parts
  }

  /// Whether a number multiplies what follows.
  private var beginsFactor: Bool {
    switch current.kind {
    case .name("of"): false
    case .name, .sign("("), .sign("["): true
    default: false
    }
  }

  private var current: EquationToken { tokens[index] }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard current.kind == .sign(sign) else { return false }
    index += 1
    return true
  }

  private mutating func require(
    _ sign: Unicode.Scalar, _ expected: String
  ) throws(EquationError) {
    if !take(sign) { throw unexpected(expected) }
  }

  private func requireEnd(_ expected: String) throws(EquationError) {
    guard current.kind == .end else { throw unexpected(expected) }
  }

  private func unexpected(_ expected: String) -> EquationError {
    EquationError(
      .unexpected(found: current.shown, expected: expected), at: current.place)
  }
}
