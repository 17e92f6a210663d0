/// Adam: steps scaled by running means of the gradient and of its square.
/// (Kingma & Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015.)
package struct Adam: Equatable, Sendable {
  /// The running mean m of the gradient.
  package internal(set) var mean: FloatModel
  /// The running mean v of its square.
  package internal(set) var square: FloatModel
  /// How many updates there were.
  package internal(set) var count = 0

  /// Zero moments for weights like those of `model`.
  package init(_ model: FloatModel) {
    (mean, square) = (model.zeros, model.zeros)
  }

  /// The moments of an optimiser that has made `count` updates.
  init(mean: FloatModel, square: FloatModel, count: Int) {
    (self.mean, self.square, self.count) = (mean, square, count)
    // The same products as in `update`, so that the digits agree; beyond that
    // many both are 0.
    for _ in 0..<min(count, 1_000_000) {
      meanDecay *= 0.9
      squareDecay *= 0.999
    }
  }

  /// Moves `model` against `scale` times `gradient`.
  ///
  ///     m = β₁·m + (1 − β₁)·∂,     v = β₂·v + (1 − β₂)·∂²
  ///     w −= rate · m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε)
  ///
  /// with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
  package mutating func update(
    _ model: inout FloatModel, gradient: borrowing FloatModel, scale: Float,
    rate: Double
  ) {
    count += 1
    meanDecay *= 0.9
    squareDecay *= 0.999
    let step = Float(rate / (1 - meanDecay))
    let correction = Float(1 / (1 - squareDecay).squareRoot())
    let size = model.layout.count
    gradient.values.withUnsafeBufferPointer { gradient in
      model.withMemory { w in
        mean.withMemory { m in
          square.withMemory { v in
            for k in 0..<size {
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

extension FloatModel {
  /// The Euclidean norm of all values together, summed in groups whose order is
  /// fixed.
  package var norm: Double {
    values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return 0 }
      var total = 0.0
      // Every array is padded, so the groups come out even.
      for start in stride(from: 0, to: values.count, by: 4096) {
        var sum = Lanes.zero
        var k = start
        while k < min(start &+ 4096, values.count) {
          sum.addProduct(load(base, k), load(base, k))
          k &+= Lanes.scalarCount
        }
        total += Double(sum.sum())
      }
      return total.squareRoot()
    }
  }
}

/// The factor that brings a gradient of length `norm` to at most `limit`.
/// (Pascanu, Mikolov & Bengio, *On the difficulty of training recurrent neural
/// networks*, ICML 2013.)
package func clippingScale(norm: Double, limit: Double) -> Float {
  norm > limit ? Float(limit / norm) : 1
}
