import LSTMCore

/// The directions in which rows of numbers vary most.
package struct PrincipalComponents: Equatable, Sendable {
  /// The mean row.
  package let mean: Vector
  /// The directions, each of length 1, that of most variance first; of each
  /// the largest element is positive, so that equal data give equal signs.
  package let directions: [Vector]
  /// The variance along every direction, all of them, in falling order.
  package let variances: [Double]

  /// The components of rows of one width, at least two of them; `count` of the
  /// directions are kept.
  package init(rows: [Vector], count: Int) {
    precondition(rows.count > 1, "\(rows.count) rows have no variance")
    let (width, n) = (rows[0].count, Double(rows.count))
    var mean = Vector(zeros: width)
    for row in rows { mean += row }
    mean = (1 / n) * mean
    var covariance = Matrix(rows: width, columns: width)
    for row in rows {
      let centred = row - mean
      covariance.addOuterProduct(centred, centred)
    }
    covariance.elements = covariance.elements.map { $0 / (n - 1) }
    let eigen = SymmetricEigen(covariance)
    self.mean = mean
    variances = eigen.values.map { max(0, $0) }
    directions = eigen.vectors.prefix(count).map { vector in
      let largest = vector.elements.max { abs($0) < abs($1) } ?? 0
      return largest < 0 ? -1 * vector : vector
    }
  }

  /// The share of all variance along a direction.
  package func share(_ k: Int) -> Double {
    let total = variances.reduce(0, +)
    return total > 0 ? variances[k] / total : 0
  }

  /// Where a row lies along the directions.
  package func projection(of row: Vector) -> Vector {
    let centred = row - mean
    return Vector(directions.map { $0.dot(centred) })
  }
}

/// The eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's
/// rotations: each sweep turns every pair of axes so that their element off
/// the diagonal vanishes, until all have. (Golub & Van Loan, *Matrix
/// Computations*, section 8.5, in cyclic order.)
package struct SymmetricEigen: Equatable, Sendable {
  /// The eigenvalues in falling order.
  package let values: [Double]
  /// The eigenvectors in the same order, each of length 1.
  package let vectors: [Vector]

  /// The eigenvalues and eigenvectors of `matrix`, of which only the symmetric
  /// part is looked at.
  package init(_ matrix: Matrix) {
    precondition(
      matrix.rows == matrix.columns,
      "eigenvectors of \(matrix.rows) × \(matrix.columns)")
    let n = matrix.rows
    var a = matrix.elements
    // Row k becomes the k-th eigenvector.
    var v = [Double](repeating: 0, count: n * n)
    for k in 0..<n { v[k * n + k] = 1 }
    let size = a.reduce(0) { $0 + $1 * $1 }
    for _ in 0..<60 {
      var off = 0.0
      for p in 0..<n {
        for q in p + 1..<max(n, p + 1) { off += a[p * n + q] * a[p * n + q] }
      }
      guard off > 1e-28 * size else { break }
      a.withUnsafeMutableBufferPointer { a in
        v.withUnsafeMutableBufferPointer { v in
          for p in 0..<n {
            for q in p + 1..<max(n, p + 1) { rotate(p, q, n, a, v) }
          }
        }
      }
    }
    let order = (0..<n).sorted { (a[$1 * n + $1], $0) < (a[$0 * n + $0], $1) }
    values = order.map { a[$0 * n + $0] }
    vectors = order.map { Vector(Array(v[$0 * n..<($0 + 1) * n])) }
  }
}

/// Turns axes p and q so that a[p, q] vanishes: t = tan of the angle is the
/// smaller root of t² + 2θt − 1 = 0, θ = (a_qq − a_pp) / 2a_pq.
private func rotate(
  _ p: Int, _ q: Int, _ n: Int, _ a: UnsafeMutableBufferPointer<Double>,
  _ v: UnsafeMutableBufferPointer<Double>
) {
  let apq = a[p &* n &+ q]
  guard apq != 0 else { return }
  let theta = (a[q &* n &+ q] - a[p &* n &+ p]) / (2 * apq)
  let t =
    (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
  let c = 1 / (t * t + 1).squareRoot()
  let s = t * c
  for k in 0..<n {
    let (x, y) = (a[p &* n &+ k], a[q &* n &+ k])
    a[p &* n &+ k] = c * x - s * y
    a[q &* n &+ k] = s * x + c * y
  }
  for k in 0..<n {
    let (x, y) = (a[k &* n &+ p], a[k &* n &+ q])
    a[k &* n &+ p] = c * x - s * y
    a[k &* n &+ q] = s * x + c * y
  }
  for k in 0..<n {
    let (x, y) = (v[p &* n &+ k], v[q &* n &+ k])
    v[p &* n &+ k] = c * x - s * y
    v[q &* n &+ k] = s * x + c * y
  }
}
