/// A formula of the course, parsed.
///
///     sigmoid(0.5 * x + b)        trace("abba").f[3][0] > 0.5 ? a : b
///
/// Arithmetic `+ - * / ^` works element by element on lists, as do the
/// comparisons; `&& || !`, `a ? b : c`, `list[0]`, `trace.f`, calls, lists
/// `[1, 2]`, texts `"ab"` and functions `x => x^2` are what else there is. ⊙ and
/// · multiply, σ is `sigmoid`.
indirect enum Expression: Sendable {
  case number(Double)
  case text(String)
  case name(String)
  case list([Expression])
  case negation(Expression)
  case not(Expression)
  case operation(String, Expression, Expression)
  case choice(Expression, Expression, Expression)
  case index(Expression, Expression)
  case member(Expression, String)
  case call(Expression, [Expression])
  case lambda(String, Expression)

  /// Parses `text`.
  ///
  /// - Throws: `FormulaError` that names the place.
  init(_ text: String) throws(FormulaError) {
    guard text.utf8.count <= Self.longest else {
      throw FormulaError("longer than \(Self.longest) bytes")
    }
    var parser = ExpressionParser(tokens: try FormulaToken.tokens(of: text))
    self = try parser.parseAll()
  }

  /// More than any formula needs, and little enough to read at once.
  static let longest = 4096
}

/// Why a formula cannot be read or evaluated.
package struct FormulaError: Error, Equatable, CustomStringConvertible {
  /// The reason, without a full stop.
  package let description: String

  init(_ reason: String) { description = reason }
}

/// Recursive descent, one function for each strength of binding.
struct ExpressionParser {
  private let tokens: [FormulaToken]
  private var position = 0
  private var depth = 0

  init(tokens: [FormulaToken]) { self.tokens = tokens }

  mutating func parseAll() throws(FormulaError) -> Expression {
    guard !tokens.isEmpty else { throw FormulaError("it is empty") }
    let expression = try parseAny()
    if let extra = next {
      throw FormulaError("'\(extra.shown)' is not expected there")
    }
    return expression
  }

  private var next: FormulaToken? {
    position < tokens.count ? tokens[position] : nil
  }

  private mutating func take(_ symbols: String...) -> String? {
    guard case .symbol(let symbol) = next, symbols.contains(symbol) else {
      return nil
    }
    position += 1
    return symbol
  }

  private mutating func require(_ symbol: String) throws(FormulaError) {
    guard take(symbol) != nil else {
      throw FormulaError(
        next.map { "'\(symbol)' is missing before '\($0.shown)'" }
          ?? "'\(symbol)' is missing at the end")
    }
  }

  private mutating func parseAny() throws(FormulaError) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw FormulaError("nested too deeply") }
    if case .name(let name) = next, position + 1 < tokens.count,
      tokens[position + 1] == .symbol("=>")
    {
      position += 2
      return .lambda(name, try parseAny())
    }
    let condition = try parseLevel(0)
    guard take("?") != nil else { return condition }
    let yes = try parseAny()
    try require(":")
    return .choice(condition, yes, try parseAny())
  }

  private static let levels: [[String]] = [
    ["||"], ["&&"], ["==", "!=", "<", "<=", ">", ">="], ["+", "-"],
    ["*", "/"],
  ]

  private mutating func parseLevel(
    _ level: Int
  ) throws(FormulaError) -> Expression {
    guard level < Self.levels.count else { return try parseSigned() }
    var left = try parseLevel(level + 1)
    while case .symbol(let symbol) = next,
      Self.levels[level].contains(symbol)
    {
      position += 1
      left = .operation(symbol, left, try parseLevel(level + 1))
    }
    return left
  }

  private mutating func parseSigned() throws(FormulaError) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw FormulaError("nested too deeply") }
    if take("-") != nil { return .negation(try parseSigned()) }
    if take("+") != nil { return try parseSigned() }
    if take("!") != nil { return .not(try parseSigned()) }
    let base = try parsePostfix()
    guard take("^") != nil else { return base }
    return .operation("^", base, try parseSigned())
  }

  private mutating func parsePostfix() throws(FormulaError) -> Expression {
    var expression = try parsePrimary()
    while let symbol = take("(", "[", ".") {
      switch symbol {
      case "(":
        expression = .call(expression, try parseList(until: ")"))
      case "[":
        expression = .index(expression, try parseAny())
        try require("]")
      default:
        guard case .name(let name) = next else {
          throw FormulaError("a name is missing after '.'")
        }
        position += 1
        expression = .member(expression, name)
      }
    }
    return expression
  }

  private mutating func parsePrimary() throws(FormulaError) -> Expression {
    guard let token = next else {
      throw FormulaError("it ends too soon")
    }
    position += 1
    switch token {
    case .number(let number): return .number(number)
    case .text(let text): return .text(text)
    case .name(let name): return .name(name)
    case .symbol("("):
      let inner = try parseAny()
      try require(")")
      return inner
    case .symbol("["): return .list(try parseList(until: "]"))
    case .symbol(let symbol):
      throw FormulaError("'\(symbol)' is not expected there")
    }
  }

  private mutating func parseList(
    until end: String
  ) throws(FormulaError) -> [Expression] {
    var elements: [Expression] = []
    if take(end) != nil { return elements }
    repeat { elements.append(try parseAny()) } while take(",") != nil
    try require(end)
    return elements
  }
}
