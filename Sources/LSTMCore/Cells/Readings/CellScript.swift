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
  var program: CellProgram { cell.program }
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
    case .tanh: return "each(\(operands[0]), Math.tanh)"
    case .relu: return "larger(\(operands[0]), 0)"
    case .exponential: return "each(\(operands[0]), Math.exp)"
    case .logarithm: return "each(\(operands[0]), Math.log)"
    case .magnitude: return "each(\(operands[0]), Math.abs)"
    case .root: return "each(\(operands[0]), Math.sqrt)"
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
      switch multiplier {
      case .matrix(let index):
        let onto = result.map { ", \($0)" } ?? ""
        result = "dot(\(matrix(index)), \(operand)\(onto))"
      case .vector(let index):
        let product = "multiply(\(vector(index)), \(operand))"
        result = result.map { "add(\($0), \(product))" } ?? product
      }
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
