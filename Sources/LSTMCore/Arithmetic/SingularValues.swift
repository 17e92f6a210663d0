extension Matrix {
  /// The singular values, the largest first: min(rows, columns) of them.
  ///
  /// One-sided Jacobi: the columns are rotated in pairs until every two are
  /// orthogonal, and then their lengths are the singular values. Small ones
  /// keep their relative accuracy where columns differ in scale, which a
  /// bidiagonalisation loses. (Hestenes, J. SIAM 6(1), 1958; Demmel & Veselić,
  /// SIAM J. Matrix Anal. Appl. 13(4), 1992.)
  ///
  /// Not a number where any element is not finite. One below
  /// `leastSingularShare` of the largest element is no more than small.
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

  /// Which share of the largest element a singular value must reach to be told
  /// apart: the scalar product of two shorter rows is lost among the smallest
  /// numbers that there are.
  package static let leastSingularShare = 1e-145

  /// The singular values σₖ, the largest first, and for each the direction vₖ
  /// whose image is that long, ‖W·vₖ‖ = σₖ: vectors of length 1 and as many
  /// elements as W has columns, each orthogonal to the others; zeros where σₖ
  /// is 0. There are as many as W has rows.
  ///
  /// Of a symmetric matrix without negative eigenvalues these are the
  /// eigenvalues and eigenvectors.
  public var singularVectors: (values: [Double], vectors: [Vector]) {
    var work = scaledToOne()
    work.matrix.makeRowsOrthogonal()
    // Row k is now σₖ·vₖ.
    let axes = (0..<rows).map { work.matrix[row: $0] }
      .sorted { $0.norm > $1.norm }
    return (
      axes.map { work.scale * $0.norm },
      axes.map { $0.norm > 0 ? (1 / $0.norm) * $0 : $0 }
    )
  }

  /// ‖W‖₂, the most that the matrix stretches any vector.
  public var spectralNorm: Double { singularValues.first ?? 0 }

  /// The matrix scaled so that ‖W‖₂ = `norm`.
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
  /// precision; their lengths are then the singular values. Long rows go
  /// first, which takes fewer sweeps. (De Rijk, SIAM J. Sci. Stat. Comput.
  /// 10(2), 1989.)
  mutating func makeRowsOrthogonal() {
    let order = (0..<rows).sorted { self[row: $0].norm > self[row: $1].norm }
    self = Matrix(rows: order.map { self[row: $0] })
    let (rows, columns) = (rows, columns)
    withUnsafeMutableValues { values in
      guard let base = values.baseAddress else { return }
      for _ in 0..<60 where !sweep(base, rows: rows, columns: columns) {
        return
      }
    }
  }
}

/// One sweep over all pairs of rows; whether any had to be rotated.
private func sweep(
  _ base: UnsafeMutablePointer<Double>, rows: Int, columns: Int
) -> Bool {
  var squares = (0..<rows).map {
    dot(base + $0 * columns, base + $0 * columns, columns)
  }
  var isRotated = false
  for p in 0..<max(rows - 1, 0) {
    for q in (p + 1)..<rows {
      let (a, b) = (base + p * columns, base + q * columns)
      let gamma = dot(a, b, columns)
      let lengths = squares[p].squareRoot() * squares[q].squareRoot()
      guard gamma.magnitude > max(1e-15 * lengths, 1e-290) else { continue }
      isRotated = true
      (squares[p], squares[q]) = rotate(
        a, b, columns, squares[p], squares[q], gamma)
    }
  }
  return isRotated
}

/// Turns the vectors a and b in their plane until a·b = 0:
///
///     ζ = (‖b‖² − ‖a‖²) / 2a·b,   t = sign ζ / (|ζ| + √(1 + ζ²))
///     c = 1/√(1 + t²),  s = ct;   a, b ← ca − sb, sa + cb
///
/// `alpha` and `beta` are ‖a‖² and ‖b‖², `gamma` is a·b.
///
/// - Returns: ‖a‖² and ‖b‖² afterwards.
private func rotate(
  _ a: UnsafeMutablePointer<Double>, _ b: UnsafeMutablePointer<Double>,
  _ count: Int, _ alpha: Double, _ beta: Double, _ gamma: Double
) -> (Double, Double) {
  let zeta = (beta - alpha) / (2 * gamma)
  let sign: Double = zeta < 0 ? -1 : 1
  let t = sign / (zeta.magnitude + (1 + zeta * zeta).squareRoot())
  let c = 1 / (1 + t * t).squareRoot()
  let s = c * t
  var (aa, bb) = (Lanes.zero, Lanes.zero)
  let whole = count - count % Lanes.scalarCount
  for k in stride(from: 0, to: whole, by: Lanes.scalarCount) {
    let (x, y) = (load(a + k), load(b + k))
    let (u, v) = (c * x - s * y, s * x + c * y)
    store(u, a + k)
    store(v, b + k)
    aa += u * u
    bb += v * v
  }
  for k in whole..<count {
    let (x, y) = (a[k], b[k])
    (a[k], b[k]) = (c * x - s * y, s * x + c * y)
    aa[0] += a[k] * a[k]
    bb[0] += b[k] * b[k]
  }
  return (aa.sum(), bb.sum())
}

private typealias Lanes = SIMD8<Double>

/// a·b in sixteen sums side by side.
private func dot(
  _ a: UnsafeMutablePointer<Double>, _ b: UnsafeMutablePointer<Double>,
  _ count: Int
) -> Double {
  var (first, second) = (Lanes.zero, Lanes.zero)
  var k = 0
  while k + 16 <= count {
    first += load(a + k) * load(b + k)
    second += load(a + k + 8) * load(b + k + 8)
    k += 16
  }
  while k < count {
    first[k % 8] += a[k] * b[k]
    k += 1
  }
  return (first + second).sum()
}

@inline(__always)
private func load(_ pointer: UnsafeMutablePointer<Double>) -> Lanes {
  UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self)
}

@inline(__always)
private func store(
  _ value: Lanes, _ pointer: UnsafeMutablePointer<Double>
) {
  UnsafeMutableRawPointer(pointer).storeBytes(
    of: value, as: Lanes.self)
}
