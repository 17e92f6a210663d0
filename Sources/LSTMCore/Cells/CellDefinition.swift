/// A kind of cell: its equations as a text, and all that follows from them.
///
///     name: mgu
///     title: Minimal gated unit
///
///     f  = σ(W_f·x + U_f·h + b_f)
///     n  = tanh(W_n·x + U_n·(f ⊙ h) + b_n)
///     h′ = (1 − f) ⊙ h + f ⊙ n
///
/// That is a whole cell: `layer(inputs:units:)` computes it, step by step,
/// backward, and in letters and numbers.
///
/// One equation a line; `#` begins a remark. A primed name goes on to the next
/// step, where the bare name is what it was; h′ is what the rest of the network
/// reads. A name that no line defines is a parameter: what stands left of `·`
/// is a matrix, anything else a vector. `x` is the input. There are + − ⊙ · and
/// /, numbers (also right before what they multiply), parentheses, `[a, b]` for
/// one vector after another (left of `=` it takes a vector apart), and σ, tanh,
/// relu, exp, log, abs, sqrt, max, min, LN and spread. In ASCII: * for ⊙, @ for
/// ·, C' for C′, C~ for C̃, sigmoid for σ.
///
/// Header lines say `name`, `title`, `year`, `source`, `difference` and
/// `notation`; sizes that are not one a unit, as `h: projection` or
/// `i: blocks`; what weights start with, as `start: b_f = forget bias`; and
/// what they are called in files, as `stored: W_h = projection`.
public final class CellDefinition: Sendable {
  /// The name on the command line and in model files, such as `lstm`.
  public let name: String
  /// What it is called in full.
  public let title: String
  /// When it was published; nil for what never was.
  public let year: Int?
  /// Who published it, and where.
  public let source: String
  /// What it adds to the LSTM or lacks, in a line.
  public let difference: String
  /// Whose letters the equations use.
  public let notation: Notation
  /// The text that all this comes from.
  public let text: String
  /// The lines of equations as they are written.
  public let lines: [String]
  /// The equations, parsed.
  public let equations: [CellEquation]
  /// What a step records, in order: the quantities to show, then
  /// pre-activations.
  public let quantities: [Quantity]
  /// The quantities that figures and files show unless asked for more.
  public let recorded: [Quantity]
  /// What goes on to the next step: h, C where there is one, then the rest.
  public let states: [Quantity]

  let program: CellProgram
  let layout: StepLayout
  package let arrays: [StoredArray]
  let ranges: [Quantity.Range]

  /// Reads a text of equations.
  ///
  /// - Throws: `EquationError`, which names line and column.
  public init(parsing text: String) throws(EquationError) {
    let parsed = try EquationText(parsing: text)
    func field(_ key: String) -> String { parsed.fields[key]?.value ?? "" }
    let notation = try Self.notation(parsed.fields["notation"])
    var program = try EquationLowering(parsed, notation: notation).program
    let arrays = try program.arrays(parsed)
    for array in arrays where array.columns != nil {
      program.matrices[array.weight].parts = array.parts
    }
    self.text = text
    name = parsed.fields["name"]?.value ?? "cell"
    title = parsed.fields["title"]?.value ?? name
    year = try Self.year(parsed.fields["year"])
    (source, difference) = (field("source"), field("difference"))
    self.notation = notation
    (lines, equations) = (parsed.lines, parsed.equations)
    quantities = program.quantities.map(\.quantity)
    recorded = program.quantities.filter { !$0.isPreactivation }
      .map(\.quantity)
    states = program.states.map(\.quantity)
    layout = StepLayout(quantities, states: program.states)
    ranges = program.ranges()
    self.arrays = arrays
    self.program = program
  }

  private static func notation(
    _ field: (value: String, place: SourcePlace)?
  ) throws(EquationError) -> Notation {
    guard let field else { return .modern }
    guard let notation = Notation(rawValue: field.value) else {
      throw EquationError(
        .header(
          "notation: \(field.value)",
          expected: "there are "
            + Notation.allCases.map(\.rawValue).joined(separator: ", ")),
        at: field.place)
    }
    return notation
  }

  private static func year(
    _ field: (value: String, place: SourcePlace)?
  ) throws(EquationError) -> Int? {
    guard let field else { return nil }
    guard let year = Int(field.value) else {
      throw EquationError(
        .header("year: \(field.value)", expected: "a number is expected"),
        at: field.place)
    }
    return year
  }
}

extension CellDefinition: Hashable {
  /// Whether both are made of the same text.
  public static func == (a: CellDefinition, b: CellDefinition) -> Bool {
    a === b || a.text == b.text
  }

  /// Feeds the text.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension CellDefinition {
  /// A layer of zero weights: an `LSTMCell` for the LSTM, an `EquationCell` for
  /// every other kind.
  public func layer(_ sizes: CellSizes) -> any Cell {
    self == CellFamily.lstm
      ? LSTMCell(inputSize: sizes.inputs, hiddenSize: sizes.units)
      : EquationCell(self, sizes)
  }

  /// A layer of zero weights whose blocks are of one cell each, and whose
  /// projection, if it has one, halves the units.
  public func layer(inputs: Int, units: Int) -> any Cell {
    layer(CellSizes(inputs: inputs, units: units))
  }

  /// Where the values of a quantity lie; anywhere for one that the cell does
  /// not record.
  public func range(of quantity: Quantity) -> Quantity.Range {
    index(of: quantity).map { ranges[$0] } ?? .unbounded
  }

  /// Whether the cells of a block share a quantity.
  public func isShared(_ quantity: Quantity) -> Bool {
    index(of: quantity).map { program.quantities[$0].width == .block } ?? false
  }

  /// The names of the arrays of weights, in the order of `Cell.parameters`.
  public var parameterNames: [String] { arrays.map(\.name) }

  /// Whether fresh weights have a bias of a forget gate, whose start is chosen.
  package var hasForgetBias: Bool {
    arrays.contains {
      if case .forgetBias = $0.start { true } else { false }
    }
  }

  /// The arrays that are only added to the sum of a gate or candidate, in the
  /// order of `Cell.parameters`, and what the sum becomes.
  public var biases: [(parameter: String, quantity: Quantity)] {
    arrays.compactMap { array in
      guard array.columns == nil, array.name.hasSuffix(".bias"),
        program.vectors[array.weight].use == .summand
      else { return nil }
      let owner = quantities.first { quantity in
        index(of: quantity.preactivation).map {
          program.adds(array, to: program.quantities[$0].register)
        } ?? false
      }
      return owner.map { (array.name, $0) }
    }
  }

  func index(of quantity: Quantity) -> Int? {
    quantities.firstIndex(of: quantity)
  }
}
