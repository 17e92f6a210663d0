/// σ(x) = 1 / (1 + e^−x) of a few values, within 4 units in the last place.
///
/// A network of a dozen units waits for each σ before it can go on, so the
/// polynomial is summed as a tree, where `sigmoid(_: Vector)` of the core, with
/// long vectors to fill the time, sums in a row. Nothing is fused: every
/// processor gives the same digits.
///
///     e^y = 2ⁿ·e^r,  y = n·ln 2 + r,  |r| ≤ ln 2 / 2,  Taylor to r¹³
@inline(__always)
func logistic<Lanes: SIMD>(_ x: Lanes) -> Lanes
where Lanes.Scalar == Double, Lanes.MaskStorage.Scalar == Int64 {
  // Beyond ±708 the exponential leaves the normal numbers; σ is then 0 or 1
  // to all digits.
  let y = (-x).clamped(
    lowerBound: Lanes(repeating: -708), upperBound: Lanes(repeating: 708))
  let shifted = y * 1.442_695_040_888_963_4 + roundingShift
  let n = shifted - roundingShift
  let r = (y - n * 0x1.62e42feep-1) - n * 0x1.a39ef35793c76p-33
  let exponent = unsafeBitCast(shifted, to: Lanes.MaskStorage.self) &- shiftBits
  let power = unsafeBitCast(
    (exponent &+ 1023) &<< 52, to: Lanes.self)
  return 1 / (1 + power * exponentialSeries(r))
}

/// 1 + r + r²/2! + … + r¹³/13!, in pairs of pairs of pairs.
@inline(__always)
private func exponentialSeries<Lanes: SIMD>(_ r: Lanes) -> Lanes
where Lanes.Scalar == Double {
  let r2 = r * r
  let r4 = r2 * r2
  let p0 = 1 + r
  let p2 = 0.5 + r * (1 / 6)
  let p4 = (1 / 24) + r * (1 / 120)
  let p6 = (1 / 720) + r * (1 / 5_040)
  let p8 = (1 / 40_320) + r * (1 / 362_880)
  let p10 = (1 / 3_628_800) + r * (1 / 39_916_800)
  let p12 = (1 / 479_001_600) + r * (1 / 6_227_020_800)
  let low = (p0 + r2 * p2) + r4 * (p4 + r2 * p6)
  let high = (p8 + r2 * p10) + r4 * p12
  return low + (r4 * r4) * high
}

/// Adding 1.5·2⁵² rounds a small number to a whole one and leaves it in the
/// low bits.
private let roundingShift = 6_755_399_441_055_744.0
private let shiftBits = Int64(bitPattern: roundingShift.bitPattern)
