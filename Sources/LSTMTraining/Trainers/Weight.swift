import LSTMCore
import ModelFiles

/// A number as which weights are kept: `Float` on the fast path, `Double` with
/// the reference.
package protocol Weight: BinaryFloatingPoint, SIMDScalar, Codable, Sendable {
  /// How a file stores it.
  static var stored: NumberType { get }
  /// The Euclidean norm of all values together, summed in a fixed order.
  static func norm(_ values: [Self]) -> Double
}

extension Double: Weight {
  package static var stored: NumberType { .f64 }

  package static func norm(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}

extension Float: Weight {
  package static var stored: NumberType { .f32 }

  /// Summed in groups of lanes; every array of a `FloatModel` is padded, so
  /// they come out even.
  package static func norm(_ values: [Float]) -> Double {
    values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return 0 }
      var total = 0.0
      for start in stride(from: 0, to: values.count, by: 4096) {
        var sum = Lanes.zero
        var k = start
        while k < min(start &+ 4096, values.count) {
          sum.addProduct(load(base, k), load(base, k))
          k &+= Lanes.scalarCount
        }
        total += Double(sum.sum())
      }
      return total.squareRoot()
    }
  }
}
