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
  private var registers: [String: Int] = [:]
  /// The registers of x and of states of the step before.
  private var leaves: [String: Int] = [:]
  var weights: [String: (index: Int, isMatrix: Bool)] = [:]
  private var states: [String] = []
  private var recorded: [CellProgram.Recorded] = []
  private var normCount = 0
  /// How many products with weights enclose what is being read.
  private var weightDepth = 0
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

  private mutating func record(
    _ register: Int, _ quantity: Quantity, _ letters: String,
    isPreactivation: Bool
  ) {
    recorded.append(
      CellProgram.Recorded(
        quantity: quantity, letters: letters, register: register,
        width: program.instructions[register].width,
        isPreactivation: isPreactivation))
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
}

extension EquationLowering {
  /// How many values an expression has by itself, or nil where that follows
  /// from what it is used for.
  func natural(_ expression: CellExpression) -> Width? {
    switch expression.form {
    case .number, .applied: nil
    case .name("x"): .input
    case .name(let letters), .primed(let letters): width(of: letters)
    case .negative(let a), .scaled(_, let a), .before(let a): natural(a)
    case .sum(let a, let b), .difference(let a, let b), .product(let a, let b),
      .quotient(let a, let b):
      Self.common(natural(a), natural(b))
    case .joined(let parts):
      parts.reduce(Width()) { $0 + (natural($1) ?? .unit) }
    case .call(.spread, _): .unit
    case .call(.max, let parts), .call(.min, let parts):
      Self.common(natural(parts[0]), natural(parts[1]))
    case .call(_, let parts): natural(parts[0])
    }
  }

  /// A value a block is spread over the units of its block where it meets one a
  /// unit.
  private static func common(_ a: Width?, _ b: Width?) -> Width? {
    guard let a, let b else { return a ?? b }
    return a == .block ? b : a
  }

  /// The width of a defined name.
  private func width(of letters: String) -> Width? {
    if let register = registers[letters] {
      return program.instructions[register].width
    }
    return definitions[letters] == nil ? nil : text.sizes[letters] ?? .unit
  }

  /// Whether a bare name is that of weights.
  func isParameter(_ letters: String) -> Bool {
    letters != "x" && definitions[letters] == nil
  }

  /// The instructions of an expression that has so many values; its register.
  mutating func lower(
    _ expression: CellExpression, _ width: Width
  ) throws(EquationError) -> Int {
    if let natural = natural(expression), natural != width {
      guard natural == .block && width == .unit else {
        throw EquationError(
          .sizesDiffer(found: "\(natural)", expected: "\(width)"),
          at: expression.place)
      }
      if expression.isSpreadWhole {
        return append(.spread, [try lower(expression, .block)], .unit)
      }
    }
    switch expression.form {
    case .number(let value): return append(.constant(value), [], width)
    case .name(let letters):
      return try lower(name: letters, width, at: expression.place)
    case .primed(let letters):
      return try lower(primed: letters, at: expression.place)
    case .before(let inner): return try lowerBefore(inner)
    case .negative, .sum, .difference, .applied:
      return try lowerSum(expression, width)
    case .product(let a, let b):
      return try lowerProduct(expression, a, b, width)
    case .quotient(let a, let b):
      return append(
        .quotient, [try lower(a, width), try lower(b, width)], width)
    case .scaled(let scale, let a):
      return append(.scaled(scale), [try lower(a, width)], width)
    case .joined(let parts):
      var operands: [Int] = []
      for part in parts {
        operands.append(try lower(part, self.natural(part) ?? .unit))
      }
      return append(.joined, operands, width)
    case .call(let function, let arguments):
      return try lower(function, arguments, width, at: expression.place)
    }
  }

  private mutating func lower(
    name letters: String, _ width: Width, at place: SourcePlace
  ) throws(EquationError) -> Int {
    if letters == "x" { return leaf("x", .input, .input) }
    guard let definition = definitions[letters] else {
      let index = try vector(letters, width, .summand, at: place)
      return append(.vector(index), [], width)
    }
    if definition.name.isPrimed { return before(letters) }
    guard let register = registers[letters] else {
      throw EquationError(.usedBeforeDefined(letters), at: place)
    }
    return register
  }

  private mutating func lower(
    primed letters: String, at place: SourcePlace
  ) throws(EquationError) -> Int {
    guard definitions[letters]?.name.isPrimed == true else {
      throw EquationError(.undefined(letters + "′"), at: place)
    }
    guard let register = registers[letters] else {
      throw EquationError(.usedBeforeDefined(letters + "′"), at: place)
    }
    return register
  }

  /// The register of what the step before left.
  private mutating func before(_ letters: String) -> Int {
    if !states.contains(letters) { states.append(letters) }
    let index = states.firstIndex(of: letters) ?? 0
    return leaf(letters, .before(index), text.sizes[letters] ?? .unit)
  }

