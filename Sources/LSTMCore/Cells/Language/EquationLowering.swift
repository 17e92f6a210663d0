/// Turns equations into instructions: finds out what each name is, how many
/// values everything has, and what is recorded.
///
/// A name that some line defines with a prime is a state; bare, it is what the
/// step before left. One that a line defines without a prime is a value of this
/// step. Any other is a parameter, and its use tells its shape.
struct EquationLowering {
  let text: EquationText
  let notation: Notation
  var program = CellProgram()

  /// Every defined name, with the line that defines it.
  var definitions: [String: Definition] = [:]
  /// The register of each name defined so far.
  var registers: [String: Int] = [:]
  /// The registers of x and of states of the step before.
  var leaves: [String: Int] = [:]
  var weights: [String: (index: Int, isMatrix: Bool)] = [:]
  var states: [String] = []
  var recorded: [CellProgram.Recorded] = []
  private var normCount = 0
  /// How many products with weights enclose what is being read.
  var weightDepth = 0
  var line = LineContext()

  /// A name on the left of a line.
  struct Definition {
    let name: CellEquation.Name
    let order: Int
  }

  /// What the sums inside functions of the current line are called.
  struct LineContext {
    var quantity: Quantity?
    /// Whether the function is the line itself but for a scale and a shift.
    var isWhole = false
    var isInsideActivation = false
  }

  init(_ text: EquationText, notation: Notation) throws(EquationError) {
    (self.text, self.notation) = (text, notation)
    for (order, equation) in text.equations.enumerated() {
      for name in equation.left {
        guard definitions[name.letters] == nil else {
          throw EquationError(.definedTwice(name.letters), at: name.place)
        }
        definitions[name.letters] = Definition(name: name, order: order)
      }
    }
    for equation in text.equations { try lower(equation) }
    try finish()
  }
}

extension EquationLowering {
  private mutating func lower(
    _ equation: CellEquation
  ) throws(EquationError) {
    let names = equation.left
    let widths = names.map { text.sizes[$0.letters] ?? .unit }
    guard names.count == 1 else {
      try takeApart(equation, into: widths)
      return
    }
    let name = names[0]
    var width = widths[0]
    if !name.isPrimed, text.sizes[name.letters] == nil,
      let natural = natural(equation.right), !isHandedOn(name)
    {
      width = natural
    }
    let quantity = notation.quantity(of: name.letters)
    line = LineContext(quantity: quantity, isWhole: true)
    var register = try lower(equation.right, width)
    line = LineContext()
    if isJoinedState(equation.right) {
      registers[name.letters] = register
      program.names[register] = name.letters
      return
    }
    if equation.right.isSumOfProducts(isParameter),
      recorded.allSatisfy({ $0.register != register })
    {
      record(register, quantity.preactivation, "", isPreactivation: true)
    }
    if isTaken(register) { register = append(.same, [register], width) }
    try requireNew(quantity, name)
    record(
      register, quantity, name.letters,
      isPreactivation: name.letters.hasPrefix("z_"))
    registers[name.letters] = register
  }

  /// [a, b] = …
  private mutating func takeApart(
    _ equation: CellEquation, into widths: [Width]
  ) throws(EquationError) {
    let names = equation.left
    if let odd = widths.firstIndex(where: { $0 != widths[0] }) {
      throw EquationError(
        .sizesDiffer(
          found: "\(widths[odd])", expected: "as many as before, \(widths[0]),"
        ), at: names[odd].place)
    }
    let whole = widths.reduce(Width(), +)
    let register = try lower(equation.right, whole)
    for (k, name) in names.enumerated() {
      try requireNew(notation.quantity(of: name.letters), name)
      let part = append(
        .part(k, of: names.count), [register], widths[0])
      record(
        part, notation.quantity(of: name.letters), name.letters,
        isPreactivation: name.letters.hasPrefix("z_"))
      registers[name.letters] = part
    }
  }

  private func requireNew(
    _ quantity: Quantity, _ name: CellEquation.Name
  ) throws(EquationError) {
    if recorded.contains(where: { $0.quantity == quantity }) {
      throw EquationError(.definedTwice(quantity.key), at: name.place)
    }
  }

  /// Whether a line only names several states one after another.
  private func isJoinedState(_ expression: CellExpression) -> Bool {
    switch expression.form {
    case .joined: true
    case .before(let inner): isJoinedState(inner)
    default: false
    }
  }

  private func isHandedOn(_ name: CellEquation.Name) -> Bool {
    name.isPrimed || states.contains(name.letters)
  }

  /// Whether a register cannot get a name of its own.
  private func isTaken(_ register: Int) -> Bool {
    switch program.instructions[register].operation {
    case .input, .before, .vector: true
    default:
      recorded.contains { $0.register == register }
        || registers.values.contains(register)
    }
  }

  mutating func append(
    _ operation: Instruction.Operation, _ operands: [Int], _ width: Width,
    isCut: [Bool]? = nil
  ) -> Int {
    let isBefore = operands.map { program.instructions[$0].isBefore }
    var instruction = Instruction(
      operation: operation, operands: operands, width: width,
      isCut: isCut ?? isBefore.map { $0 && weightDepth > 0 })
    instruction.isBefore =
      switch operation {
      case .before: true
      default: !operands.isEmpty && isBefore.allSatisfy { $0 }
      }
    program.instructions.append(instruction)
    return program.instructions.count - 1
  }

  /// The next layer normalisation that names no weights of its own.
  mutating func nextNorm() -> Int {
    normCount += 1
    return normCount - 1
  }
}
