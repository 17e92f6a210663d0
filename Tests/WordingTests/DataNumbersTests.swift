import Foundation
import Testing

import Wording

/// Held to C's printf, which Foundation calls.
struct DataNumbersTests {
  /// Numbers of every size, many of them in the middle between two decimals.
  static let numbers: [Double] = {
    var random = SystemRandomNumberGenerator()
    let any = (0..<2_000).map { _ in
      Double(bitPattern: UInt64.random(in: .min ... .max, using: &random))
    }
    let near = (0..<2_000).map { _ in
      Double.random(in: -1_200...1_200, using: &random)
    }
    let halves = (-400..<400).map { Double($0) / 16 }
    let edges = [
      0, -0.0, 1e300, -1e300, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
      .leastNonzeroMagnitude * 1e13, .pi,
      Double.greatestFiniteMagnitude, Double.leastNormalMagnitude, 9.995,
      0.9995, 99.95, 9.5, 1e15, 1e16, 123_456_789,
    ]
    return (any + near + halves + edges).filter(\.isFinite)
  }()

  @Test(arguments: [0, 1, 2, 3, 4, 9])
  func fixedIsPrintfs(_ decimals: Int) {
    for number in Self.numbers {
      #expect(
        number.fixed(decimals) == String(format: "%.\(decimals)f", number))
    }
  }

  @Test(arguments: [1, 2, 4, 6, 12])
  func generalIsPrintfs(_ digits: Int) {
    for number in Self.numbers {
      #expect(
        number.general(digits) == String(format: "%.\(digits)g", number))
    }
  }

  @Test func whatIsNoNumberHasAWord() {
    #expect(Double.nan.fixed(2) == "nan")
    #expect((-Double.infinity).general(4) == "-inf")
  }

  @Test func wholeNumbersAreBare() {
    #expect([2, -3, 0.35, 1e20].map(\.bare) == ["2", "-3", "0.35", "1e+20"])
  }
}
