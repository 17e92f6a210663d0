extension CellDefinition {
  /// The cell as a JavaScript module of its own, whose `step` computes what
  /// `Cell.step` computes.
  ///
  ///     step(x, state, weights, hold) → { f, i, g, o, c, h, …, state }
  ///
  /// Vectors are `Float64Array`s, and a matrix is one of its rows, one after
  /// another; weights go by their letters, states and quantities by their keys.
  /// `hold(key, values)`, where given, is called right after each quantity was
  /// computed, and may change its values.
  public var javascript: String { CellScript(self).module }
}

/// Writes a cell's instructions as statements of JavaScript.
struct CellScript {
  let cell: CellDefinition
  private var program: CellProgram { cell.program }
  /// How many instructions read each register.
  private let uses: [Int]

  init(_ cell: CellDefinition) {
    self.cell = cell
    var uses = [Int](repeating: 0, count: cell.program.instructions.count)
    for instruction in cell.program.instructions {
      for operand in instruction.operands { uses[operand] += 1 }
    }
    self.uses = uses
  }

  /// The whole module: step, rule of memory, sums, and the functions they use.
  var module: String {
    let year = cell.year.map { " (\($0))" } ?? ""
    let equations = cell.lines.map { "//     \($0)" }
    return """
      // \(cell.name): \(cell.title)\(year)
      //
      \(equations.joined(separator: "\n"))
      //
      // Vectors are Float64Arrays, a matrix is one of its rows, one after another.
      // hold(key, values) may change what was just computed.

      export function step(x, state, weights, hold = () => {}) {
      \(statements.map { "  \($0)" }.joined(separator: "\n"))
      }

      // How the memory goes on, m′ = kept·m + written; q(key) is a unit's value.
      export const memory = \(memory);

      // The sums that gates and candidates are made of.
      export const sums = \(sums);

      \(Self.functions)
      """
  }

  // MARK: The step

  private var statements: [String] {
    var lines: [String] = []
    for k in program.instructions.indices where isNamed(k) {
      lines.append("const \(name(k)) = \(expression(k, isFresh: true));")
      if let quantity = program.instructions[k].quantity {
        let key = Self.quoted(program.quantities[quantity].quantity.key)
        lines.append("hold(\(key), \(name(k)));")
      }
    }
    func entry(_ recorded: CellProgram.Recorded) -> String {
      let (key, name) = (recorded.quantity.key, name(recorded.register))
      return key == name ? name : "\(Self.quoted(key)): \(name)"
    }
    let states = program.states.map { entry(program.quantities[$0.index]) }
    let all =
      program.quantities.map(entry)
      + ["state: { \(states.joined(separator: ", ")) }"]
    lines.append("return { \(all.joined(separator: ", ")) };")
    return lines
  }

  /// What is recorded or read more than once has a name.
  private func isNamed(_ register: Int) -> Bool {
    let instruction = program.instructions[register]
    switch instruction.operation {
    case .input, .before, .vector, .constant:
      return instruction.quantity != nil
    default: return instruction.quantity != nil || uses[register] > 1
    }
  }

  private func name(_ register: Int) -> String {
    guard let quantity = program.instructions[register].quantity else {
      return "r\(register)"
    }
    let key = program.quantities[quantity].quantity.key
    return Self.isPlain(key) && !Self.taken.contains(key)
      ? key : "q\(quantity)"
  }

  private func operand(_ register: Int) -> String {
    isNamed(register) ? name(register) : expression(register, isFresh: false)
  }

  /// - Parameter isFresh: whether it must be an array of its own.
  private func expression(_ register: Int, isFresh: Bool) -> String {
    let instruction = program.instructions[register]
    let operands = instruction.operands.map(operand)
    func call(_ function: String) -> String {
      "\(function)(\(operands.joined(separator: ", ")))"
    }
    func own(_ text: String) -> String { isFresh ? text + ".slice()" : text }
    switch instruction.operation {
    case .input: return own("x")
    case .before(let slot):
      return own("state" + Self.member(program.states[slot].quantity.key))
    case .vector(let index): return own(vector(index))
    case .constant(let value): return "\(value)"
    case .sum(let negative, let constant, let weights):
      return sum(operands, negative, constant, weights, own)
    case .product: return call("multiply")
    case .quotient: return call("divide")
    case .maximum: return call("larger")
    case .minimum: return call("smaller")
    case .scaled(let scale): return "multiply(\(scale), \(operands[0]))"
    case .sigmoid: return call("sigmoid")
    case .tanh: return "\(operands[0]).map(Math.tanh)"
    case .relu: return "larger(\(operands[0]), 0)"
    case .exponential: return "\(operands[0]).map(Math.exp)"
    case .logarithm: return "\(operands[0]).map(Math.log)"
    case .magnitude: return "\(operands[0]).map(Math.abs)"
    case .root: return "\(operands[0]).map(Math.sqrt)"
    case .norm(let gain, let shift):
      let parts = [
        operands[0], gain.map(vector) ?? "1", shift.map(vector) ?? "0",
      ]
      return "normalised(\(parts.joined(separator: ", ")))"
    case .joined: return call("joined")
    case .part(let part, let count):
      return "part(\(operands[0]), \(part), \(count))"
    case .spread:
      return "spread(\(operands[0]), (state.c ?? state.h).length)"
    case .same: return own(operands[0])
    }
  }

