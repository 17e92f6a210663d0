extension Matrix {
  /// The singular values, the largest first: min(rows, columns) of them.
  ///
  /// One-sided Jacobi: the columns are rotated in pairs until every two are
  /// orthogonal, and then their lengths are the singular values. Small ones
  /// keep their relative accuracy where columns differ in scale, which a
  /// bidiagonalisation loses. (Hestenes, J. SIAM 6(1), 1958; Demmel & Veselić,
  /// SIAM J. Matrix Anal. Appl. 13(4), 1992.)
  ///
  /// Not a number where any element is not finite.
  public var singularValues: [Double] {
    let count = min(rows, columns)
    guard elements.allSatisfy(\.isFinite) else {
      return [Double](repeating: .nan, count: count)
    }
    let tall = rows >= columns ? self : transposed
    var work = tall.transposed.scaledToOne()
    work.matrix.makeRowsOrthogonal()
    return work.matrix.rowNorms.map { work.scale * $0 }
  }

  /// ‖W‖₂, the most that the matrix stretches any vector.
  public var spectralNorm: Double { singularValues.first ?? 0 }

  /// The matrix in proportion, with ‖W‖₂ as told.
  public func scaled(toNorm norm: Double) -> Matrix {
    let own = spectralNorm
    return Matrix(
      rows: rows, columns: columns,
      elements.map { own > 0 ? $0 * (norm / own) : 0 })
  }

  /// The matrix over its largest magnitude, so that squares neither overflow
  /// nor underflow, and that magnitude.
  private func scaledToOne() -> (matrix: Matrix, scale: Double) {
    let largest = elements.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0 else { return (self, 0) }
    return (
      Matrix(rows: rows, columns: columns, elements.map { $0 / largest }),
      largest
    )
  }

  /// Rotates rows in pairs until every two are orthogonal to working
  /// precision; their lengths are then the singular values.
  mutating func makeRowsOrthogonal() {
    for _ in 0..<60 where !orthogonaliseRows() { return }
  }

  /// One sweep over all pairs of rows; whether any had to be rotated.
  private mutating func orthogonaliseRows() -> Bool {
    let (rows, columns) = (rows, columns)
    return elements.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return false }
      var isRotated = false
      for p in 0..<max(rows - 1, 0) {
        for q in (p + 1)..<rows
        where rotate(base + p * columns, base + q * columns, columns) {
          isRotated = true
        }
      }
      return isRotated
    }
  }
}

/// Turns the vectors a and b in their plane until a·b = 0:
///
///     ζ = (‖b‖² − ‖a‖²) / 2a·b,   t = sign ζ / (|ζ| + √(1 + ζ²))
///     c = 1/√(1 + t²),  s = ct;   a, b ← ca − sb, sa + cb
///
/// - Returns: whether they were not orthogonal before, to working precision.
private func rotate(
  _ a: UnsafeMutablePointer<Double>, _ b: UnsafeMutablePointer<Double>,
  _ count: Int
) -> Bool {
  var (aa, bb, ab) = (
    SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero
  )
  let whole = count - count % 4
  for k in stride(from: 0, to: whole, by: 4) {
    let (x, y) = (load(a + k), load(b + k))
    aa += x * x
    bb += y * y
    ab += x * y
  }
  for k in whole..<count {
    aa[0] += a[k] * a[k]
    bb[0] += b[k] * b[k]
    ab[0] += a[k] * b[k]
  }
  let (alpha, beta, gamma) = (aa.sum(), bb.sum(), ab.sum())
  let lengths = alpha.squareRoot() * beta.squareRoot()
  guard gamma.magnitude > max(1e-15 * lengths, 1e-290) else { return false }
  let zeta = (beta - alpha) / (2 * gamma)
  let sign: Double = zeta < 0 ? -1 : 1
  let t = sign / (zeta.magnitude + (1 + zeta * zeta).squareRoot())
  let c = 1 / (1 + t * t).squareRoot()
  let s = c * t
  for k in stride(from: 0, to: whole, by: 4) {
    let (x, y) = (load(a + k), load(b + k))
    store(c * x - s * y, a + k)
    store(s * x + c * y, b + k)
  }
  for k in whole..<count {
    let (x, y) = (a[k], b[k])
    a[k] = c * x - s * y
    b[k] = s * x + c * y
  }
  return true
}

@inline(__always)
private func load(_ pointer: UnsafeMutablePointer<Double>) -> SIMD4<Double> {
  UnsafeRawPointer(pointer).loadUnaligned(as: SIMD4<Double>.self)
}

@inline(__always)
private func store(
  _ value: SIMD4<Double>, _ pointer: UnsafeMutablePointer<Double>
) {
  UnsafeMutableRawPointer(pointer).storeBytes(
    of: value, as: SIMD4<Double>.self)
}
