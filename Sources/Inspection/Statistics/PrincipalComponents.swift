import LSTMCore

/// The directions in which rows of numbers vary most.
package struct PrincipalComponents: Equatable, Sendable {
  /// The mean row.
  package let mean: Vector
  /// The directions, each of length 1, that of most variance first; of each
  /// the largest element is positive, so that equal data give equal signs. One
  /// without variance is zero.
  package let directions: [Vector]
  /// The variance along every direction, all of them: in falling order, but for
  /// a first direction that was asked for.
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
    let axes = covariance.singularVectors
    self.mean = mean
    variances = axes.values
    directions = axes.vectors.prefix(count).map { vector in
      let largest = vector.elements.max { abs($0) < abs($1) } ?? 0
      return largest < 0 ? -1 * vector : vector
    }
  }

  /// The direction in which rows change most with a value of each, which is that
  /// of their covariance with it, and that of most variance across it. Where
  /// nothing changes with the value, the first direction is zero.
  package init(rows: [Vector], along values: [Double]) {
    let all = PrincipalComponents(rows: rows, count: 0)
    let mean = values.reduce(0, +) / Double(values.count)
    var direction = Vector(zeros: rows[0].count)
    for (row, value) in zip(rows, values) {
      direction += (value - mean) * (row - all.mean)
    }
    if direction.norm > 0 { direction = (1 / direction.norm) * direction }
    let places = rows.map { direction.dot($0 - all.mean) }
    let across = PrincipalComponents(
      rows: zip(rows, places).map { $0 - $1 * direction }, count: 1)
    let variance =
      places.reduce(0) { $0 + $1 * $1 } / Double(rows.count - 1)
    self.mean = all.mean
    directions = [direction] + across.directions
    variances = [variance] + across.variances
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
