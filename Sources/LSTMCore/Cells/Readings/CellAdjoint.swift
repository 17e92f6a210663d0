extension EquationCell {
  /// The same step backward: the instructions from the last to the first, each
  /// handing the error of its value on to its operands.
  public func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout EquationCell
  ) -> StepInputGradient {
    let program = definition.program
    var errors = CellErrors(
      values: readValues(step, x, previous),
      registers: [Vector?](repeating: nil, count: program.instructions.count),
      hasInput: x.count > 0)
    for k in program.instructions.indices.reversed() {
      let instruction = program.instructions[k]
      let error: Vector
      if let quantity = instruction.quantity {
        error = d.values[quantity]
      } else if let found = errors.registers[k] {
        error = found
      } else {
        continue
      }
      propagate(error, of: k, flow, &errors, &d, &gradient)
    }
    var result = StepInputGradient(
      input: Vector(zeros: x.count), previous: previous.zeros)
    for k in program.instructions.indices {
      guard let error = errors.registers[k] else { continue }
      switch program.instructions[k].operation {
      case .input: result.input = error
      case .before(let slot):
        result.previous[program.states[slot].quantity] = error
      default: break
      }
    }
    return result
  }

  /// The values that slopes need: those recorded, and the rest once more.
  private func readValues(
    _ step: Step, _ x: Vector, _ previous: State
  ) -> [Vector] {
    let program = definition.program
    var values = [Vector](repeating: [], count: program.instructions.count)
    for k in program.instructions.indices {
      let instruction = program.instructions[k]
      if let quantity = instruction.quantity {
        values[k] = step.values[quantity]
      } else if instruction.isRead {
        values[k] = value(of: instruction, values, x, previous, .lanes)
      }
    }
    return values
  }

  /// Hands the error of one value on.
  private func propagate(
    _ error: Vector, of k: Int, _ flow: GradientFlow,
    _ errors: inout CellErrors, _ d: inout Step,
    _ gradient: inout EquationCell
  ) {
    let instruction = definition.program.instructions[k]
    let operands = instruction.operands
    func value(_ place: Int) -> Vector { errors.values[operands[place]] }
    func isOpen(_ place: Int) -> Bool {
      flow == .full || !instruction.isCut[place]
    }
    func pass(_ place: Int, _ error: @autoclosure () -> Vector) {
      guard isOpen(place) else { return }
      add(error(), to: operands[place], &errors, &d)
    }
    let own = errors.values[k]
    switch instruction.operation {
    case .input, .before, .constant: break
    case .vector(let index): gradient.accumulate(error, vector: index)
    case .sum(let negative, _, let weights):
      for place in negative.indices {
        pass(place, negative[place] ? -1 * error : error)
      }
      for (offset, multiplier) in weights.enumerated() {
        let place = negative.count + offset
        passThroughWeights(
          multiplier, error, value(place), operands[place], isOpen(place),
          &errors, &d, &gradient)
      }
    case .product:
      let (a, b) = (value(0), value(1))
      pass(0, error * b)
      pass(1, error * a)
    case .quotient:
      let b = value(1)
      pass(0, error.zip(b, /))
      pass(1, -1 * (error * own).zip(b, /))
    case .maximum, .minimum:
      let isMaximum = instruction.operation == .maximum
      let first = value(0).zip(value(1)) {
        (isMaximum ? $0 > $1 : $0 < $1) ? 1 : 0
      }
      pass(0, error * first)
      pass(1, error * (1 - first))
    case .scaled(let scale): pass(0, scale * error)
    case .sigmoid: pass(0, error * own.sigmoidSlope)
    case .tanh: pass(0, error * own.tanhSlope)
    case .relu: pass(0, error * own.map { $0 > 0 ? 1 : 0 })
    case .exponential: pass(0, error * own)
    case .logarithm: pass(0, error.zip(value(0), /))
    case .magnitude:
      pass(0, error * value(0).map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 })
    case .root: pass(0, error.zip(own) { $0 / (2 * $1) })
    case .norm(let gain, let shift):
      let (values, root) = value(0).normalised()
      if let gain { gradient.accumulate(error * values, vector: gain) }
      if let shift { gradient.accumulate(error, vector: shift) }
      let scaled = gain.map { error * vectors[$0] } ?? error
      pass(0, Vector.throughNormalisation(scaled, values, root: root))
    case .joined:
      var start = 0
      for (place, register) in operands.enumerated() {
        let end =
          start + definition.program.instructions[register].width(sizes)
        pass(place, error[start..<end])
        start = end
      }
    case .part(let part, let count):
      var whole = Vector(zeros: error.count * count)
      whole.replace(part * error.count..<(part + 1) * error.count, with: error)
      pass(0, whole)
    case .spread: pass(0, error.blockSums(of: sizes.blockSize))
    case .same: pass(0, error)
    }
  }

  /// Back through W·v or p ⊙ v.
  private func passThroughWeights(
    _ multiplier: Instruction.Multiplier, _ error: Vector, _ value: Vector,
    _ register: Int, _ isOpen: Bool, _ errors: inout CellErrors,
    _ d: inout Step, _ gradient: inout EquationCell
  ) {
    let instruction = definition.program.instructions[register]
    switch multiplier {
    case .vector(let index):
      gradient.accumulate(error * value, vector: index)
      if isOpen { add(error * vectors[index], to: register, &errors, &d) }
    case .matrix(let index):
      if !gradient.matrices.isEmpty {
        gradient.matrices[index].addOuterProduct(error, value)
      }
      guard isOpen, errors.hasInput || instruction.operation != .input
      else { return }
      if let quantity = instruction.quantity {
        matrices[index].multiplyTransposed(
          error, addingInto: &d.values[quantity])
      } else {
        var sum =
          errors.registers[register]
          ?? Vector(zeros: instruction.width(sizes))
        errors.registers[register] = nil
        matrices[index].multiplyTransposed(error, addingInto: &sum)
        errors.registers[register] = sum
      }
    }
  }

  /// Adds to the error of a register: to the gradient of the quantity that it
  /// is, or to the register's own.
  private func add(
    _ error: Vector, to register: Int, _ errors: inout CellErrors,
    _ d: inout Step
  ) {
    let instruction = definition.program.instructions[register]
    if let quantity = instruction.quantity {
      d.values[quantity] += error
    } else if instruction.operation == .input, !errors.hasInput {
      return
    } else if errors.registers[register] == nil {
      errors.registers[register] = error
    } else {
      errors.registers[register]? += error
    }
  }

  private mutating func accumulate(_ error: Vector, vector index: Int) {
    if !vectors.isEmpty { vectors[index] += error }
  }
}

/// What is known while a step is walked backward.
private struct CellErrors {
  /// The values that slopes need, by register.
  let values: [Vector]
  /// The errors of registers that no step records.
  var registers: [Vector?]
  /// Whether ∂L/∂x is asked for.
  let hasInput: Bool
}