  private func sum(
    _ operands: [String], _ negative: [Bool], _ constant: Double,
    _ weights: [Instruction.Multiplier], _ own: (String) -> String
  ) -> String {
    var result: String? = constant == 0 ? nil : "\(constant)"
    var isArray = false
    for (isNegative, operand) in zip(negative, operands) {
      switch (result, isNegative) {
      case (nil, false): result = operand
      case (nil, true): result = "subtract(0, \(operand))"
      case (let sum?, true): result = "subtract(\(sum), \(operand))"
      case (let sum?, false): result = "add(\(sum), \(operand))"
      }
      isArray = isArray || isNegative || operand != result
    }
    for (multiplier, operand) in zip(
      weights, operands.dropFirst(negative.count))
    {
      let product =
        switch multiplier {
        case .matrix(let index): "dot(\(matrix(index)), \(operand))"
        case .vector(let index): "multiply(\(vector(index)), \(operand))"
        }
      result = result.map { "add(\($0), \(product))" } ?? product
      isArray = true
    }
    let text = result ?? "0"
    return isArray ? text : own(text)
  }

  private func matrix(_ index: Int) -> String {
    "weights" + Self.member(program.matrices[index].letters)
  }

  private func vector(_ index: Int) -> String {
    "weights" + Self.member(program.vectors[index].letters)
  }
}

// MARK: What a reader asks

extension CellScript {
  /// The rule of memory, or null.
  private var memory: String {
    let layer = cell.layer(inputs: 1, units: 1)
    guard let rule = MemoryRule(of: layer) else { return "null" }
    let written = rule.others.map(value).joined(separator: " + ")
    return "{ quantity: \(Self.quoted(rule.quantity.key)), "
      + "kept: (q) => \(rule.factor.map(value) ?? "1"), "
      + "written: (q) => \(written) }"
  }

  /// The value of a register for one unit, from what a step records.
  private func value(_ register: Int) -> String {
    let instruction = program.instructions[register]
    if let quantity = instruction.quantity {
      return "q(\(Self.quoted(program.quantities[quantity].quantity.key)))"
    }
    let operands = instruction.operands.map(value)
    switch instruction.operation {
    case .constant(let number): return "\(number)"
    case .product: return "\(operands[0]) * \(operands[1])"
    case .scaled(let scale): return "\(scale) * \(operands[0])"
    case .sum(let negative, let constant, _):
      return "(\(constant)"
        + zip(negative, operands).map { ($0 ? " - " : " + ") + $1 }.joined()
        + ")"
    default: return operands[0]
    }
  }

  /// The sums by the key of what they become: their terms, and how.
  private var sums: String {
    let letters = UnitLetters(program: program)
    var entries: [String] = []
    for recorded in program.quantities where !recorded.isPreactivation {
      let inside = program.quantities.first {
        $0.quantity == recorded.quantity.preactivation
          && program.steps(from: $0.register, to: recorded.register) != nil
      }
      let register = inside?.register ?? recorded.register
      guard program.isWeighted(register), let parts = parts(of: register)
      else { continue }
      let function = letters.text(
        of: recorded.register, calling: [register: "z"], isWhole: inside != nil)
      entries.append(
        "  \(Self.quoted(recorded.quantity.key)): { "
          + "function: \(Self.quoted(inside == nil ? "" : function)),\n"
          + "    parts: [\(parts.joined(separator: ",\n      "))] },")
    }
    return "{\n\(entries.joined(separator: "\n"))\n}"
  }

  /// The terms of a sum; nil where one cannot be said in short.
  private func parts(of register: Int) -> [String]? {
    let instruction = program.instructions[register]
    guard
      case .sum(let negative, 0, let weights) = instruction.operation
    else { return nil }
    var parts: [String] = []
    for (multiplier, operand) in zip(
      weights, instruction.operands.dropFirst(negative.count))
    {
      guard let source = source(operand) else { return nil }
      switch multiplier {
      case .matrix(let index):
        let name = Self.quoted(program.matrices[index].letters)
        parts.append("{ matrix: \(name), of: \(source) }")
      case .vector(let index):
        let name = Self.quoted(program.vectors[index].letters)
        parts.append("{ weight: \(name), of: \(source) }")
      }
    }
    for (isNegative, operand) in zip(negative, instruction.operands) {
      let sign = isNegative ? -1 : 1
      if case .vector(let index) = program.instructions[operand].operation {
        let name = Self.quoted(program.vectors[index].letters)
        parts.append("{ bias: \(name), sign: \(sign) }")
      } else if let source = source(operand) {
        parts.append("{ term: \(source), sign: \(sign) }")
      } else {
        return nil
      }
    }
    return parts
  }

  /// Where a vector comes from: ["input"], ["before", key], ["now", key],
  /// ["product", a, b], ["joined", a, b, …].
  private func source(_ register: Int) -> String? {
    let instruction = program.instructions[register]
    if let quantity = instruction.quantity {
      let key = program.quantities[quantity].quantity.key
      return "[\"now\", \(Self.quoted(key))]"
    }
    func list(_ kind: String) -> String? {
      let parts = instruction.operands.compactMap(source)
      return parts.count == instruction.operands.count
        ? "[\"\(kind)\", \(parts.joined(separator: ", "))]" : nil
    }
    switch instruction.operation {
    case .input: return "[\"input\"]"
    case .before(let slot):
      return "[\"before\", \(Self.quoted(program.states[slot].quantity.key))]"
    case .product: return list("product")
    case .joined: return list("joined")
    default: return nil
    }
  }
}

extension Cell {
  /// The weights by the letters of the equations, as `CellDefinition.javascript`
  /// takes them: matrices first, each row after row.
  public var lettered: [(letters: String, shape: [Int], values: [Double])] {
    let cell = byEquations
    return zip(cell.program.matrices, cell.matrices).map {
      ($0.letters, [$1.rows, $1.columns], $1.elements)
    }
      + zip(cell.program.vectors, cell.vectors).map {
        ($0.letters, [$1.count], $1.elements)
      }
  }
}
