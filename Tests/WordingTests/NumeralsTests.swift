import Testing

import Wording

struct NumeralsTests {
  @Test func threeDigitsAtMost() {
    #expect(Numerals.short(0) == "0")
    #expect(Numerals.short(2) == "2.0")
    #expect(Numerals.short(-0.35) == "−0.35")
    #expect(Numerals.short(1199.6) == "1200")
    #expect(Numerals.short(999.96) == "1000")
    #expect(Numerals.short(0.03456) == "0.0346")
    #expect(Numerals.short(5e-8) == "5e−8")
    #expect(Numerals.short(-1.446e-8) == "−1.4e−8")
    #expect(Numerals.short(9.96e6) == "1e7")
    #expect(Numerals.short(1234) == "1230")
    #expect(Numerals.short(-9.999e-8) == "−1e−7")
    #expect(Numerals.short(99.99) == "100")
    #expect(Numerals.short(0.0999999) == "0.1")
  }

  @Test func extremesAreShort() {
    #expect(Numerals.short(1e300) == "1e300")
    #expect(Numerals.short(.leastNonzeroMagnitude) == "4.9e−324")
    #expect(Numerals.short(.nan) == "NaN")
    #expect(Numerals.short(-.infinity) == "−inf")
  }

  @Test func cellsAreNarrow() {
    let shown = [0.944, -0.944, 0.996, 12.3, -0.001].map {
      Numerals.cell($0, characters: 3)
    }
    #expect(shown == [".94", "−.9", "1.0", "12", ".0"])
    #expect(Numerals.cell(-0.34, characters: 4) == "−.34")
    #expect(Numerals.cell(-0.97, characters: 3) == "−1")
    #expect(Numerals.cell(-0.001, characters: 4) == ".00")
    #expect(Numerals.cell(0.0123, characters: 4, limit: 0.05) == "0.0123")
  }

  @Test func hundredthsHaveNoZeroInFront() {
    let shown = [0.61, -0.03, 1.4, 0, 10.255].map(Numerals.hundredths)
    #expect(shown == [".61", "−.03", "1.40", ".00", "10.26"])
  }

  @Test func ticksOfLargeNumbersHaveLetters() {
    let shown = [0, 0.25, 2000, 12_000, 3e6, 1e300].map(Numerals.tick)
    #expect(shown == ["0", "0.25", "2000", "12k", "3M", "1e294M"])
  }
}
