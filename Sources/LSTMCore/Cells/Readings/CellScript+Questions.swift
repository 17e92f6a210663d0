// What a reader of a cell asks: how its memory goes on, and what its sums are.

extension CellScript {
  /// The rule of memory, or null.
  var memory: String {
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
  var sums: String {
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
