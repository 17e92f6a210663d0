import Testing

import Wording

struct IntClampingTests {
  @Test func everyNumberHasANearestWhole() {
    #expect(Int(clamping: 2.5) == 3)
    #expect(Int(clamping: -2.4) == -2)
    #expect(Int(clamping: 2.1, rounded: .up) == 3)
    #expect(Int(clamping: Double.leastNonzeroMagnitude) == 0)
    #expect(Int(clamping: 1e300) == .max)
    #expect(Int(clamping: -1e300) == .min)
    #expect(Int(clamping: Double.infinity) == .max)
    #expect(Int(clamping: Double.nan) == 0)
    #expect(UInt8(clamping: 300.0) == 255)
    #expect(UInt8(clamping: -1.0) == 0)
  }
}
