extension EquationLowering {
  /// A sum, or a single product with weights.
  ///
  /// It starts from its plain terms and adds the products with weights in the
  /// order in which they are written, so W·x + U·h + p ⊙ C + b is b, then W·x,
  /// then U·h, then p ⊙ C: p is a diagonal matrix.
  mutating func lowerSum(
    _ expression: CellExpression, _ width: Width
  ) throws(EquationError) -> Int {
    var terms: [(isNegative: Bool, expression: CellExpression)] = []
    expression.collectTerms(into: &terms, isNegative: false)
    if let tanh = try lowerShiftedSigmoid(terms, width) { return tanh }
    if terms.count(where: { !$0.expression.isNumber }) > 1 {
      line.isWhole = false
    }
    var (plain, negative, constant) = ([Int](), [Bool](), 0.0)
    var (factors, multipliers, isCut) = (
      [Int](), [Instruction.Multiplier](), [Bool]()
    )
    for term in terms {
      if case .number(let value) = term.expression.form {
        constant += term.isNegative ? -value : value
      } else if let weighted = weighted(term.expression), !term.isNegative {
        let factor = try lower(weighted, width)
        factors.append(factor.register)
        multipliers.append(factor.multiplier)
        isCut.append(factor.isCut)
      } else {
        plain.append(try lower(term.expression, width))
        negative.append(term.isNegative)
      }
    }
    return append(
      .sum(negative: negative, constant: constant, weights: multipliers),
      plain + factors, width,
      isCut: plain.map { _ in false } + isCut)
  }

  /// aσ(z) − a/2 as (a/2)·tanh(z/2): the same, and exact near 0.
  private mutating func lowerShiftedSigmoid(
    _ terms: [(isNegative: Bool, expression: CellExpression)], _ width: Width
  ) throws(EquationError) -> Int? {
    guard terms.count == 2, !terms[0].isNegative, terms[1].isNegative,
      case .number(let shift) = terms[1].expression.form
    else { return nil }
    var (scale, inner) = (1.0, terms[0].expression)
    if case .scaled(let value, let scaled) = inner.form {
      (scale, inner) = (value, scaled)
    }
    guard shift == scale / 2, case .call(.sigmoid, let arguments) = inner.form
    else { return nil }
    let sum = try lowerArgument(arguments[0], width)
    let half = append(.scaled(0.5), [sum], width)
    let tanh = append(.tanh, [half], width)
    return scale == 2 ? tanh : append(.scaled(scale / 2), [tanh], width)
  }

  /// A product with weights: what they are, and what they multiply.
  private struct Weighted {
    let letters: String
    let isMatrix: Bool
    let operand: CellExpression
    let place: SourcePlace
  }

  private func weighted(_ expression: CellExpression) -> Weighted? {
    switch expression.form {
    case .applied(let letters, let operand):
      return Weighted(
        letters: letters, isMatrix: true, operand: operand,
        place: expression.place)
    case .product(let a, let b):
      for (factor, other) in [(a, b), (b, a)] {
        if case .name(let letters) = factor.form, isParameter(letters),
          natural(other) != nil
        {
          return Weighted(
            letters: letters, isMatrix: false, operand: other,
            place: factor.place)
        }
      }
      return nil
    default: return nil
    }
  }

  private mutating func lower(
    _ weighted: Weighted, _ width: Width
  ) throws(EquationError) -> (
    register: Int, multiplier: Instruction.Multiplier, isCut: Bool
  ) {
    guard weighted.isMatrix else {
      let index = try vector(
        weighted.letters, width, .factor, at: weighted.place)
      let register = try lowerBehindWeights(weighted.operand, width)
      let instruction = program.instructions[register]
      let isState = weighted.operand.isPrimedName
      return (register, .vector(index), instruction.isBefore || isState)
    }
    guard isParameter(weighted.letters) else {
      throw EquationError(
        .unexpected(
          found: "'\(weighted.letters)'",
          expected: "a matrix of weights, which no line defines,"),
        at: weighted.place)
    }
    let columns = natural(weighted.operand) ?? .unit
    let register = try lowerBehindWeights(weighted.operand, columns)
    let use: CellProgram.Weight.Use =
      weighted.operand.isInput
      ? .onInput : readsPrevious(weighted.operand) ? .onPrevious : .onCurrent
    let index = try matrix(
      weighted.letters, rows: width, columns: columns, use, at: weighted.place)
    return (
      register, .matrix(index), program.instructions[register].isBefore
    )
  }

  /// Whether an expression reads what the step before left.
  private func readsPrevious(_ expression: CellExpression) -> Bool {
    var reads = false
    expression.visitNames { letters, isPrimed in
      guard !isPrimed, letters != "x", let definition = definitions[letters]
      else { return }
      if definition.name.isPrimed {
        reads = true
      } else if let earlier = text.equations.first(where: {
        $0.left.contains { $0.letters == letters }
      }), case .before = earlier.right.form {
        reads = true
      } else if let earlier = text.equations.first(where: {
        $0.left.contains { $0.letters == letters }
      }), case .joined = earlier.right.form {
        reads = reads || readsPrevious(earlier.right)
      }
    }
    return reads
  }

