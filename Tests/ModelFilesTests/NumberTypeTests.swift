import LSTMCore
import Testing

@testable import ModelFiles

/// Halves against IEEE 754's table of them: every one is read and written, and
/// what lies between two goes to the nearer.
@Suite struct NumberTypeTests {
  private func bits(_ value: Double) -> UInt16 {
    let bytes = NumberType.f16.bytes(of: [value])
    return UInt16(bytes[1]) << 8 | UInt16(bytes[0])
  }

  private func value(_ bits: UInt16) -> Double {
    NumberType.f16.values(of: [UInt8(bits & 255), UInt8(bits >> 8)])[0]
  }

  @Test func everyHalfIsWrittenAsItWasRead() {
    for word in UInt16.min...UInt16.max where value(word).isFinite {
      #expect(bits(value(word)) == word)
    }
  }

  private static let exact: [(Double, UInt16)] = [
    (1, 0x3C00), (-2, 0xC000), (65_504, 0x7BFF), (0x1p-14, 0x0400),
    (0x1p-24, 0x0001), (-0.0, 0x8000),
  ]
  // Halves have eleven bits: 1 + 2⁻¹¹ lies between 1 and 1 + 2⁻¹⁰.
  private static let between: [(Double, UInt16)] = [
    (0x1.002p0, 0x3C00), (0x1.006p0, 0x3C02), (0x1p-25, 0), (0x1.8p-24, 2),
    (0x1.ffep0, 0x4000), (65_519, 0x7BFF), (65_520, 0x7C00),
    (-Double.infinity, 0xFC00), (0.333_333_333, 0x3555),
  ]

  @Test(arguments: exact)
  func knownHalves(value: Double, word: UInt16) {
    #expect(bits(value) == word)
  }

  @Test(arguments: between)
  func betweenTwoTheNearerOrTheEvenOne(value: Double, word: UInt16) {
    #expect(bits(value) == word)
  }

  @Test func noNumberStaysNone() { #expect(value(bits(.nan)).isNaN) }
}
