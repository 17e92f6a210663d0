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

  #if arch(x86_64)
    typealias Witness = Float80
  #else
    typealias Witness = Double
  #endif

  /// The largest distance in units in the last place of the expected value.
  func worst(_ found: Vector, _ expected: (Witness) -> Witness) -> Witness {
    zip(found.elements, Self.points).map { value, x in
      let exact = expected(Witness(x))
      let ulp = max(Double(exact).ulp, Double.leastNormalMagnitude.ulp)
      return (Witness(value) - exact).magnitude / Witness(ulp)
    }.max() ?? .infinity
  }

  @Test func hyperbolicTangentWithinTwoUlps() {
    let worst = worst(LSTMCore.tanh(Vector(Self.points))) {
      Foundation.tanh($0)
    }
    #expect(worst <= 2)
  }

  @Test func logisticWithinTwoAndAHalfUlps() {
    let worst = worst(sigmoid(Vector(Self.points))) { x in
      let e = Foundation.exp(-x.magnitude)
      return x < 0 ? e / (1 + e) : 1 / (1 + e)
    }
    #expect(worst <= 2.5)
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
