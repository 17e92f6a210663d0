import Foundation
import LSTMTraining
import Testing

@Suite struct LanesTests {
  private static let points = stride(from: Float(-20), through: 20, by: 0.003)

  @Test("exp, tanh and the logistic function against the C library")
  func accuracy() {
    for x in Self.points {
      let (v, d) = (Lanes(repeating: x), Double(x))
      #expect(abs(Double(exp(v)[0]) / Foundation.exp(d) - 1) < 3e-7, "exp \(x)")
      let expected = Foundation.tanh(d)
      #expect(
        abs(Double(tanh(v)[5]) - expected) <= 6e-7 * abs(expected), "tanh \(x)")
      #expect(
        abs(Double(sigmoid(v)[15]) - 1 / (1 + Foundation.exp(-d))) < 2e-7,
        "sigmoid \(x)")
    }
  }

  @Test("far out, and where there is no number")
  func extremes() {
    #expect(exp(Lanes(repeating: -1e30))[0] == 0)
    #expect(exp(Lanes(repeating: -200))[0] == 0)
    #expect(exp(Lanes(repeating: 1e30))[0].isFinite)
    #expect(abs(tanh(Lanes(repeating: 1e30))[0] - 1) < 2e-7)
    #expect(abs(tanh(Lanes(repeating: -50))[0] + 1) < 2e-7)
    let nan = Lanes(repeating: .nan)
    #expect(exp(nan)[0].isNaN && tanh(nan)[0].isNaN && sigmoid(nan)[0].isNaN)
  }
}
