// The logistic function and tanh on vectors, eight lanes at a time.
//
// Both rest on e^y for y ≤ 0, with y = n·ln 2 + r and |r| ≤ ln 2 / 2:
//
//     e^y = 2ⁿ·(1 + r + r²·p(r))
//
// p is the Taylor series to r¹³, whose first omitted term is below 2⁻⁵⁷ there.
// ln 2 is split into two constants, the first short enough that n times it is
// exact. tanh stays within 2 units in the last place, σ within 2.5. Nothing is
// fused, so every processor gives the same digits.

/// σ(v) = 1 / (1 + e^−v), element by element: how far a gate is open, in (0, 1).
public func sigmoid(_ v: Vector) -> Vector { v.mapLanes(sigmoid) }

/// tanh(v), element by element, in (−1, 1).
public func tanh(_ v: Vector) -> Vector { v.mapLanes(tanh) }

private typealias Lanes = SIMD8<Double>

@inline(__always)
private func sigmoid(_ x: Lanes) -> Lanes {
  // e^−|x| ≤ 1 cannot overflow: σ(x) = 1/(1+e) for x ≥ 0, else e/(1+e).
  let e = exponential(-magnitude(x))
  return Lanes(repeating: 1).replacing(with: e, where: x .< 0) / (1 + e)
}

@inline(__always)
private func tanh(_ x: Lanes) -> Lanes {
  // Far from 0: tanh|x| = 1 − 2e/(1+e) with e = e^−2|x|. Near 0 that would
  // cancel: tanh x = x + x·q with q a rational function of x². One division
  // serves both.
  let size = magnitude(x)
  let isNear = size .< 0.625
  let e = exponential(-2 * size)
  let (numerator, denominator) = nearZero(x * x)
  let quotient =
    (2 * e).replacing(with: numerator, where: isNear)
    / (1 + e).replacing(with: denominator, where: isNear)
  let far = 1 - quotient
  return far.replacing(with: -far, where: x .< 0)
    .replacing(with: x + x * quotient, where: isNear)
}

/// z·P(z) and Q(z) such that tanh x ≈ x + x·z·P(z)/Q(z), z = x² < 0.625².
/// (Coefficients of the Cephes mathematical library, S. Moshier.)
@inline(__always)
private func nearZero(_ z: Lanes) -> (Lanes, Lanes) {
  var p = -0.964_399_179_425_052_24 * z - 99.287_723_100_191_859
  p = p * z - 1_614.687_684_417_084_5
  var q = z + 112.811_678_491_632_93
  q = q * z + 2_235.488_390_601_004_5
  q = q * z + 4_844.063_053_251_254_9
  return (z * p, q)
}

/// e^y for y ≤ 0; NaN stays NaN.
@inline(__always)
private func exponential(_ y: Lanes) -> Lanes {
  // Below −745 the exponential is 0 in Double; NaN compares false and passes.
  let y = y.replacing(with: -746, where: y .< -746)
  let shifted = y * 1.442_695_040_888_963_4 + roundingShift
  let n = shifted - roundingShift
  let r = (y - n * ln2High) - n * ln2Low
  // 2ⁿ in two factors, since n reaches −1076, below the smallest exponent.
  let exponent = bits(shifted) &- shiftBits
  let half = exponent &>> 1
  return (1 + (r + r * r * exponentialTail(r))) * powerOfTwo(half)
    * powerOfTwo(exponent &- half)
}

/// p(r) = 1/2! + r/3! + … + r¹¹/13!
@inline(__always)
private func exponentialTail(_ r: Lanes) -> Lanes {
  var p = Lanes(repeating: 1 / 6_227_020_800)
  p = p * r + 1 / 479_001_600
  p = p * r + 1 / 39_916_800
  p = p * r + 1 / 3_628_800
  p = p * r + 1 / 362_880
  p = p * r + 1 / 40_320
  p = p * r + 1 / 5_040
  p = p * r + 1 / 720
  p = p * r + 1 / 120
  p = p * r + 1 / 24
  p = p * r + 1 / 6
  return p * r + 1 / 2
}

@inline(__always)
private func powerOfTwo(_ n: SIMD8<Int64>) -> Lanes {
  unsafeBitCast((n &+ 1023) &<< 52, to: Lanes.self)
}

@inline(__always)
private func magnitude(_ x: Lanes) -> Lanes {
  unsafeBitCast(bits(x) & Int64.max, to: Lanes.self)
}

@inline(__always)
private func bits(_ x: Lanes) -> SIMD8<Int64> {
  unsafeBitCast(x, to: SIMD8<Int64>.self)
}

/// Adding 1.5·2⁵² rounds a small number to a whole one and leaves it in the
/// low bits.
private let roundingShift = 6_755_399_441_055_744.0
private let shiftBits = Int64(bitPattern: roundingShift.bitPattern)
private let ln2High = 0x1.62e42feep-1
private let ln2Low = 0x1.a39ef35793c76p-33

extension Vector {
  /// `transform` of every element, a group of lanes at a time; the last group
  /// is filled up with zeros.
  @inline(__always)
  fileprivate func mapLanes(_ transform: (Lanes) -> Lanes) -> Vector {
    let width = Lanes.scalarCount
    let whole = count - count % width
    return withUnsafeValues { source in
      Vector(count: count) { result in
        let (input, output) = (
          UnsafeRawBufferPointer(source), UnsafeMutableRawPointer(result)
        )
        for k in stride(from: 0, to: whole, by: width) {
          let offset = k * MemoryLayout<Double>.stride
          let x = input.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
          output.storeBytes(
            of: transform(x), toByteOffset: offset, as: Lanes.self)
        }
        guard whole < count else { return }
        var rest = Lanes.zero
        for k in whole..<count { rest[k - whole] = source[k] }
        rest = transform(rest)
        for k in whole..<count { result[k] = rest[k - whole] }
      }
    }
  }
}
