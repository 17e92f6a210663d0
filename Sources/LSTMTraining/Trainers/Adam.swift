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
  ///
  /// The result does not depend on `workers`.
  package mutating func update(
    _ weights: inout [Scalar], gradient: [Scalar], scale: Double, rate: Double,
    workers: Workers = Workers(threads: 1)
  ) {
    precondition(
      weights.count == mean.count && gradient.count == mean.count,
      "\(weights.count) weights, \(gradient.count) slopes for \(mean.count)")
    count += 1
    meanDecay *= 0.9
    squareDecay *= 0.999
    let factors = Factors(
      scale: Scalar(scale), step: Scalar(rate / (1 - meanDecay)),
      correction: Scalar(1 / (1 - squareDecay).squareRoot()))
    let runs = weights.count.runs(of: 65_536)
    gradient.withUnsafeBufferPointer { d in
      weights.withUnsafeMutableBufferPointer { w in
        mean.withUnsafeMutableBufferPointer { m in
          square.withUnsafeMutableBufferPointer { v in
            workers.run(tasks: runs.count) { _, run in
              let run = runs[run]
              factors.move(
                UnsafeMutableBufferPointer(rebasing: w[run]),
                UnsafeMutableBufferPointer(rebasing: m[run]),
                UnsafeMutableBufferPointer(rebasing: v[run]),
                by: UnsafeBufferPointer(rebasing: d[run]))
            }
          }
        }
      }
    }
  }

  /// β₁ᵗ and β₂ᵗ.
  private var meanDecay = 1.0, squareDecay = 1.0

  /// What is the same for all weights of an update.
  private struct Factors {
    let scale, step, correction: Scalar

    // Trainers are generic, and a loop over numbers of unknown kind is a
    // hundred times slower.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func move(
      _ weights: UnsafeMutableBufferPointer<Scalar>,
      _ mean: UnsafeMutableBufferPointer<Scalar>,
      _ square: UnsafeMutableBufferPointer<Scalar>,
      by gradient: UnsafeBufferPointer<Scalar>
    ) {
      for k in stride(from: 0, to: gradient.count, by: 16) {
        let d = scale * gradient.lanes(at: k)
        var m = UnsafeBufferPointer(mean).lanes(at: k)
        var v = UnsafeBufferPointer(square).lanes(at: k)
        let w = UnsafeBufferPointer(weights).lanes(at: k)
        m += 0.1 * (d - m)
        v += 0.001 * (d * d - v)
        mean.store(m, at: k)
        square.store(v, at: k)
        weights.store(
          w - step * m / (v.squareRoot() * correction + 1e-8), at: k)
      }
    }
  }
}

extension UnsafeBufferPointer where Element: Weight {
  /// Sixteen values, or those that there are and zeros.
  @inline(__always)
  fileprivate func lanes(at index: Int) -> SIMD16<Element> {
    guard index + 16 > count else {
      return UnsafeRawPointer(baseAddress.unsafelyUnwrapped + index)
        .loadUnaligned(as: SIMD16<Element>.self)
    }
    var lanes = SIMD16<Element>.zero
    for k in index..<count { lanes[k - index] = self[k] }
    return lanes
  }
}

extension UnsafeMutableBufferPointer where Element: Weight {
  /// Writes sixteen values, or as many as there is room for.
  @inline(__always)
  fileprivate func store(_ lanes: SIMD16<Element>, at index: Int) {
    guard index + 16 > count else {
      UnsafeMutableRawPointer(baseAddress.unsafelyUnwrapped + index)
        .storeBytes(of: lanes, as: SIMD16<Element>.self)
      return
    }
    for k in index..<count { self[k] = lanes[k - index] }
  }
}

/// The factor that brings a gradient of length `norm` to at most `limit`.
/// (Pascanu, Mikolov & Bengio, *On the difficulty of training recurrent neural
/// networks*, ICML 2013.)
package func clippingScale(norm: Double, limit: Double) -> Double {
  norm > limit ? limit / norm : 1
}