  mutating func lowerProduct(
    _ expression: CellExpression, _ a: CellExpression, _ b: CellExpression,
    _ width: Width
  ) throws(EquationError) -> Int {
    if weighted(expression) != nil { return try lowerSum(expression, width) }
    for (number, other) in [(a, b), (b, a)] {
      if case .number(let scale) = number.form {
        return append(.scaled(scale), [try lower(other, width)], width)
      }
    }
    line.isWhole = false
    var operands: [Int] = []
    for factor in [a, b] {
      let register = try lower(factor, width)
      if factor.isSum, factor.isSumOfProducts(isParameter) {
        recordInnerSum(register)
      }
      operands.append(register)
    }
    return append(.product, operands, width)
  }

  /// What a function reads; the sum inside it is recorded.
  private mutating func lowerArgument(
    _ argument: CellExpression, _ width: Width
  ) throws(EquationError) -> Int {
    let outer = line
    line.isInsideActivation = true
    let register = try lower(argument, width)
    line = outer
    if !argument.isPlainName, !argument.isNumber {
      recordSum(register, inside: argument, isWhole: outer.isWhole)
    }
    return register
  }

  mutating func lower(
    _ function: CellFunction, _ arguments: [CellExpression], _ width: Width,
    at place: SourcePlace
  ) throws(EquationError) -> Int {
    let first = arguments[0]
    switch function {
    case .sigmoid:
      return append(.sigmoid, [try lowerArgument(first, width)], width)
    case .tanh: return append(.tanh, [try lowerArgument(first, width)], width)
    case .relu: return append(.relu, [try lowerArgument(first, width)], width)
    case .exp:
      return append(.exponential, [try lowerArgument(first, width)], width)
    case .log: return append(.logarithm, [try lower(first, width)], width)
    case .abs: return append(.magnitude, [try lower(first, width)], width)
    case .sqrt: return append(.root, [try lower(first, width)], width)
    case .max:
      if case .number(0) = first.form {
        return append(
          .relu, [try lowerArgument(arguments[1], width)], width)
      }
      return append(
        .maximum, [try lower(first, width), try lower(arguments[1], width)],
        width)
    case .min:
      return append(
        .minimum, [try lower(first, width), try lower(arguments[1], width)],
        width)
    case .norm: return try lowerNorm(arguments, width)
    case .spread:
      guard width == .unit else {
        throw EquationError(
          .sizesDiffer(found: "H", expected: "\(width)"), at: place)
      }
      return append(.spread, [try lower(first, .block)], .unit)
    }
  }

  /// LN(a) with a gain and a shift of its own, or LN(a, gain, shift).
  private mutating func lowerNorm(
    _ arguments: [CellExpression], _ width: Width
  ) throws(EquationError) -> Int {
    let operand = try lower(arguments[0], width)
    if arguments.count == 1 {
      let name = "LN\(nextNorm())"
      let place = arguments[0].place
      let gain = try vector(name + ".gain", width, .gain, at: place)
      let shift = try vector(name + ".bias", width, .shift, at: place)
      return append(.norm(gain: gain, shift: shift), [operand], width)
    }
    var indices: [Int] = []
    for (argument, use) in zip(
      arguments.dropFirst(), [CellProgram.Weight.Use.gain, .shift])
    {
      guard case .name(let letters) = argument.form, isParameter(letters)
      else {
        throw EquationError(
          .unexpected(
            found: "something else", expected: "the name of weights"),
          at: argument.place)
      }
      indices.append(try vector(letters, width, use, at: argument.place))
    }
    return append(
      .norm(gain: indices[0], shift: indices.count > 1 ? indices[1] : nil),
      [operand], width)
  }
}

extension EquationLowering {
  /// The vector of weights of some letters; new at its first use.
  mutating func vector(
    _ letters: String, _ width: Width, _ use: CellProgram.Weight.Use,
    at place: SourcePlace
  ) throws(EquationError) -> Int {
    try weight(
      CellProgram.Weight(
        letters: letters, rows: width, columns: nil, use: use), at: place)
  }

  private mutating func matrix(
    _ letters: String, rows: Width, columns: Width,
    _ use: CellProgram.Weight.Use, at place: SourcePlace
  ) throws(EquationError) -> Int {
    try weight(
      CellProgram.Weight(
        letters: letters, rows: rows, columns: columns, use: use), at: place)
  }

  private mutating func weight(
    _ weight: CellProgram.Weight, at place: SourcePlace
  ) throws(EquationError) -> Int {
    if let known = weights[weight.letters] {
      let first =
        known.isMatrix
        ? program.matrices[known.index] : program.vectors[known.index]
      guard first.rows == weight.rows, first.columns == weight.columns else {
        throw EquationError(
          .twoShapes(
            weight.letters, first: first.shape, second: weight.shape),
          at: place)
      }
      return known.index
    }
    let isMatrix = weight.columns != nil
    let index = isMatrix ? program.matrices.count : program.vectors.count
    weights[weight.letters] = (index, isMatrix)
    if isMatrix {
      program.matrices.append(weight)
    } else {
      program.vectors.append(weight)
    }
    return index
  }
}

extension CellProgram.Weight {
  /// `a vector of H` or `a matrix of H × I`.
  var shape: String {
    columns.map { "a matrix of \(rows) × \($0)" } ?? "a vector of \(rows)"
  }
}