  private mutating func leaf(
    _ key: String, _ operation: Instruction.Operation, _ width: Width
  ) -> Int {
    if let register = leaves[key] { return register }
    let register = append(operation, [], width)
    leaves[key] = register
    return register
  }

  /// Names as the step before left them.
  private mutating func lowerBefore(
    _ expression: CellExpression
  ) throws(EquationError) -> Int {
    switch expression.form {
    case .name(let letters) where definitions[letters] != nil,
      .primed(let letters) where definitions[letters] != nil:
      return before(letters)
    case .joined(let parts):
      var operands: [Int] = []
      for part in parts { operands.append(try lowerBefore(part)) }
      return append(.joined, operands, natural(expression) ?? .unit)
    default:
      throw EquationError(
        .unexpected(
          found: "something else",
          expected: "a quantity, or several in brackets,"),
        at: expression.place)
    }
  }
}

extension EquationLowering {
  /// The instructions of x times weights: what follows the weights passes no
  /// error to the step before in the truncated flow.
  mutating func lowerBehindWeights(
    _ expression: CellExpression, _ width: Width
  ) throws(EquationError) -> Int {
    weightDepth += 1
    defer { weightDepth -= 1 }
    return try lower(expression, width)
  }

  /// The next layer normalisation that names no weights of its own.
  mutating func nextNorm() -> Int {
    normCount += 1
    return normCount - 1
  }

  /// Records the sum inside a function: as that of what the line defines, or
  /// of the one quantity that it is made of.
  mutating func recordSum(
    _ register: Int, inside argument: CellExpression, isWhole: Bool
  ) {
    guard let quantity = line.quantity else { return }
    var sources = Set<String>()
    argument.visitNames { letters, isPrimed in
      if let definition = definitions[letters],
        isPrimed || !definition.name.isPrimed, registers[letters] != nil,
        recorded.contains(where: { $0.letters == letters })
      {
        sources.insert(letters)
      }
    }
    let source = sources.count == 1 ? sources.first : nil
    let key =
      isWhole ? quantity : source.map(notation.quantity(of:)) ?? quantity
    guard !recorded.contains(where: { $0.quantity == key.preactivation })
    else { return }
    record(register, key.preactivation, "", isPreactivation: true)
  }

  /// Records a sum of products that a gate multiplies within another sum.
  mutating func recordInnerSum(_ register: Int) {
    guard let quantity = line.quantity, line.isInsideActivation else { return }
    let key = quantity.innerSum
    guard !recorded.contains(where: { $0.quantity == key }) else { return }
    record(register, key, "", isPreactivation: true)
  }

  /// Puts quantities and states in order.
  private mutating func finish() throws(EquationError) {
    let output = Quantity.hidden
    let wanted = output.symbol(in: notation)
    guard let hidden = recorded.first(where: { $0.quantity == output }),
      notation == .year1997 || definitions[wanted]?.name.isPrimed == true
    else {
      throw EquationError(
        .noOutput(notation == .year1997 ? wanted : wanted + "′"),
        at: SourcePlace(
          line: text.equations.last?.right.place.line ?? 1, column: 1))
    }
    for (letters, definition) in definitions
    where definition.name.isPrimed && letters != hidden.letters {
      guard states.contains(letters) else {
        throw EquationError(
          .unreadState(letters + "′"), at: definition.name.place)
      }
    }
    let ordered = recorded.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      return (x.isPreactivation ? 1 : 0, x.quantity.rank, a.offset)
        < (y.isPreactivation ? 1 : 0, y.quantity.rank, b.offset)
    }.map(\.element)
    program.quantities = ordered
    for (index, quantity) in ordered.enumerated() {
      program.instructions[quantity.register].quantity = index
    }
    orderStates(hidden.letters)
    program.markReads()
  }

  /// h first, then C, then the rest in the order of quantities.
  private mutating func orderStates(_ hidden: String) {
    if !states.contains(hidden) { states.append(hidden) }
    let quantities = program.quantities
    let places = states.map { letters in
      quantities.firstIndex { $0.letters == letters } ?? 0
    }
    let rank = { (place: Int) -> Int in
      switch quantities[place].quantity {
      case .hidden: -2
      case .cell: -1
      default: place
      }
    }
    let order = places.indices.sorted { rank(places[$0]) < rank(places[$1]) }
    var further = 0
    program.states = order.map { k in
      let recorded = program.quantities[places[k]]
      let place: CellProgram.StateSlot.Place
      switch recorded.quantity {
      case .hidden: place = .hidden
      case .cell: place = .cell
      default:
        place = .further(further)
        further += 1
      }
      return CellProgram.StateSlot(
        quantity: recorded.quantity, index: places[k], width: recorded.width,
        place: place)
    }
    for k in program.instructions.indices {
      if case .before(let old) = program.instructions[k].operation,
        let new = order.firstIndex(of: old)
      {
        program.instructions[k].operation = .before(new)
      }
    }
  }
}
