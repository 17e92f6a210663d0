import LSTMCore

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the equations of one step read: x, the state before, and the step's
/// own quantities, each given when an equation asks for it.
package final class StepValues {
  /// What the step reads; (input).
  package let x: Vector
  /// What the step before left.
  package let previous: State
  /// In which way sums and squashings are computed.
  package let arithmetic: Arithmetic
  private let given: (Quantity, StepValues) -> Vector
  private var known: [Quantity: Vector] = [:]

  /// Two ways to the same numbers.
  package enum Arithmetic: Sendable {
    /// As cells compute: to the bit what `Cell.step` gives.
    case lanes
    /// Sums in plain order, and the C library's exp and tanh: nothing is
    /// shared with the cells, so that a mistake there would show.
    case plain
  }

  /// The values of a step.
  ///
  /// - Parameter given: a quantity, asked for once; it may ask for others.
  package init(
    _ x: Vector, from previous: State, arithmetic: Arithmetic = .lanes,
    given: @escaping (Quantity, StepValues) -> Vector
  ) {
    (self.x, self.previous) = (x, previous)
    (self.arithmetic, self.given) = (arithmetic, given)
  }

  /// h of the step before; (hidden).
  package var h: Vector { previous.hidden }
  /// C of the step before; (hidden).
  package var c: Vector { previous.cell }
  /// The gates of the step before and h, for cells whose gates read both.
  package var y: Vector { Vector(joining: [previous.gates, previous.hidden]) }

  /// A quantity of this step.
  package subscript(quantity: Quantity) -> Vector {
    if let value = known[quantity] { return value }
    let value = given(quantity, self)
    known[quantity] = value
    return value
  }

  /// W·x + U·sources + b.
  package func sum(_ gate: GateWeights, _ sources: Vector) -> Vector {
    product(
      gate.recurrent, sources, onto: product(gate.input, x, onto: gate.bias))
  }

  /// `start` + matrix·v.
  package func product(
    _ matrix: Matrix, _ v: Vector, onto start: Vector
  ) -> Vector {
    var result = start
    switch arithmetic {
    case .lanes: matrix.multiply(v, addingInto: &result)
    case .plain:
      for row in 0..<matrix.rows {
        var sum = start[row]
        for column in 0..<matrix.columns {
          sum += matrix[row, column] * v[column]
        }
        result[row] = sum
      }
    }
    return result
  }

  /// σ, element by element.
  package func sigmoid(_ z: Vector) -> Vector {
    switch arithmetic {
    case .lanes: LSTMCore.sigmoid(z)
    case .plain: z.map { 1 / (1 + exp(-$0)) }
    }
  }

  /// tanh, element by element.
  package func tanh(_ z: Vector) -> Vector {
    switch arithmetic {
    case .lanes: LSTMCore.tanh(z)
    #if canImport(Darwin)
      case .plain: z.map { Darwin.tanh($0) }
    #elseif canImport(Musl)
      case .plain: z.map { Musl.tanh($0) }
    #else
      case .plain: z.map { Glibc.tanh($0) }
    #endif
    }
  }

  /// LN(v) = α ⊙ (v − mean) / √(variance + ε) + β.
  package func normalised(_ v: Vector, by norm: LayerNorm) -> Vector {
    guard arithmetic == .plain else { return norm(v) }
    let count = Double(v.count)
    let mean = v.elements.reduce(0, +) / count
    let variance =
      v.elements.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let root = (variance + LayerNorm.epsilon).squareRoot()
    return Vector(
      v.indices.map {
        norm.gain[$0] * (v[$0] - mean) / root + norm.bias[$0]
      })
  }
}
