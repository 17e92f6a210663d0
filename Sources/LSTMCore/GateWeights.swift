/// The weights of one gate, or of the candidate.
public struct GateWeights: Equatable, Sendable {
  /// W, from the input; (hidden × input).
  public var input: Matrix
  /// U, from the previous hidden state; (hidden × hidden).
  public var recurrent: Matrix
  /// b; (hidden).
  public var bias: Vector

  /// Weights of the given parts.
  public init(input: Matrix, recurrent: Matrix, bias: Vector) {
    (self.input, self.recurrent, self.bias) = (input, recurrent, bias)
  }

  /// Zero weights for a layer of `hiddenSize` units.
  public init(inputSize: Int, hiddenSize: Int) {
    input = Matrix(rows: hiddenSize, columns: inputSize)
    recurrent = Matrix(rows: hiddenSize, columns: hiddenSize)
    bias = Vector(zeros: hiddenSize)
  }

  /// W·x + U·h + b; (hidden).
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
  /// The last is left out when the flow is truncated.
  func backward(
    _ dz: Vector, _ x: Vector, _ h: Vector, flow: GradientFlow,
    into gradient: inout GateWeights, _ d: inout StepInputGradient
  ) {
    gradient.input.addOuterProduct(dz, x)
    gradient.recurrent.addOuterProduct(dz, h)
    gradient.bias += dz
    input.multiplyTransposed(dz, addingInto: &d.input)
    if flow == .full {
      recurrent.multiplyTransposed(dz, addingInto: &d.previous.hidden)
    }
  }
}
