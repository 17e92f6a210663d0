import LSTMCore
import Synchronization

/// Evaluates formulas with names bound to values.
///
/// A budget of steps keeps any formula finite: a learner's answer is evaluated
/// too.
package struct Evaluator: Sendable {
  /// The names that are bound.
  package var bindings: [String: Value]
  private let budget: Budget
  private let functions: [String: Value]

  /// How deeply one formula may call another.
  private var depth = 0

  /// An evaluator with the given names.
  package init(_ bindings: [String: Value] = [:]) {
    self.bindings = bindings
    functions = Functions.all
    budget = Budget()
  }

  init(functions: [String: Value]) {
    bindings = [:]
    self.functions = functions
    budget = Budget()
  }

  /// The value of the formula `text`.
  ///
  /// - Throws: `FormulaError`.
  package func value(of text: String) throws -> Value {
    try value(Expression(text))
  }

  /// `text` with every `{formula}` in it replaced by its value. A second part
  /// says how many digits: `{f[0]:3}`.
  package func filled(_ text: String) throws -> String {
    var (result, rest) = ("", Substring(text))
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      rest = rest[rest.index(after: open)...]
      guard let close = rest.firstIndex(of: "}") else {
        throw FormulaError("a closing } is missing in: \(text)")
      }
      result += try shown(String(rest[..<close]))
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private func shown(_ hole: String) throws -> String {
    if let match = hole.wholeMatch(of: /(.*):([1-9])/),
      let digits = Int(match.2)
    {
      return try value(of: String(match.1)).shown(digits: digits)
    }
    return try value(of: hole).shown
  }

  func value(_ expression: Expression) throws -> Value {
    try budget.spend(1)
    switch expression {
    case .number(let number): return .number(number)
    case .text(let text): return .text(text)
    case .name(let name): return try bound(name)
    case .list(let elements): return .list(try elements.map(value))
    case .negation(let inner):
      return try ListArithmetic.apply("-", .number(0), value(inner))
    case .not(let inner):
      return .flag(!(try value(inner).flag("what follows '!'")))
    case .operation("&&", let a, let b):
      return .flag(
        try value(a).flag("what stands before '&&'")
          && value(b).flag("what follows '&&'"))
    case .operation("||", let a, let b):
      return .flag(
        try value(a).flag("what stands before '||'")
          || value(b).flag("what follows '||'"))
    case .operation(let symbol, let a, let b):
      let result = try ListArithmetic.apply(symbol, value(a), value(b))
      if case .list(let elements) = result { try budget.spend(elements.count) }
      return result
    case .choice(let condition, let yes, let no):
      let holds = try value(condition).flag("what stands before '?'")
      return try value(holds ? yes : no)
    case .index(let list, let index): return try element(list, index)
    case .member(let whole, let name): return try member(whole, name)
    case .call(let function, let arguments):
      return try call(value(function), arguments.map(value))
    case .lambda(let name, let body):
      let scope = bindings
      return .function { arguments, evaluator in
        guard arguments.count == 1 else {
          throw FormulaError("'\(name) =>' takes one value")
        }
        var inner = evaluator
        inner.bindings = scope
        inner.bindings[name] = arguments[0]
        return try inner.value(body)
      }
    }
  }

  /// Calls a function value.
  func call(_ function: Value, _ arguments: [Value]) throws -> Value {
    guard case .function(let body) = function else {
      throw FormulaError("\(function.kind) cannot be called")
    }
    guard depth < 50 else { throw FormulaError("calls nested too deeply") }
    try budget.spend(1)
    var inner = self
    inner.depth += 1
    return try body(arguments, inner)
  }

  private func bound(_ name: String) throws -> Value {
    let name = Self.aliases[name] ?? name
    guard let value = bindings[name] ?? functions[name] else {
      throw FormulaError(
        "nothing here is called '\(name)'"
          + (bindings.isEmpty
            ? ""
            : "; there are \(bindings.keys.sorted().joined(separator: ", "))"))
    }
    return value
  }

  private static let aliases = [
    "\u{3C3}": "sigmoid", "sigma": "sigmoid", "log": "ln", "C\u{303}": "g",
    "\u{3C0}": "pi",
  ]

  private func element(
    _ list: Expression, _ index: Expression
  ) throws -> Value {
    let values = try value(list).list("what is indexed")
    let index = try value(index).whole("an index")
    let position = index < 0 ? values.count + index : index
    guard values.indices.contains(position) else {
      throw FormulaError("there is no element \(index) in \(values.count)")
    }
    return values[position]
  }

  private func member(_ whole: Expression, _ name: String) throws -> Value {
    let whole = try value(whole)
    guard case .trace(let trace) = whole,
      let member = trace.member(Self.aliases[name] ?? name)
    else { throw FormulaError("\(whole.kind) has no part '\(name)'") }
    return member
  }
}

/// How much work a formula may still do.
private final class Budget: Sendable {
  private let left = Mutex(5_000_000)

  func spend(_ amount: Int) throws {
    let left = left.withLock { left in
      left -= amount
      return left
    }
    guard left >= 0 else { throw FormulaError("it takes too long") }
  }
}
