/// Sixteen values at once: one AVX-512 register, or several smaller ones.
///
/// What is written here avoids `rounded()`, `clamped()` and conversions
/// between vector types, which go lane by lane.
package typealias Lanes = SIMD16<Float>

/// `count` rounded up to whole groups of lanes.
func padded(_ count: Int) -> Int {
  (count + Lanes.scalarCount - 1) / Lanes.scalarCount * Lanes.scalarCount
}

/// e^x to a relative 2e-7; 0 below −87.3, and no more than 1.6e38. NaN stays.
///
///     x = n·ln 2 + r,  |r| ≤ ln 2 / 2  ⇒  e^x = 2ⁿ·e^r
///
/// with e^r from the series, which its seventh power ends.
@inline(__always)
package func exp(_ x: Lanes) -> Lanes {
  let bounded = x.replacing(with: 87.9, where: x .> 87.9)
    .replacing(with: -87.3, where: x .< -87.3)
  // Adding 1.5·2²³ rounds to a whole number and leaves it in the low bits.
  let shifted = Lanes(repeating: shift).addingProduct(bounded, 1.442_695_04)
  let n = shifted - shift
  let r = bounded.addingProduct(n, -0.693_359_375)
    .addingProduct(n, 2.121_944_4e-4)
  var p = Lanes(repeating: 1 / 5040)
  p = Lanes(repeating: 1 / 720).addingProduct(p, r)
  p = Lanes(repeating: 1 / 120).addingProduct(p, r)
  p = Lanes(repeating: 1 / 24).addingProduct(p, r)
  p = Lanes(repeating: 1 / 6).addingProduct(p, r)
  p = Lanes(repeating: 0.5).addingProduct(p, r)
  p = Lanes(repeating: 1).addingProduct(p, r)
  p = Lanes(repeating: 1).addingProduct(p, r)
  let exponent = (unsafeBitCast(shifted, to: Bits.self) &+ 127) &<< 23
  let power = p * unsafeBitCast(exponent, to: Lanes.self)
  return power.replacing(with: 0, where: x .< -87.3)
}

/// tanh(x) to a relative 5e-7: x·p(x²)/q(x²), the quotient of polynomials that
/// the Eigen library uses, ±1 but for rounding beyond ±8. NaN stays.
@inline(__always)
package func tanh(_ x: Lanes) -> Lanes {
  let x = x.replacing(with: limit, where: x .> limit)
    .replacing(with: -limit, where: x .< -limit)
  let s = x * x
  var p = Lanes(repeating: -2.760_768_477e-16)
  p = Lanes(repeating: 2.000_187_904e-13).addingProduct(p, s)
  p = Lanes(repeating: -8.604_671_522e-11).addingProduct(p, s)
  p = Lanes(repeating: 5.122_297_091e-8).addingProduct(p, s)
  p = Lanes(repeating: 1.485_722_357e-5).addingProduct(p, s)
  p = Lanes(repeating: 6.372_619_289e-4).addingProduct(p, s)
  p = Lanes(repeating: 4.893_524_558e-3).addingProduct(p, s)
  var q = Lanes(repeating: 1.198_258_395e-6)
  q = Lanes(repeating: 1.185_347_057e-4).addingProduct(q, s)
  q = Lanes(repeating: 2.268_434_633e-3).addingProduct(q, s)
  q = Lanes(repeating: 4.893_525_186e-3).addingProduct(q, s)
  return x * p / q
}

/// σ(x) = ½ + ½·tanh(x/2), to an absolute 1e-7. NaN stays.
@inline(__always)
package func sigmoid(_ x: Lanes) -> Lanes {
  Lanes(repeating: 0.5).addingProduct(tanh(0.5 * x), 0.5)
}

@inline(__always)
func load(_ base: UnsafePointer<Float>, _ index: Int) -> Lanes {
  UnsafeRawPointer(base + index).loadUnaligned(as: Lanes.self)
}

@inline(__always)
func store(
  _ lanes: Lanes, _ base: UnsafeMutablePointer<Float>, _ index: Int
) {
  UnsafeMutableRawPointer(base + index).storeBytes(of: lanes, as: Lanes.self)
}

private typealias Bits = SIMD16<Int32>
private let shift: Float = 12_582_912
private let limit: Float = 7.998_811_7
