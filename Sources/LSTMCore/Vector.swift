/// A column of `Double` values, with the arithmetic that equations use.
///
/// `+`, `-` and `*` work element by element, so `f * c` is f ⊙ c. Lengths must
/// agree; a mismatch is a programmer's error and stops with both lengths.
public struct Vector: Equatable, Sendable {
  /// The values in order.
  public var elements: [Double]

  /// A vector of the given values.
  public init(_ elements: [Double]) { self.elements = elements }

  /// A vector of `count` zeros.
  public init(zeros count: Int) {
    elements = [Double](repeating: 0, count: count)
  }

  /// The elements of several vectors, one after another.
  public init(joining vectors: [Vector]) {
    elements = vectors.flatMap(\.elements)
  }

  /// How many values there are.
  public var count: Int { elements.count }

  /// The elements at a range of places.
  public subscript(range: Range<Int>) -> Vector {
    Vector(Array(elements[range]))
  }

  /// The value at `index`, counted from 0.
  public subscript(index: Int) -> Double {
    get { elements[index] }
    set { elements[index] = newValue }
  }
}

extension Vector: ExpressibleByArrayLiteral {
  /// A vector written as a list, `[0.5, -1]`.
  public init(arrayLiteral elements: Double...) { self.elements = elements }
}

extension Vector {
  /// The element-by-element sum.
  public static func + (a: Vector, b: Vector) -> Vector { a.zip(b, +) }

  /// The element-by-element difference.
  public static func - (a: Vector, b: Vector) -> Vector { a.zip(b, -) }

  /// The element-by-element product, a ⊙ b.
  public static func * (a: Vector, b: Vector) -> Vector { a.zip(b, *) }

  /// Every element multiplied by `scale`.
  public static func * (scale: Double, a: Vector) -> Vector {
    a.map { scale * $0 }
  }

  /// `value − a`, element by element.
  public static func - (value: Double, a: Vector) -> Vector {
    a.map { value - $0 }
  }

  /// Adds `b` to `a` in place.
  public static func += (a: inout Vector, b: Vector) {
    requireEqualCounts(a, b)
    a.elements.withUnsafeMutableBufferPointer { a in
      b.elements.withUnsafeBufferPointer { b in
        for k in 0..<a.count { a[k] += b[k] }
      }
    }
  }

  /// Makes every element 0.
  mutating func clear() {
    elements.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
  }

  /// Every element multiplied by itself.
  public var squared: Vector { map { $0 * $0 } }

  /// σ′ = σ·(1 − σ), where these are values of σ.
  public var sigmoidSlope: Vector { map { $0 * (1 - $0) } }

  /// tanh′ = 1 − tanh², where these are values of tanh.
  public var tanhSlope: Vector { map { 1 - $0 * $0 } }

  /// The scalar product, summed in order.
  public func dot(_ other: Vector) -> Double {
    requireEqualCounts(self, other)
    return elements.indices.reduce(0) { $0 + self[$1] * other[$1] }
  }

  /// The Euclidean length ‖v‖₂; it neither overflows nor underflows before the
  /// result itself does. NaN when any element is NaN.
  public var norm: Double {
    let squares = sumOfSquares
    return squares > 1e-290 && squares < 1e290
      ? squares.squareRoot() : scaledNorm
  }

  /// Four sums side by side, then their sum.
  private var sumOfSquares: Double {
    elements.withUnsafeBufferPointer { values in
      var sums = SIMD4<Double>.zero
      let whole = values.count - values.count % 4
      for k in stride(from: 0, to: whole, by: 4) {
        let four = SIMD4(
          values[k], values[k + 1], values[k + 2], values[k + 3])
        sums += four * four
      }
      for k in whole..<values.count { sums[k - whole] += values[k] * values[k] }
      return sums.sum()
    }
  }

  /// By way of the largest power of two in it, which costs no digits.
  private var scaledNorm: Double {
    let largest = elements.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0, largest.isFinite else {
      return elements.contains { $0.isNaN } ? .nan : largest
    }
    let exponent = min(max(-largest.exponent, -1000), 1000)
    let scale = Double(sign: .plus, exponent: exponent, significand: 1)
    return map { scale * $0 }.sumOfSquares.squareRoot() / scale
  }

  /// A vector of `transform` applied to every element.
  @inline(__always)
  public func map(_ transform: (Double) -> Double) -> Vector {
    elements.withUnsafeBufferPointer { a in
      Vector(count: a.count) { transform(a[$0]) }
    }
  }

  @inline(__always)
  private func zip(
    _ other: Vector, _ combine: (Double, Double) -> Double
  ) -> Vector {
    requireEqualCounts(self, other)
    return elements.withUnsafeBufferPointer { a in
      other.elements.withUnsafeBufferPointer { b in
        Vector(count: a.count) { combine(a[$0], b[$0]) }
      }
    }
  }

  @inline(__always)
  private init(count: Int, _ value: (Int) -> Double) {
    elements = [Double](unsafeUninitializedCapacity: count) { buffer, filled in
      for k in 0..<count { buffer.initializeElement(at: k, to: value(k)) }
      filled = count
    }
  }
}

@inline(__always)
func requireEqualCounts(_ a: Vector, _ b: Vector) {
  precondition(
    a.count == b.count, "vectors of \(a.count) and \(b.count) elements")
}
