import LSTMCore

/// Draws that the tasks of 1997 are made of; the same bits give the same
/// number in every version of the standard library.
extension SplitMix64 {
  /// Uniform in [0, 1), in steps of 2⁻⁵³.
  package mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Uniform between two bounds.
  package mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * unit()
  }

  /// Uniform among 0, 1, … `count` − 1. (Lemire, *Fast Random Integer
  /// Generation in an Interval*, TOMACS 29(1), 2019, without the rejection:
  /// for the counts here the bias is below 2⁻⁵⁰.)
  package mutating func index(below count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// Heads or tails.
  package mutating func coin() -> Bool { next() >> 63 == 1 }

  /// Two independent draws from N(0, deviation²), by Box and Muller's
  /// transform.
  package mutating func normalPair(_ deviation: Double) -> (Double, Double) {
    let radius = deviation * (-2 * log(1 - unit())).squareRoot()
    let angle = 2 * Double.pi * unit()
    return (radius * cos(angle), radius * sin(angle))
  }

  /// A generator of its own for one purpose of one trial, far from those of
  /// other purposes and seeds.
  package static func stream(_ purpose: UInt64, seed: UInt64) -> SplitMix64 {
    var mixer = SplitMix64(seed: seed)
    let mixed = mixer.next()
    var second = SplitMix64(seed: mixed ^ (purpose &* 0xD1B5_4A32_D192_ED03))
    return SplitMix64(seed: second.next())
  }
}
