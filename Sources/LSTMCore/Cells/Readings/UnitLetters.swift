/// What a unit's values are called in arithmetic: `f · C before + i · C̃`, in
/// modern letters, whatever the notation of the text.
struct UnitLetters {
  let program: CellProgram

  /// Whether a register goes by a letter of its own: what is recorded, but for
  /// what is 1 less a gate.
  func isLeaf(_ register: Int) -> Bool {
    program.instructions[register].quantity != nil
      && !program.isComplement(register)
  }

  /// A register in letters.
  ///
  /// - Parameters:
  ///   - names: what some registers are called instead.
  ///   - isWhole: whether to tell how it is made even if it has a letter.
  func text(
    of register: Int, calling names: [Int: String] = [:], isWhole: Bool = false
  ) -> String {
    if let name = names[register] { return name }
    let instruction = program.instructions[register]
    if !isWhole, names.isEmpty || !leads(register, to: names),
      isLeaf(register), let quantity = instruction.quantity
    {
      let recorded = program.quantities[quantity].quantity
      return recorded.key.hasPrefix("u") && recorded.isPreactivation
        ? "u" : recorded.symbol
    }
    func operand(_ k: Int) -> String {
      text(of: instruction.operands[k], calling: names)
    }
    switch instruction.operation {
    case .input: return "x"
    case .before(let slot):
      return program.states[slot].quantity.symbol + " before"
    case .vector(let index): return program.vectors[index].letters
    case .constant(let value): return Self.number(value)
    case .sum: return sum(instruction, names)
    case .product:
      return factor(instruction.operands[0], names) + " · "
        + factor(instruction.operands[1], names)
    case .quotient:
      return factor(instruction.operands[0], names) + " / "
        + factor(instruction.operands[1], names)
    case .scaled(0.5): return factor(instruction.operands[0], names) + "/2"
    case .scaled(let scale):
      return Self.number(scale) + "·" + factor(instruction.operands[0], names)
    case .sigmoid: return "σ(\(operand(0)))"
    case .tanh: return "tanh(\(operand(0)))"
    case .relu: return "max(0, \(operand(0)))"
    case .exponential: return "exp(\(operand(0)))"
    case .logarithm: return "log(\(operand(0)))"
    case .magnitude: return "abs(\(operand(0)))"
    case .root: return "sqrt(\(operand(0)))"
    case .maximum: return "max(\(operand(0)), \(operand(1)))"
    case .minimum: return "min(\(operand(0)), \(operand(1)))"
    case .norm: return "LN(\(operand(0)))"
    case .joined:
      return "["
        + instruction.operands.map { text(of: $0, calling: names) }
        .joined(separator: ", ") + "]"
    case .part, .spread, .same: return operand(0)
    }
  }

  /// Whether a register is made of one of those that have other names.
  private func leads(_ register: Int, to names: [Int: String]) -> Bool {
    names[register] != nil
      || program.instructions[register].operands.contains {
        leads($0, to: names)
      }
  }

  private func sum(
    _ instruction: Instruction, _ names: [Int: String]
  ) -> String {
    guard
      case .sum(let negative, let constant, let weights) =
        instruction.operation
    else { return "" }
    var terms: [(isNegative: Bool, text: String)] = []
    for (multiplier, register) in zip(
      weights, instruction.operands.dropFirst(negative.count))
    {
      let operand = factor(register, names)
      switch multiplier {
      case .matrix(let index):
        terms.append((false, program.matrices[index].letters + "·" + operand))
      case .vector(let index):
        terms.append((false, program.vectors[index].letters + " · " + operand))
      }
    }
    if constant != 0 {
      terms.append((constant < 0, Self.number(constant.magnitude)))
    }
    for (isNegative, register) in zip(negative, instruction.operands) {
      terms.append((isNegative, text(of: register, calling: names)))
    }
    return terms.enumerated().map { k, term in
      k == 0
        ? (term.isNegative ? "−" : "") + term.text
        : (term.isNegative ? " − " : " + ") + term.text
    }.joined()
  }

  /// The same in parentheses where it is a sum.
  private func factor(_ register: Int, _ names: [Int: String]) -> String {
    let text = text(of: register, calling: names)
    var source = register
    while program.instructions[source].operation == .spread {
      source = program.instructions[source].operands[0]
    }
    guard case .sum = program.instructions[source].operation,
      !isLeaf(source), names[source] == nil
    else { return text }
    return "(" + text + ")"
  }

  /// A name for every value of a register that a row of weights reads.
  func elements(of register: Int, _ registers: [Vector]) -> [String] {
    let instruction = program.instructions[register]
    let count = registers[register].count
    switch instruction.operation {
    case .before(let slot):
      let symbol = program.states[slot].quantity.symbol
      return (0..<count).map { "\(symbol)[\($0)]" }
    case .joined:
      let name = program.names[register] ?? "y"
      var start = 0
      return instruction.operands.flatMap { operand in
        let width = registers[operand].count
        defer { start += width }
        if case .before(let slot) = program.instructions[operand].operation,
          program.states[slot].quantity != .hidden
        {
          return (start..<start + width).map { "\(name)[\($0)]" }
        }
        return elements(of: operand, registers)
      }
    case .product where instruction.quantity == nil:
      let names = instruction.operands.map { operand in
        if case .before(let slot) = program.instructions[operand].operation {
          return program.states[slot].quantity.symbol
        }
        return text(of: operand)
      }
      return (0..<count).map { names.joined(separator: "·") + "[\($0)]" }
    default:
      let text = text(of: register)
      return (0..<count).map { "\(text)[\($0)]" }
    }
  }

  private static func number(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}

extension CellProgram {
  /// Whether a register is 1 less something, or the like: no term of it is
  /// multiplied.
  func isComplement(_ register: Int) -> Bool {
    guard
      case .sum(let negative, let constant, let weights) =
        instructions[register].operation
    else { return false }
    return weights.isEmpty && negative.count == 1 && constant != 0
  }

  /// Whether a register is a sum of products with weights.
  func isWeighted(_ register: Int) -> Bool {
    if case .sum(_, _, let weights) = instructions[register].operation {
      return !weights.isEmpty
    }
    return false
  }

  /// The functions of one argument that lead from a register to another, in
  /// order; nil where it is not made of that one alone.
  func steps(
    from source: Int, to register: Int
  ) -> [(operation: Instruction.Operation, register: Int)]? {
    if source == register { return [] }
    let instruction = instructions[register]
    guard instruction.operands.count == 1 else { return nil }
    switch instruction.operation {
    case .part, .norm, .spread, .joined: return nil
    case .sum(_, _, let weights) where !weights.isEmpty: return nil
    default: break
    }
    guard let earlier = steps(from: source, to: instruction.operands[0]) else {
      return nil
    }
    return earlier + [(instruction.operation, register)]
  }
}
