/// Layer normalisation: values brought to mean 0 and variance 1 over a layer,
/// then scaled and shifted unit by unit.
///
/// Ba, Kiros & Hinton, *Layer Normalization*, 2016 (arXiv 1607.06450).
public struct LayerNorm: Equatable, Sendable {
  /// α; one value a unit.
  public var gain: Vector
  /// β; one value a unit.
  public var bias: Vector
  /// What is added to the variance before the root, as PyTorch does.
  public static let epsilon = 1e-5

  /// A norm over `count` values, gain and bias 0.
  public init(count: Int) {
    gain = Vector(zeros: count)
    bias = gain
  }

  /// LN(v) = α ⊙ (v − mean) / √(variance + ε) + β
  public func callAsFunction(_ v: Vector) -> Vector {
    gain * normalised(v).values + bias
  }

  /// The backward twin: with v̂ the normalised values, s the root and d = ∂ ⊙ α
  ///
  ///     ∂α += ∂ ⊙ v̂,  ∂β += ∂,  ∂v = (d − mean(d) − v̂·mean(d ⊙ v̂)) / s
  func backward(
    _ d: Vector, _ v: Vector, into gradient: inout LayerNorm
  ) -> Vector {
    let (values, root) = normalised(v)
    gradient.gain.accumulate(d * values)
    gradient.bias.accumulate(d)
    let scaled = d * gain
    let count = Double(v.count)
    let mean = scaled.elements.reduce(0, +) / count
    let along = scaled.dot(values) / count
    return (1 / root) * (scaled.map { $0 - mean } - along * values)
  }

  /// v̂, and the root of variance + ε.
  private func normalised(_ v: Vector) -> (values: Vector, root: Double) {
    let count = Double(v.count)
    let mean = v.elements.reduce(0, +) / count
    let centred = v.map { $0 - mean }
    let root = (centred.dot(centred) / count + Self.epsilon).squareRoot()
    return ((1 / root) * centred, root)
  }
}
