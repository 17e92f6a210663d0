/// One unit's arithmetic at one step, with every number in its place.
///
/// Each sum of a gate, a candidate or an output comes term by term, made anew
/// from the weights; what becomes of them comes as a few products.
public struct CellNumbers: Sendable {
  /// The sums in the order of what comes of them.
  public let sums: [Sum]
  /// What follows from them: C where there is one, h where it is no sum.
  public let results: [Result]

  /// A sum z and the function of it.
  public struct Sum: Sendable {
    /// What comes out.
    public let quantity: Quantity
    /// What the step calls the sum; the quantity itself where it is the sum.
    public let recorded: Quantity
    /// Which value of the quantity it is: the unit, or its block.
    public let place: Int
    /// Every product, those with the input last.
    public let terms: [Term]
    /// What is added; nil where the cell has no such weight.
    public let bias: Double?
    /// How the sum becomes a value, such as σ(z).
    public let function: String
    let steps: [Instruction.Operation]
  }

  /// One term of a sum.
  public struct Term: Sendable {
    /// Where it comes from, such as `h[17]`.
    public let source: String
    /// Which value of the input, where it is one.
    public let input: Int?
    /// What was read and by how much it counts, where the term is one product.
    public let value, weight: Double?
    /// What the term adds.
    public let product: Double
  }

  /// A quantity as it comes of others.
  public struct Result: Sendable {
    /// What comes out.
    public let quantity: Quantity
    /// How, such as `C = f · C before + i · C̃`.
    public let equation: String
    /// The steps on the way, and last the value itself.
    public let lines: [Line]
  }

  /// One number on the way.
  public struct Line: Sendable {
    /// What it is.
    public let name: String
    /// What it is made of, each factor a number or a function of numbers.
    public let factors: [Factor]
    /// The number.
    public let value: Double
  }

  /// A number, or a function of one: what stands before it, and after.
  public struct Factor: Sendable {
    /// Such as `tanh(`.
    public let before: String
    /// The number.
    public let value: Double
    /// Such as `)`.
    public let after: String
  }

  /// The arithmetic of `unit`.
  ///
  /// - Parameters:
  ///   - step: what the cell computed.
  ///   - x: what it read; (input).
  ///   - previous: the state before.
  public init(
    of cell: some Cell, unit: Int, step: Step, input x: Vector,
    from previous: State
  ) {
    let walk = UnitWalk(
      cell: cell.byEquations, unit: unit, step: step, x: x, previous: previous)
    sums = walk.sums()
    results = walk.results()
  }
}

extension CellNumbers.Sum {
  /// What comes of a sum.
  public func callAsFunction(_ z: Double) -> Double {
    steps.reduce(z) { value, operation in
      switch operation {
      case .sigmoid: LSTMCore.sigmoid([value])[0]
      case .tanh: LSTMCore.tanh([value])[0]
      case .relu: max(0, value)
      case .exponential: .exp(value)
      case .scaled(let scale): scale * value
      case .sum(let negative, let constant, _):
        negative[0] ? constant - value : value + constant
      default: value
      }
    }
  }
}
