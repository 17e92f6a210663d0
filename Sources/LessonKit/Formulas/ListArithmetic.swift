/// What the signs between two values do; element by element on lists.
enum ListArithmetic {
  static func apply(_ symbol: String, _ a: Value, _ b: Value) throws -> Value {
    switch (a, b) {
    case (.number(let x), .number(let y)): return numeric(symbol, x, y)
    case (.text(let x), .text(let y)): return try textual(symbol, x, y)
    case (.text(let x), .number(let y)) where symbol == "*":
      return .text(try repeated(x, y))
    case (.list(let x), .list(let y)):
      guard x.count == y.count else {
        throw FormulaError(
          "'\(symbol)' between lists of \(x.count) and of \(y.count)")
      }
      return .list(try zip(x, y).map { try apply(symbol, $0, $1) })
    case (.list(let x), .number):
      return .list(try x.map { try apply(symbol, $0, b) })
    case (.number, .list(let y)):
      return .list(try y.map { try apply(symbol, a, $0) })
    case (.flag(let x), .flag(let y)) where symbol == "==":
      return .flag(x == y)
    case (.flag(let x), .flag(let y)) where symbol == "!=":
      return .flag(x != y)
    default:
      throw FormulaError("'\(symbol)' between \(a.kind) and \(b.kind)")
    }
  }

  private static func numeric(
    _ symbol: String, _ x: Double, _ y: Double
  ) -> Value {
    switch symbol {
    case "+": .number(x + y)
    case "-": .number(x - y)
    case "*": .number(x * y)
    case "/": .number(x / y)
    case "^": .number(pow(x, y))
    case "<": .flag(x < y)
    case "<=": .flag(x <= y)
    case ">": .flag(x > y)
    case ">=": .flag(x >= y)
    case "!=": .flag(x != y)
    default: .flag(x == y)
    }
  }

  private static func textual(
    _ symbol: String, _ x: String, _ y: String
  ) throws -> Value {
    switch symbol {
    case "+":
      guard x.utf8.count + y.utf8.count <= longestText else {
        throw FormulaError("a text longer than \(longestText) bytes")
      }
      return .text(x + y)
    case "==": return .flag(x == y)
    case "!=": return .flag(x != y)
    default: throw FormulaError("'\(symbol)' between two texts")
    }
  }

  private static let longestText = 100_000

  private static func repeated(_ text: String, _ count: Double) throws -> String
  {
    guard let count = Int(exactly: count), (0...longestText).contains(count),
      text.utf8.count <= longestText,
      text.utf8.count * count <= longestText
    else { throw FormulaError("a text cannot be repeated so") }
    return String(repeating: text, count: count)
  }
}
