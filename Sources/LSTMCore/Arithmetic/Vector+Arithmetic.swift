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
    b.withUnsafeValues { b in
      a.withUnsafeMutableValues { a in
        for k in 0..<a.count { a[k] += b[k] }
      }
    }
  }

  /// Makes every element 0.
  mutating func clear() {
    withUnsafeMutableValues { $0.update(repeating: 0) }
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
    return withUnsafeValues { a in
      other.withUnsafeValues { b in
        a.indices.reduce(0) { $0 + a[$1] * b[$1] }
      }
    }
  }

  /// A vector of `transform` applied to every element.
  @inline(__always)
  public func map(_ transform: (Double) -> Double) -> Vector {
    withUnsafeValues { a in
      Vector(count: a.count) { result in
        for k in 0..<a.count { result[k] = transform(a[k]) }
      }
    }
  }

  @inline(__always)
  func zip(
    _ other: Vector, _ combine: (Double, Double) -> Double
  ) -> Vector {
    requireEqualCounts(self, other)
    return withUnsafeValues { a in
      other.withUnsafeValues { b in
        Vector(count: a.count) { result in
          for k in 0..<a.count { result[k] = combine(a[k], b[k]) }
        }
      }
    }
  }
}

@inline(__always)
func requireEqualCounts(_ a: Vector, _ b: Vector) {
  precondition(
    a.count == b.count, "vectors of \(a.count) and \(b.count) elements")
}
