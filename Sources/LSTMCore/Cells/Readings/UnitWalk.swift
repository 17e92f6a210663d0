/// Walks the instructions of one unit, as `CellNumbers` tells of them.
struct UnitWalk {
  let cell: EquationCell
  let unit: Int
  private let x: Vector
  private let previous: State
  private let registers: [Vector]
  private let letters: UnitLetters

  init(
    cell: EquationCell, unit: Int, step: Step, x: Vector, previous: State
  ) {
    (self.cell, self.unit) = (cell, unit)
    (self.x, self.previous) = (x, previous)
    registers = cell.registers(of: step, x, previous)
    letters = UnitLetters(program: cell.program)
  }

  private var program: CellProgram { cell.program }

  private func place(_ register: Int) -> Int {
    program.instructions[register].width == .block
      ? unit / cell.sizes.blockSize : unit
  }

  /// The sums of gates, candidates and outputs, then those inside other lines.
  func sums() -> [CellNumbers.Sum] {
    var sums: [CellNumbers.Sum] = []
    var told: Set<Int> = []
    for recorded in program.quantities
    where !recorded.isPreactivation
      && unit < max(1, registers[recorded.register].count)
        * (recorded.width == .block ? cell.sizes.blockSize : 1)
    {
      if let inner = index(of: recorded.quantity.innerSum) {
        sums.append(sum(of: inner, recordedAs: inner, steps: []))
        told.insert(inner)
      }
      if let source = index(of: recorded.quantity.preactivation),
        let steps = program.steps(
          from: program.quantities[source].register, to: recorded.register)
      {
        sums.append(
          sum(
            of: program.quantities.firstIndex {
              $0.quantity == recorded.quantity
            } ?? source, recordedAs: source, steps: steps))
        told.insert(source)
      } else if program.isWeighted(recorded.register),
        let own = index(of: recorded.quantity)
      {
        sums.append(sum(of: own, recordedAs: own, steps: []))
      }
    }
    for (k, recorded) in program.quantities.enumerated()
    where recorded.isPreactivation && !told.contains(k) {
      sums.append(sum(of: k, recordedAs: k, steps: []))
    }
    return sums
  }

  private func index(of quantity: Quantity) -> Int? {
    program.quantities.firstIndex { $0.quantity == quantity }
  }

  private func sum(
    of quantity: Int, recordedAs source: Int,
    steps: [(operation: Instruction.Operation, register: Int)]
  ) -> CellNumbers.Sum {
    let register = program.quantities[source].register
    let place = place(register)
    let (terms, bias) = terms(of: register, at: place)
    return CellNumbers.Sum(
      quantity: program.quantities[quantity].quantity,
      recorded: program.quantities[source].quantity, place: place,
      terms: terms, bias: bias,
      function: letters.text(
        of: program.quantities[quantity].register, calling: [register: "z"]),
      steps: steps.map(\.operation))
  }
}

extension UnitWalk {
  /// The terms of a sum at a place, and what is only added.
  private func terms(
    of register: Int, at place: Int
  ) -> (terms: [CellNumbers.Term], bias: Double?) {
    let instruction = program.instructions[register]
    switch instruction.operation {
    case .part(let part, let count):
      let whole = instruction.operands[0]
      let width = registers[whole].count / count
      return terms(of: whole, at: part * width + place)
    case .norm(let gain, let shift):
      let operand = instruction.operands[0]
      let (values, _) = registers[operand].normalised()
      let weight = gain.map { cell.vectors[$0][place] } ?? 1
      return (
        [
          CellNumbers.Term(
            source: letters.text(of: operand) + " normalised", input: nil,
            value: values[place], weight: weight,
            product: weight * values[place])
        ], shift.map { cell.vectors[$0][place] }
      )
    case .sum(let negative, let constant, let weights):
      return summands(instruction, negative, constant, weights, place)
    default:
      return (
        [
          CellNumbers.Term(
            source: letters.text(of: register), input: nil, value: nil,
            weight: nil, product: registers[register][place])
        ], nil
      )
    }
  }

  private func summands(
    _ instruction: Instruction, _ negative: [Bool], _ constant: Double,
    _ weights: [Instruction.Multiplier], _ place: Int
  ) -> (terms: [CellNumbers.Term], bias: Double?) {
    var bias: Double? = constant == 0 ? nil : constant
    var (terms, inputs) = ([CellNumbers.Term](), [CellNumbers.Term]())
    for (multiplier, register) in zip(
      weights, instruction.operands.dropFirst(negative.count))
    {
      if program.instructions[register].operation == .input {
        inputs += products(multiplier, register, place)
      } else {
        terms += products(multiplier, register, place)
      }
    }
    for (isNegative, register) in zip(negative, instruction.operands) {
      let value = (isNegative ? -1 : 1) * registers[register][place]
      let operand = program.instructions[register]
      if case .vector = operand.operation {
        bias = (bias ?? 0) + value
      } else if operand.operation == .product, operand.quantity == nil {
        let (a, b) = (operand.operands[0], operand.operands[1])
        terms.append(
          CellNumbers.Term(
            source: letters.text(of: register), input: nil,
            value: registers[b][place],
            weight: (isNegative ? -1 : 1) * registers[a][place],
            product: value))
      } else {
        terms.append(
          CellNumbers.Term(
            source: letters.text(of: register), input: nil, value: nil,
            weight: nil, product: value))
      }
    }
    return (terms + inputs, bias)
  }

