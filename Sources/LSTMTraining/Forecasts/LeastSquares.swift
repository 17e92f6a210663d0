import LSTMCore

/// Linear least squares with an intercept, by the normal equations of
/// standardised columns and Cholesky's factors:
///
///     ŷ = b + w·x,   (XᵀX/n + λ·1)·w = Xᵀy/n
///
/// with λ = 10⁻⁸, so that columns that depend on each other do no harm.
struct LeastSquares: Sendable {
  private let scaling: Scaling
  private let weights: Vector
  private let mean: Double

  /// Fits rows of equal length, at least one.
  init(_ rows: [Vector], _ targets: [Double]) {
    precondition(
      !rows.isEmpty && rows.count == targets.count,
      "\(rows.count) rows for \(targets.count) targets")
    let (width, n) = (rows[0].count, Double(rows.count))
    scaling = Scaling(of: rows, columns: width)
    mean = targets.reduce(0, +) / n
    var square = Matrix(rows: width, columns: width)
    var right = Vector(zeros: width)
    for (row, target) in zip(rows, targets) {
      let x = scaling.scaled(row)
      for i in 0..<width {
        right[i] += x[i] * (target - mean) / n
        for j in 0...i { square[i, j] += x[i] * x[j] / n }
      }
    }
    for i in 0..<width { square[i, i] += 1e-8 }
    weights = Self.solve(square, right)
  }

  /// ŷ for one row.
  func callAsFunction(_ row: Vector) -> Double {
    mean + weights.dot(scaling.scaled(row))
  }

  /// w of A·w = r, of A the lower half: A = L·Lᵀ, then forward and back.
  private static func solve(_ matrix: Matrix, _ right: Vector) -> Vector {
    var (l, w) = (matrix, right)
    for i in 0..<l.rows {
      for j in 0...i {
        var sum = l[i, j]
        for k in 0..<j { sum -= l[i, k] * l[j, k] }
        l[i, j] = i == j ? max(sum, 1e-12).squareRoot() : sum / l[j, j]
      }
      for k in 0..<i { w[i] -= l[i, k] * w[k] }
      w[i] /= l[i, i]
    }
    for i in (0..<l.rows).reversed() {
      for k in i + 1..<max(l.rows, i + 1) { w[i] -= l[k, i] * w[k] }
      w[i] /= l[i, i]
    }
    return w
  }
}
