/// The equations of a cell as a list of instructions, each with a register of
/// its own: what readings that compute walk, forward or backward.
struct CellProgram: Sendable {
  var instructions: [Instruction] = []
  /// What a step records, in order.
  var quantities: [Recorded] = []
  /// What goes on to the next step: h, then C where there is one, then the
  /// rest in the order of the quantities.
  var states: [StateSlot] = []
  /// Every letter that weights have; matrices, then vectors.
  var matrices: [Weight] = []
  var vectors: [Weight] = []
  /// What lines call registers that no step records.
  var names: [Int: String] = [:]
  /// Whether going backward needs the values of x for more than the gradient
  /// of weights.
  var readsInput = false

  /// One quantity of a step.
  struct Recorded: Sendable {
    let quantity: Quantity
    /// The letters of the text.
    let letters: String
    let register: Int
    let width: Width
    let isPreactivation: Bool
  }

  /// One part of the state.
  struct StateSlot: Sendable {
    let quantity: Quantity
    /// Which of the recorded quantities it is.
    let index: Int
    let width: Width
    let place: Place

    /// Where a `State` has it.
    enum Place: Sendable {
      case hidden, cell
      case further(Int)
    }
  }

  /// The weights of one letter.
  struct Weight: Sendable {
    let letters: String
    let rows: Width
    /// Nil for a vector.
    let columns: Width?
    /// What it multiplies or is added to.
    let use: Use
    /// As how many arrays of rows it is stored.
    var parts = 1

    enum Use: Sendable {
      /// A matrix on x, on something of the step before, or on this step's.
      case onInput, onPrevious, onCurrent
      /// A vector that multiplies unit by unit, or is only added.
      case factor, summand
      /// Gain and shift of a layer normalisation.
      case gain, shift
    }
  }
}

/// One instruction: what becomes of its operands.
struct Instruction: Sendable {
  var operation: Operation
  /// Registers.
  var operands: [Int]
  let width: Width
  /// Which operands get no error in the truncated flow.
  var isCut: [Bool]
  /// Which recorded quantity it gives.
  var quantity: Int?
  /// Whether going backward needs its value.
  var isRead = false
  /// Whether it is made of the step before's values alone.
  var isBefore = false

  enum Operation: Equatable, Sendable {
    case input
    /// A part of the state as the step before left it.
    case before(Int)
    case vector(Int)
    case constant(Double)
    /// A sum: first the plain terms in order, of which some are subtracted,
    /// and a constant; then a product with weights for each further operand.
    case sum(negative: [Bool], constant: Double, weights: [Multiplier])
    case product, quotient, maximum, minimum
    case scaled(Double)
    case sigmoid, tanh, relu, exponential, logarithm, magnitude, root
    /// Layer normalisation with a gain and a shift, of the vectors.
    case norm(gain: Int?, shift: Int?)
    case joined
    /// One of several equal pieces.
    case part(Int, of: Int)
    case spread
    /// The same under another name.
    case same
  }

  /// What multiplies a term of a sum.
  enum Multiplier: Equatable, Sendable {
    case matrix(Int), vector(Int)
  }
}

extension CellProgram {
  /// Marks the values that going backward reads: those that slopes need and
  /// no step records, and those that they follow from. A matrix on x needs x
  /// for its own gradient alone, which does not count here.
  mutating func markReads() {
    for k in instructions.indices {
      for register in instructions[k].slopeOperands {
        instructions[register].isRead = true
      }
      if instructions[k].slopeReadsItself { instructions[k].isRead = true }
    }
    for k in instructions.indices.reversed() {
      let instruction = instructions[k]
      guard instruction.isRead, instruction.quantity == nil else { continue }
      for register in instruction.operands {
        instructions[register].isRead = true
        if instructions[register].operation == .input { readsInput = true }
      }
    }
    for instruction in instructions {
      let others =
        if case .sum(let negative, _, let weights) = instruction.operation {
          zip(instruction.operands.dropFirst(negative.count), weights)
            .filter { if case .vector = $0.1 { true } else { false } }
            .map { $0.0 }
        } else {
          instruction.slopeOperands
        }
      if others.contains(where: { instructions[$0].operation == .input }) {
        readsInput = true
      }
    }
  }
}

extension Instruction {
  /// Operands whose values the slopes need.
  fileprivate var slopeOperands: [Int] {
    switch operation {
    case .sum(let negative, _, let weights):
      zip(operands.dropFirst(negative.count), weights).map { $0.0 }
    case .product, .quotient, .maximum, .minimum, .logarithm, .magnitude,
      .norm:
      operands
    default: []
    }
  }

  /// Whether the slope is told by the value itself.
  fileprivate var slopeReadsItself: Bool {
    switch operation {
    case .sigmoid, .tanh, .relu, .exponential, .root, .quotient: true
    default: false
    }
  }
}

extension CellProgram {
  /// Whether an array is a term of the sum that a register holds, or of which
  /// it holds the same part.
  func adds(_ array: StoredArray, to register: Int) -> Bool {
    let instruction = instructions[register]
    switch instruction.operation {
    case .part(let part, let count):
      return part == array.part && count == array.parts
        && adds(array.weight, to: instruction.operands[0])
    default: return array.parts == 1 && adds(array.weight, to: register)
    }
  }

  private func adds(_ vector: Int, to register: Int) -> Bool {
    guard case .sum = instructions[register].operation else { return false }
    return instructions[register].operands.contains {
      instructions[$0].operation == .vector(vector)
    }
  }
}
