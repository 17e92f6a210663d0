import LSTMCore

/// What a formula can give.
package indirect enum Value: Sendable {
  /// A number.
  case number(Double)
  /// A text, such as the letter of a choice.
  case text(String)
  /// Whether something holds.
  case flag(Bool)
  /// Values in order: a vector, or rows of a matrix.
  case list([Value])
  /// Weights that can be run.
  case cell(LSTMCell)
  /// What one layer computed over a sequence, or the gradient of it.
  case trace(TraceValue)
  /// A function that lessons may call or pass on.
  case function(Function)

  /// A function of values.
  package typealias Function =
    @Sendable ([Value], Evaluator) throws -> Value

  /// A list of numbers.
  package static func numbers(_ numbers: some Sequence<Double>) -> Value {
    .list(numbers.map(Value.number))
  }
}

/// One layer of a trace, whose quantities are looked up by key: `t.f[3][0]` is
/// the forget gate of unit 0 at step 3. A layer of one unit gives plain numbers,
/// `t.f[3]`.
package struct TraceValue: Sendable {
  let trace: Trace
  let layer: Int

  /// The quantity called `key` as rows of units, one a step.
  func member(_ key: String) -> Value? {
    guard let first = trace.steps.first?[layer],
      let quantity = CellFamily.quantity(key),
      first.quantities.contains(quantity)
    else { return nil }
    let rows = trace.steps.map { $0[layer][quantity].elements }
    return first[quantity].count == 1
      ? .numbers(rows.map { $0[0] }) : .list(rows.map(Value.numbers))
  }
}

extension Value {
  /// What kind of value this is, for messages.
  var kind: String {
    switch self {
    case .number: "a number"
    case .text: "a text"
    case .flag: "true or false"
    case .list(let values): "a list of \(values.count)"
    case .cell: "a cell"
    case .trace: "a trace"
    case .function: "a function"
    }
  }

  func number(_ role: String) throws(FormulaError) -> Double {
    if case .number(let number) = self { return number }
    throw FormulaError("\(role) must be a number, not \(kind)")
  }

  func whole(_ role: String) throws(FormulaError) -> Int {
    let number = try number(role)
    guard let whole = Int(exactly: number) else {
      throw FormulaError("\(role) must be a whole number, not \(shown)")
    }
    return whole
  }

  func flag(_ role: String) throws(FormulaError) -> Bool {
    if case .flag(let flag) = self { return flag }
    throw FormulaError("\(role) must be true or false, not \(kind)")
  }

  func text(_ role: String) throws(FormulaError) -> String {
    if case .text(let text) = self { return text }
    throw FormulaError("\(role) must be a text, not \(kind)")
  }

  func list(_ role: String) throws(FormulaError) -> [Value] {
    if case .list(let list) = self { return list }
    throw FormulaError("\(role) must be a list, not \(kind)")
  }

  func numbers(_ role: String) throws(FormulaError) -> [Double] {
    try list(role).map { value throws(FormulaError) in
      try value.number("every element of \(role)")
    }
  }

  func cell(_ role: String) throws(FormulaError) -> LSTMCell {
    if case .cell(let cell) = self { return cell }
    throw FormulaError("\(role) must be a cell, not \(kind)")
  }
}

extension Value {
  /// The value as lessons print it: numbers to four digits.
  package var shown: String { shown(digits: 4) }

  /// The value as text, numbers to `digits` significant digits.
  func shown(digits: Int) -> String {
    switch self {
    case .number(let number): number.shown(digits: digits)
    case .text(let text): text
    case .flag(let flag): flag ? "true" : "false"
    case .list(let values):
      values.map { $0.shown(digits: digits) }.joined(separator: ", ")
    case .cell(let cell): "a cell of \(cell.hiddenSize) units"
    case .trace(let trace): "a trace of \(trace.trace.count) steps"
    case .function: "a function"
    }
  }
}
