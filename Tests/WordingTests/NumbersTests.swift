import Testing

import Wording

struct NumbersTests {
  @Test func signsAreTrueAndNothingHasNone() {
    #expect(signed(0.55034) == "+0.5503")
    #expect(signed(-1.31) == "−1.3100")
    #expect(signed(-0.00001) == "+0.0000")
    #expect(plain(-0.00001) == "0.0000")
    #expect(plain(-1.31, decimals: 1) == "−1.3")
  }

  @Test func halvesGoAwayFromZero() {
    #expect(plain(0.125, decimals: 2) == "0.13")
    #expect(plain(-2.5, decimals: 0) == "−3")
    // Just below a half as it is stored.
    #expect(plain(1.115, decimals: 2) == "1.11")
  }

  @Test func sharesArePercent() {
    #expect(percent(0.38) == "38%")
    #expect(percent(0.0041) == "0.4%")
    #expect(percent(0) == "0%")
    #expect(percent(-0.2) == "−20%")
    #expect(wholePercent(0.996) == "100%")
    #expect(wholePercent(.nan) == "–")
  }

  @Test func thousandsAreGrouped() {
    #expect(
      [0, 999, 1000, 1_234_567].map(grouped) == [
        "0", "999", "1,000", "1,234,567",
      ])
    #expect(grouped(-1000) == "−1,000")
    #expect(grouped(.min) == "−9,223,372,036,854,775,808")
  }

  @Test(arguments: [
    1e300, -1e300, .leastNonzeroMagnitude, .nan, .infinity, -.infinity,
  ])
  func everyNumberHasWords(_ value: Double) {
    let texts = [
      signed(value), plain(value), percent(value), wholePercent(value),
      Numerals.short(value), Numerals.tick(value),
      Numerals.hundredths(value), Numerals.cell(value, characters: 4),
      Numerals.cell(value, characters: 4, limit: 1e-9), value.bare,
    ]
    #expect(texts.allSatisfy { !$0.isEmpty })
  }
}
