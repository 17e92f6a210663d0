/// How the weights of a matrix are drawn.
public enum Initialiser: String, CaseIterable, Sendable {
  /// U(±1/√hidden), PyTorch's default for recurrent layers.
  case uniform
  /// U(±√(6/(rows + columns))). (Glorot & Bengio, AISTATS 2010, eq. 16.)
  case xavier
  /// Orthonormal rows or columns, whichever are fewer: lengths survive the
  /// product. (Saxe, McClelland & Ganguli, ICLR 2014.)
  case orthogonal

  /// A (rows × columns) matrix of such weights for a layer of `hiddenSize`.
  public func matrix(
    rows: Int, columns: Int, hiddenSize: Int,
    using generator: inout some RandomNumberGenerator
  ) -> Matrix {
    switch self {
    case .uniform:
      Matrix(
        rows: rows, columns: columns,
        within: 1 / Double(hiddenSize).squareRoot(), using: &generator)
    case .xavier:
      Matrix(
        rows: rows, columns: columns,
        within: (6 / Double(rows + columns)).squareRoot(), using: &generator)
    case .orthogonal:
      Matrix(orthogonalRows: rows, columns: columns, using: &generator)
    }
  }
}

/// How the weights of a fresh cell are drawn.
public struct Initialisation: Equatable, Sendable {
  /// The weights of the input.
  public var input = Initialiser.xavier
  /// The weights of the hidden state.
  public var recurrent = Initialiser.orthogonal
  /// The bias of every forget gate; all others are 0. At 1, the default, a
  /// fresh cell keeps most of its memory. (Jozefowicz, Zaremba & Sutskever,
  /// ICML 2015.)
  public var forgetBias = 1.0

  /// Xavier input weights, orthogonal recurrent weights, forget bias 1.
  public init() {}
}

extension GateWeights {
  /// Random input and recurrent weights, and a bias of one value throughout.
  public init(
    inputSize: Int, hiddenSize: Int, input: Initialiser,
    recurrent: Initialiser, bias: Double = 0,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      input: input.matrix(
        rows: hiddenSize, columns: inputSize, hiddenSize: hiddenSize,
        using: &generator),
      recurrent: recurrent.matrix(
        rows: hiddenSize, columns: hiddenSize, hiddenSize: hiddenSize,
        using: &generator),
      bias: Vector([Double](repeating: bias, count: hiddenSize)))
  }
}

extension Vector {
  /// Independent draws from the normal distribution N(0, deviation²).
  public init(
    normal count: Int, deviation: Double = 1,
    using generator: inout some RandomNumberGenerator
  ) {
    let draws = (0..<count).map { _ in
      // Box and Muller's transform; 1 − u is never 0.
      let u = Double.random(in: 0..<1, using: &generator)
      let v = Double.random(in: 0..<1, using: &generator)
      return deviation * (-2 * .log(1 - u)).squareRoot() * .cos(2 * .pi * v)
    }
    self.init(draws)
  }
}

extension Matrix {
  /// Independent uniform draws from ±`limit`.
  public init(
    rows: Int, columns: Int, within limit: Double,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      rows: rows, columns: columns,
      (0..<rows * columns).map { _ in
        Double.random(in: -limit...limit, using: &generator)
      })
  }

  /// A random matrix with orthonormal rows (or columns, when they are fewer),
  /// uniform over all of them: normal draws, made orthonormal one by one.
  public init(
    orthogonalRows rows: Int, columns: Int,
    using generator: inout some RandomNumberGenerator
  ) {
    guard rows <= columns else {
      self =
        Matrix(orthogonalRows: columns, columns: rows, using: &generator)
        .transposed
      return
    }
    var basis: [Vector] = []
    while basis.count < rows {
      var v = Vector(normal: columns, using: &generator)
      // Twice, for the first pass leaves rounding errors along the others.
      for _ in 0..<2 {
        for u in basis { v = v - u.dot(v) * u }
      }
      if v.norm > 1e-8 { basis.append((1 / v.norm) * v) }
    }
    self.init(rows: basis)
  }
}
