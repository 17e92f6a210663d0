/// Adam: steps scaled by running means of the gradient and of its square.
/// (Kingma & Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015.)
package struct Adam<Scalar: Weight>: Equatable, Sendable {
  /// The running mean m of the gradient.
  package private(set) var mean: [Scalar]
  /// The running mean v of its square.
  package private(set) var square: [Scalar]
  /// How many updates there were.
  package private(set) var count = 0

  /// Zero moments for so many weights.
  package init(weights: Int) {
    mean = [Scalar](repeating: 0, count: weights)
    square = mean
  }

  /// The moments of an optimiser that has made `count` updates.
  init(mean: [Scalar], square: [Scalar], count: Int) {
    (self.mean, self.square, self.count) = (mean, square, count)
    // The same products as in `update`, so that the digits agree; beyond that
    // many both are 0.
    for _ in 0..<min(count, 1_000_000) {
      meanDecay *= 0.9
      squareDecay *= 0.999
    }
  }

  /// Moves `weights` against `scale` times `gradient`.
  ///
  ///     m = β₁·m + (1 − β₁)·∂,     v = β₂·v + (1 − β₂)·∂²
  ///     w −= rate · m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε)
  ///
  /// with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
  // Trainers are generic, and a loop over numbers of unknown kind is a hundred
  // times slower.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  package mutating func update(
    _ weights: inout [Scalar], gradient: [Scalar], scale: Double, rate: Double
  ) {
    precondition(
      weights.count == mean.count && gradient.count == mean.count,
      "\(weights.count) weights, \(gradient.count) slopes for \(mean.count)")
    count += 1
    meanDecay *= 0.9
    squareDecay *= 0.999
    let scale = Scalar(scale)
    let step = Scalar(rate / (1 - meanDecay))
    let correction = Scalar(1 / (1 - squareDecay).squareRoot())
    gradient.withUnsafeBufferPointer { gradient in
      weights.withUnsafeMutableBufferPointer { w in
        mean.withUnsafeMutableBufferPointer { m in
          square.withUnsafeMutableBufferPointer { v in
            for k in gradient.indices {
              let d = scale * gradient[k]
              m[k] += 0.1 * (d - m[k])
              v[k] += 0.001 * (d * d - v[k])
              w[k] -= step * m[k] / (v[k].squareRoot() * correction + 1e-8)
            }
          }
        }
      }
    }
  }

  /// β₁ᵗ and β₂ᵗ.
  private var meanDecay = 1.0, squareDecay = 1.0
}

/// The factor that brings a gradient of length `norm` to at most `limit`.
/// (Pascanu, Mikolov & Bengio, *On the difficulty of training recurrent neural
/// networks*, ICML 2013.)
package func clippingScale(norm: Double, limit: Double) -> Double {
  norm > limit ? limit / norm : 1
}