  /// A row of weights, product by product.
  private func products(
    _ multiplier: Instruction.Multiplier, _ register: Int, _ place: Int
  ) -> [CellNumbers.Term] {
    let values = registers[register]
    switch multiplier {
    case .vector(let index):
      let weight = cell.vectors[index][place]
      return [
        CellNumbers.Term(
          source: letters.text(of: register), input: nil,
          value: values[place], weight: weight,
          product: values[place] * weight)
      ]
    case .matrix(let index):
      let row = cell.matrices[index][row: place]
      let isInput = program.instructions[register].operation == .input
      return letters.elements(of: register, registers).enumerated().map {
        j, name in
        CellNumbers.Term(
          source: name, input: isInput ? j : nil, value: values[j],
          weight: row[j], product: values[j] * row[j])
      }
    }
  }
}

extension UnitWalk {
  /// Quantities that are no sums of weights, but for those that are 1 less a
  /// gate: they are said where they are used.
  func results() -> [CellNumbers.Result] {
    program.quantities.compactMap { recorded in
      let register = recorded.register
      guard !recorded.isPreactivation, !program.isComplement(register),
        !program.isWeighted(register),
        index(of: recorded.quantity.preactivation).flatMap({
          program.steps(from: program.quantities[$0].register, to: register)
        }) == nil
      else { return nil }
      let symbol = recorded.quantity.symbol
      return CellNumbers.Result(
        quantity: recorded.quantity,
        equation: symbol + " = " + letters.text(of: register, isWhole: true),
        lines: lines(of: register, symbol))
    }
  }

  private func lines(
    of register: Int, _ symbol: String
  ) -> [CellNumbers.Line] {
    let instruction = program.instructions[register]
    // From its operands, whatever the step recorded of the quantity itself.
    let value = cell.value(of: instruction, registers, x, previous, .lanes)[
      place(register)]
    var lines: [CellNumbers.Line] = []
    switch instruction.operation {
    case .sum(let negative, 0, _) where negative.count > 1:
      let memory = instruction.operands.firstIndex(where: readsItself)
      for (k, operand) in instruction.operands.enumerated() {
        let name =
          memory == nil
          ? letters.text(of: operand) : k == memory ? "kept" : "written"
        lines.append(
          CellNumbers.Line(
            name: name, factors: factors(of: operand),
            value: registers[operand][self.place(operand)]))
      }
      lines.append(CellNumbers.Line(name: symbol, factors: [], value: value))
    case .product:
      for operand in instruction.operands
      where program.instructions[operand].quantity == nil
        && isFunction(operand)
      {
        lines.append(function(operand))
      }
      lines.append(
        CellNumbers.Line(
          name: symbol, factors: instruction.operands.map(number),
          value: value))
    default:
      if isFunction(register) { lines.append(function(register)) }
      lines.append(CellNumbers.Line(name: symbol, factors: [], value: value))
    }
    return lines
  }

  /// Whether a term has a part of the step before's state as a factor.
  private func readsItself(_ register: Int) -> Bool {
    let instruction = program.instructions[register]
    if case .before = instruction.operation { return true }
    return instruction.operation == .product
      && instruction.operands.contains { readsItself($0) }
  }

  private func isFunction(_ register: Int) -> Bool {
    switch program.instructions[register].operation {
    case .tanh, .sigmoid, .relu, .exponential: true
    case .scaled:
      isFunction(program.instructions[register].operands[0])
    default: false
    }
  }

  /// tanh(C), with C as a number.
  private func function(_ register: Int) -> CellNumbers.Line {
    var source = program.instructions[register].operands[0]
    while program.instructions[source].quantity == nil,
      program.instructions[source].operands.count == 1
    {
      source = program.instructions[source].operands[0]
    }
    let text = letters.text(
      of: register, calling: [source: "\u{0}"], isWhole: true)
    let parts = text.split(
      separator: "\u{0}", omittingEmptySubsequences: false)
    return CellNumbers.Line(
      name: letters.text(of: register, isWhole: true),
      factors: [
        CellNumbers.Factor(
          before: String(parts.first ?? ""),
          value: registers[source][place(source)],
          after: parts.count > 1 ? String(parts[1]) : "")
      ], value: registers[register][place(register)])
  }

  /// The numbers that a product multiplies, or the number itself.
  private func factors(of register: Int) -> [CellNumbers.Factor] {
    let instruction = program.instructions[register]
    let isProduct =
      instruction.operation == .product
      && (instruction.quantity == nil || !letters.isLeaf(register))
    return (isProduct ? instruction.operands : [register]).map(number)
  }

  private func number(_ register: Int) -> CellNumbers.Factor {
    CellNumbers.Factor(
      before: "", value: registers[register][place(register)], after: "")
  }
}
