extension Matrix {
  /// The largest magnitude of an eigenvalue, by Gelfand's formula
  ///
  ///     ρ(W) = lim ‖Wᵏ‖^(1/k),   k = 2, 4, 8, …, 2²⁶
  ///
  /// each power the square of the one before, kept in range by its largest
  /// element. To about six digits, fewer where W is far from normal.
  public var spectralRadius: Double {
    precondition(rows == columns, "a matrix of \(rows) × \(columns)")
    guard elements.allSatisfy(\.isFinite) else { return .nan }
    var (power, logScale, exponent) = (self, 0.0, 1.0)
    for _ in 0..<26 {
      let largest = power.elements.reduce(0) { max($0, $1.magnitude) }
      guard largest > 0 else { return 0 }
      power = Matrix(
        rows: rows, columns: columns, power.elements.map { $0 / largest })
      logScale += .log(largest) / exponent
      power = power * power
      exponent *= 2
    }
    let norm = Vector(power.elements).norm
    return norm > 0 ? .exp(logScale + .log(norm) / exponent) : 0
  }

  /// The product A·B.
  public static func * (a: Matrix, b: Matrix) -> Matrix {
    precondition(
      a.columns == b.rows,
      "(\(a.rows) × \(a.columns)) · (\(b.rows) × \(b.columns))")
    return Matrix(
      rows: (0..<a.rows).map { row in
        var result = Vector(zeros: b.columns)
        b.multiplyTransposed(a[row: row], addingInto: &result)
        return result
      })
  }
}
