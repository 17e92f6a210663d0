/// The right-hand side of an equation, as it was written.
///
/// Two expressions are equal where they are written alike, wherever they stand.
public struct CellExpression: Sendable {
  /// What it is made of.
  public let form: Form
  /// Where it begins.
  public let place: SourcePlace

  /// The ways in which an expression is made.
  public indirect enum Form: Equatable, Sendable {
    /// A number.
    case number(Double)
    /// A name without a prime: a parameter, the input, a quantity of this step,
    /// or a state as the step before left it.
    case name(String)
    /// A name with a prime: this step's value of a state.
    case primed(String)
    /// −a
    case negative(CellExpression)
    /// a + b
    case sum(CellExpression, CellExpression)
    /// a − b
    case difference(CellExpression, CellExpression)
    /// a ⊙ b
    case product(CellExpression, CellExpression)
    /// a / b
    case quotient(CellExpression, CellExpression)
    /// A number before what it multiplies: 4σ(a).
    case scaled(Double, CellExpression)
    /// A matrix of weights times a vector: W·a.
    case applied(String, CellExpression)
    /// One vector after another: [a, b].
    case joined([CellExpression])
    /// A function of its arguments.
    case call(CellFunction, [CellExpression])
    /// Every name in it as the step before left it.
    case before(CellExpression)
  }
}

extension CellExpression: Equatable {
  /// Whether both are written alike.
  public static func == (a: CellExpression, b: CellExpression) -> Bool {
    a.form == b.form
  }
}

/// The functions of the language.
public enum CellFunction: String, CaseIterable, Sendable {
  /// 1 / (1 + e^−a)
  case sigmoid = "σ"
  /// The hyperbolic tangent.
  case tanh
  /// The larger of 0 and a.
  case relu
  /// e^a
  case exp
  /// The natural logarithm.
  case log
  /// |a|
  case abs
  /// √a
  case sqrt
  /// The larger of two.
  case max
  /// The smaller of two.
  case min
  /// Layer normalisation: a at mean 0 and variance 1, times a gain, plus a
  /// shift.
  case norm = "LN"
  /// A value of each block for each of its units.
  case spread

  /// What stands before the parenthesis; `sigmoid` is σ as well.
  static let names = allCases.map(\.rawValue)

  init?(named name: String) {
    self.init(rawValue: name == "sigmoid" ? "σ" : name)
  }

  /// How many arguments it takes.
  var arguments: ClosedRange<Int> {
    switch self {
    case .max, .min: 2...2
    case .norm: 1...3
    default: 1...1
    }
  }

  /// Whether the sum inside it is recorded.
  var isActivation: Bool {
    switch self {
    case .sigmoid, .tanh, .relu, .exp, .max: true
    default: false
    }
  }
}

/// One equation: what it defines, and how.
public struct CellEquation: Equatable, Sendable {
  /// What is defined: one name, or several of a vector that is taken apart into
  /// equal pieces.
  public let left: [Name]
  /// How.
  public let right: CellExpression

  /// A name on the left.
  public struct Name: Sendable {
    /// The letters, without the prime.
    public let letters: String
    /// Whether it goes on to the next step.
    public let isPrimed: Bool
    /// Where it stands.
    public let place: SourcePlace
  }
}

extension CellEquation.Name: Equatable {
  /// Whether both are written alike.
  public static func == (a: Self, b: Self) -> Bool {
    a.letters == b.letters && a.isPrimed == b.isPrimed
  }
}
