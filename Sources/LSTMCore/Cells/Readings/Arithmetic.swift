/// Two ways to the same numbers.
public enum Arithmetic: Sendable {
  /// Several values at a time: to the bit what `Cell.step` gives.
  case lanes
  /// Sums in plain order, and the C library's exp and tanh: nothing is shared
  /// with the other way, so that a mistake there would show.
  case plain

  /// What is added to a variance before the root, as PyTorch does.
  static let epsilon = 1e-5

  /// `result += matrix·v`
  func multiply(
    _ matrix: Matrix, _ v: Vector, addingInto result: inout Vector,
    parts: Int = 1
  ) {
    switch self {
    case .lanes: matrix.multiply(v, addingInto: &result, parts: parts)
    case .plain:
      for row in 0..<matrix.rows {
        var sum = result[row]
        for column in 0..<matrix.columns {
          sum += matrix[row, column] * v[column]
        }
        result[row] = sum
      }
    }
  }

  /// σ, element by element.
  func sigmoid(_ z: Vector) -> Vector {
    switch self {
    case .lanes: LSTMCore.sigmoid(z)
    case .plain: z.map { 1 / (1 + .exp(-$0)) }
    }
  }

  /// tanh, element by element.
  func tanh(_ z: Vector) -> Vector {
    switch self {
    case .lanes: LSTMCore.tanh(z)
    case .plain: z.map(Double.tanh)
    }
  }

  /// LN(v) = gain ⊙ (v − mean) / √(variance + ε) + shift; a gain of 1 and a
  /// shift of 0 where there is none.
  func normalised(_ v: Vector, gain: Vector?, shift: Vector?) -> Vector {
    guard self == .plain else {
      var result = v.normalised().values
      if let gain { result = gain * result }
      return shift.map { result + $0 } ?? result
    }
    let count = Double(v.count)
    let mean = v.elements.reduce(0, +) / count
    let variance =
      v.elements.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let root = (variance + Self.epsilon).squareRoot()
    return Vector(
      v.indices.map {
        (gain?[$0] ?? 1) * (v[$0] - mean) / root + (shift?[$0] ?? 0)
      })
  }
}

extension Vector {
  /// v̂ at mean 0 and variance 1, and the root of variance + ε.
  ///
  /// Ba, Kiros & Hinton, *Layer Normalization*, 2016 (arXiv 1607.06450).
  func normalised() -> (values: Vector, root: Double) {
    let size = Double(count)
    let mean = elements.reduce(0, +) / size
    let centred = map { $0 - mean }
    let root =
      (centred.dot(centred) / size + Arithmetic.epsilon).squareRoot()
    return ((1 / root) * centred, root)
  }

  /// The backward twin: with d = ∂L/∂v̂ and s the root
  ///
  ///     ∂v = (d − mean(d) − v̂·mean(d ⊙ v̂)) / s
  static func throughNormalisation(
    _ d: Vector, _ values: Vector, root: Double
  ) -> Vector {
    let count = Double(d.count)
    let mean = d.elements.reduce(0, +) / count
    let along = d.dot(values) / count
    return (1 / root) * (d.map { $0 - mean } - along * values)
  }
}
