/// The weights of one gate, or of the candidate.
public struct GateWeights: Equatable, Sendable {
  /// W, from the input; (units × input).
  public var input: Matrix
  /// U, from the previous hidden state, or whatever else the step before left;
  /// (units × sources).
  public var recurrent: Matrix
  /// b; (units).
  public var bias: Vector

  /// Weights of the given parts.
  public init(input: Matrix, recurrent: Matrix, bias: Vector) {
    (self.input, self.recurrent, self.bias) = (input, recurrent, bias)
  }

  /// Zero weights for a layer of `hiddenSize` units.
  public init(inputSize: Int, hiddenSize: Int) {
    self.init(units: hiddenSize, inputSize: inputSize, sources: hiddenSize)
  }

  /// Zero weights for `units` units that read `sources` values of the step
  /// before.
  public init(units: Int, inputSize: Int, sources: Int) {
    input = Matrix(rows: units, columns: inputSize)
    recurrent = Matrix(rows: units, columns: sources)
    bias = Vector(zeros: units)
  }

  /// W·x + U·h + b; (units).
  public func callAsFunction(_ x: Vector, _ h: Vector) -> Vector {
    var z = bias
    input.multiply(x, addingInto: &z)
    recurrent.multiply(h, addingInto: &z)
    return z
  }

  /// The backward twin: z = W·x + U·h + b ⇒
  ///
  ///     ∂W += ∂z·xᵀ,  ∂U += ∂z·hᵀ,  ∂b += ∂z,  ∂x += Wᵀ·∂z,  ∂h += Uᵀ·∂z
  ///
  /// The last is left out when the flow is truncated, the first three when
  /// `gradient` has no units, and ∂x when `x` is empty: whoever wants the
  /// gradient of activations alone hands in such ones.
  public func backward(
    _ dz: Vector, _ x: Vector, _ h: Vector, flow: GradientFlow,
    into gradient: inout GateWeights, _ d: inout StepInputGradient
  ) {
    gradient.input.accumulate(dz, x)
    gradient.recurrent.accumulate(dz, h)
    gradient.bias.accumulate(dz)
    input.multiplyTransposed(dz, addingInto: &d.input)
    if flow == .full {
      recurrent.multiplyTransposed(dz, addingInto: &d.previous.hidden)
    }
  }
}

extension Matrix {
  /// `W += y·xᵀ`; does nothing if `W` has no rows.
  mutating func accumulate(_ y: Vector, _ x: Vector) {
    if rows > 0 { addOuterProduct(y, x) }
  }
}

extension Vector {
  /// `b += d`; does nothing if `b` is empty.
  mutating func accumulate(_ d: Vector) {
    if count > 0 { self += d }
  }
}
