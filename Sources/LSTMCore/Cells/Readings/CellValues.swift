extension EquationCell {
  /// One step: reads `x` (input) and the previous state, and returns all that
  /// was computed.
  public func step(_ x: Vector, from previous: State) -> Step {
    values(x, from: previous, .lanes) { $1 }
  }

  /// One step in which `held` sees every quantity right after it was computed,
  /// and what it returns takes the quantity's place in all that follows.
  ///
  /// - Parameter arithmetic: how sums and functions are computed.
  public func step(
    _ x: Vector, from previous: State, arithmetic: Arithmetic = .lanes,
    holding held: (Quantity, Vector) -> Vector
  ) -> Step {
    values(x, from: previous, arithmetic) { index, value in
      held(definition.quantities[index], value)
    }
  }

  /// The instructions, one after another.
  @inline(__always)
  private func values(
    _ x: Vector, from previous: State, _ arithmetic: Arithmetic,
    _ held: (Int, Vector) -> Vector
  ) -> Step {
    let program = definition.program
    require(x, previous)
    var registers = [Vector](repeating: [], count: program.instructions.count)
    var recorded = [Vector](repeating: [], count: program.quantities.count)
    for k in program.instructions.indices {
      var value = value(
        of: program.instructions[k], registers, x, previous, arithmetic)
      if let quantity = program.instructions[k].quantity {
        value = held(quantity, value)
        recorded[quantity] = value
      }
      registers[k] = value
    }
    return Step(definition.layout, recorded)
  }

  private func require(_ x: Vector, _ previous: State) {
    precondition(
      x.count == inputSize, "\(x.count) values for a cell of \(inputSize)")
    precondition(
      program.states.allSatisfy {
        previous.values(of: $0).count == $0.width(sizes)
      }, "a state of \(previous.count) values that does not fit")
  }

  var program: CellProgram { definition.program }

  /// What one instruction makes of its operands.
  func value(
    of instruction: Instruction, _ registers: [Vector], _ x: Vector,
    _ previous: State, _ arithmetic: Arithmetic
  ) -> Vector {
    let operands = instruction.operands
    func operand(_ k: Int) -> Vector { registers[operands[k]] }
    switch instruction.operation {
    case .input: return x
    case .before(let slot): return previous.values(of: program.states[slot])
    case .vector(let index): return vectors[index]
    case .constant(let value):
      return Vector(
        [Double](repeating: value, count: instruction.width(sizes)))
    case .sum(let negative, let constant, let weights):
      return sum(
        instruction, negative, constant, weights, registers, arithmetic)
    case .product: return operand(0) * operand(1)
    case .quotient: return operand(0).zip(operand(1), /)
    case .maximum: return operand(0).zip(operand(1)) { max($0, $1) }
    case .minimum: return operand(0).zip(operand(1)) { min($0, $1) }
    case .scaled(let scale): return scale * operand(0)
    case .sigmoid: return arithmetic.sigmoid(operand(0))
    case .tanh: return arithmetic.tanh(operand(0))
    case .relu: return operand(0).map { max(0, $0) }
    case .exponential: return operand(0).map(Double.exp)
    case .logarithm: return operand(0).map(Double.log)
    case .magnitude: return operand(0).map(\.magnitude)
    case .root: return operand(0).map { $0.squareRoot() }
    case .norm(let gain, let shift):
      return arithmetic.normalised(
        operand(0), gain: gain.map { vectors[$0] },
        shift: shift.map { vectors[$0] })
    case .joined: return Vector(joining: operands.map { registers[$0] })
    case .part(let part, let count):
      let width = operand(0).count / count
      return operand(0)[part * width..<(part + 1) * width]
    case .spread: return operand(0).spread(over: sizes.blockSize)
    case .same: return operand(0)
    }
  }

  private func sum(
    _ instruction: Instruction, _ negative: [Bool], _ constant: Double,
    _ weights: [Instruction.Multiplier], _ registers: [Vector],
    _ arithmetic: Arithmetic
  ) -> Vector {
    let operands = instruction.operands
    var result = plainTerms(instruction, negative, constant, registers)
    for (k, multiplier) in weights.enumerated() {
      let factor = registers[operands[negative.count + k]]
      switch multiplier {
      case .matrix(let index):
        arithmetic.multiply(
          matrices[index], factor, addingInto: &result,
          parts: program.matrices[index].parts)
      case .vector(let index):
        let product = vectors[index] * factor
        if k == 0 && negative.isEmpty && constant == 0 {
          result = product
        } else {
          result += product
        }
      }
    }
    return result
  }
}

extension EquationCell {
  /// The terms of a sum that no weights multiply, in order, and its constant.
  private func plainTerms(
    _ instruction: Instruction, _ negative: [Bool], _ constant: Double,
    _ registers: [Vector]
  ) -> Vector {
    let operands = instruction.operands
    guard let isNegative = negative.first else {
      let count = instruction.width(sizes)
      return constant == 0
        ? Vector(zeros: count)
        : Vector([Double](repeating: constant, count: count))
    }
    var result = registers[operands[0]]
    if constant != 0 {
      result = isNegative ? constant - result : result.map { $0 + constant }
    } else if isNegative {
      result = -1 * result
    }
    for k in negative.indices.dropFirst() {
      result =
        negative[k]
        ? result - registers[operands[k]] : result + registers[operands[k]]
    }
    return result
  }
}

extension State {
  /// The values of a part.
  func values(of slot: CellProgram.StateSlot) -> Vector {
    switch slot.place {
    case .hidden: hidden
    case .cell: cell
    case .further(let index): further[index].values
    }
  }
}

extension Vector {
  /// A block's value for each of its `count` units.
  package func spread(over count: Int) -> Vector {
    guard count > 1 else { return self }
    return Vector(elements.flatMap { [Double](repeating: $0, count: count) })
  }

  /// The backward twin of `spread`: the sum over each block's units.
  package func blockSums(of count: Int) -> Vector {
    guard count > 1 else { return self }
    let values = elements
    return Vector(
      stride(from: 0, to: values.count, by: count).map { start in
        values[start..<start + count].reduce(0, +)
      })
  }
}

extension EquationCell {
  /// The value of every register at a recorded step.
  func registers(
    of step: Step, _ x: Vector, _ previous: State
  ) -> [Vector] {
    var registers: [Vector] = []
    for instruction in program.instructions {
      registers.append(
        instruction.quantity.map { step.values[$0] }
          ?? value(of: instruction, registers, x, previous, .lanes))
    }
    return registers
  }
}
