import LSTMCore
import Testing

@Suite struct PercentileTests {
  @Test("the median of an even count is the mean of the middle two")
  func median() {
    #expect([3.0, 1, 2].median == 2)
    #expect([4.0, 1, 3, 2].median == 2.5)
    #expect([7.0].median == 7)
    #expect([Double]().median.isNaN)
    #expect([1.0, .nan, 2].median.isNaN)
    #expect([1.0, .infinity, .infinity].median == .infinity)
  }

  /// `numpy.percentile([1, 2, 4, 8, 16], [10, 25, 90])`.
  @Test("percentiles are interpolated, as NumPy does")
  func percentiles() {
    let values = [16.0, 1, 8, 2, 4]
    #expect(abs(values.percentile(0.1) - 1.4) < 1e-15)
    #expect(values.percentile(0.25) == 2)
    #expect(abs(values.percentile(0.9) - 12.8) < 1e-14)
    #expect(values.percentile(0) == 1)
    #expect(values.percentile(1) == 16)
  }
}
