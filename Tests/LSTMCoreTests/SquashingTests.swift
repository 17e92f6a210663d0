import Foundation
import LSTMCore
import Testing

/// The vectorised functions against the C library's.
struct SquashingTests {
  static let points: [Double] = {
    var generator = SplitMix64(seed: 4)
    let random = (0..<200_000).map { k in
      let size = [1e-8, 1e-3, 0.5, 3, 40, 800][k % 6]
      return Double.random(in: -size...size, using: &generator)
    }
    return random + [0, -0.0, 1e-300, -1e-300, 0.35, -0.35, 19, 22, -22]
  }()

  /// The distance in units in the last place of the expected value.
  func distance(_ found: Double, _ expected: Double) -> Double {
    (found - expected).magnitude
      / max(expected.ulp, Double.leastNormalMagnitude)
  }

  @Test func hyperbolicTangentWithinTwoUlps() {
    let found = LSTMCore.tanh(Vector(Self.points))
    let worst = zip(found.elements, Self.points).map {
      distance($0, Foundation.tanh($1))
    }.max()
    #expect(worst ?? .infinity <= 2, "worst: \(worst ?? 0) ulp")
  }

  @Test func logisticWithinTwoUlps() {
    let found = sigmoid(Vector(Self.points))
    let worst = zip(found.elements, Self.points).map { value, x in
      // Long double would be the better witness; this form loses nothing.
      let e = Foundation.exp(-x.magnitude)
      return distance(value, x < 0 ? e / (1 + e) : 1 / (1 + e))
    }.max()
    #expect(worst ?? .infinity <= 2, "worst: \(worst ?? 0) ulp")
  }

  @Test func extremes() {
    let x = Vector([.infinity, -.infinity, .nan, 0, 1000, -1000, 37, -745])
    let s = sigmoid(x)
    #expect(s[0] == 1 && s[1] == 0 && s[2].isNaN && s[3] == 0.5)
    #expect(s[4] == 1 && s[5] == 0 && s[6] == 1 && s[7] > 0)
    let t = LSTMCore.tanh(x)
    #expect(t[0] == 1 && t[1] == -1 && t[2].isNaN && t[3] == 0)
    #expect(t[4] == 1 && t[5] == -1)
  }

  @Test func lengthsThatDoNotFillTheLanes() {
    for count in 0..<20 {
      let x = Vector((0..<count).map { Double($0) / 3 - 2 })
      let expected = x.elements.map { Foundation.tanh($0) }
      #expect(difference(LSTMCore.tanh(x).elements, expected) < 1e-15)
    }
  }
}
