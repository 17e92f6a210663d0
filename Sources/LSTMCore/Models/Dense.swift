/// A dense layer between the recurrent layers and the readout: y = a(W·x + b).
public struct Dense: Equatable, Sendable {
  /// W; (outputs × inputs).
  public var weights: Matrix
  /// b; (outputs).
  public var bias: Vector
  /// a.
  public var activation: Activation

  /// What a sum is passed through, element by element.
  public enum Activation: String, CaseIterable, Sendable {
    case linear, tanh, sigmoid, relu
    /// 0.2 z + 0.5, cut off at 0 and 1.
    case hardSigmoid = "hard_sigmoid"
    /// ln(1 + e^z).
    case softplus
    /// z, or e^z − 1 below 0.
    case elu
  }

  /// A layer of the given parts, as many rows of `weights` as biases.
  public init(weights: Matrix, bias: Vector, _ activation: Activation) {
    precondition(
      weights.rows == bias.count,
      "a dense layer of \(weights.rows) rows and \(bias.count) biases")
    (self.weights, self.bias) = (weights, bias)
    self.activation = activation
  }

  /// a(W·x + b); (outputs).
  public func callAsFunction(_ x: Vector) -> Vector {
    var z = bias
    weights.multiply(x, addingInto: &z)
    return z.map(activation.callAsFunction)
  }

  /// The backward twin, given ∂L/∂y, x and y: adds the gradient of the weights
  /// to `gradient`, a layer of the same sizes, and gives ∂L/∂x.
  public func backward(
    _ error: Vector, read x: Vector, gave y: Vector, into gradient: inout Dense
  ) -> Vector {
    let d = error * y.map(activation.slope)
    gradient.weights.addOuterProduct(d, x)
    gradient.bias += d
    var below = Vector(zeros: x.count)
    weights.multiplyTransposed(d, addingInto: &below)
    return below
  }

  /// A layer of the same sizes with zero weights, to accumulate gradients in.
  public var zeros: Dense {
    Dense(
      weights: Matrix(rows: weights.rows, columns: weights.columns),
      bias: Vector(zeros: bias.count), activation)
  }
}

extension Dense.Activation {
  /// a(z).
  public func callAsFunction(_ z: Double) -> Double {
    switch self {
    case .linear: z
    case .tanh: Double.tanh(z)
    case .sigmoid: 1 / (1 + Double.exp(-z))
    case .relu: max(0, z)
    case .hardSigmoid: min(1, max(0, 0.2 * z + 0.5))
    case .softplus: max(0, z) + Double.log1p(Double.exp(-abs(z)))
    case .elu: z > 0 ? z : Double.expm1(z)
    }
  }

  /// a′(z) by y = a(z); where there is a corner, 0.
  public func slope(_ y: Double) -> Double {
    switch self {
    case .linear: 1
    case .tanh: 1 - y * y
    case .sigmoid: y * (1 - y)
    case .relu: y > 0 ? 1 : 0
    case .hardSigmoid: 0 < y && y < 1 ? 0.2 : 0
    case .softplus: 1 - Double.exp(-y)
    case .elu: y > 0 ? 1 : y + 1
    }
  }
}
