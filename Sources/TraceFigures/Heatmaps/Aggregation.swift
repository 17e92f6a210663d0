import LSTMCore

/// What a column of a heatmap shows of the steps that share it.
package enum Aggregation: String, CaseIterable, Sendable {
  /// Of each unit the value furthest from its mean over the text, so that a
  /// gate which opens at one step, or shuts at one, is seen to.
  case extreme
  /// The mean, which is no value that a saturated gate ever had.
  case mean
  /// The largest value.
  case max
  /// The least value.
  case min

  /// What a caption says.
  var words: String {
    switch self {
    case .extreme: "of each unit the value furthest from its mean"
    case .mean: "mean"
    case .max: "the largest value of each unit"
    case .min: "the least value of each unit"
    }
  }

  /// One row of a matrix for each column of a heatmap.
  ///
  /// - Parameter columns: what the steps of each had, in order.
  func values(of columns: [ColumnSummary]) -> Matrix {
    guard let first = columns.first else { return Matrix(rows: 0, columns: 0) }
    let total = columns.reduce(0) { $0 + $1.count }
    let mean = columns.dropFirst().reduce(first.sum) { $0 + $1.sum }
    let usual = (1 / total) * mean
    return Matrix(
      rows: columns.map { column in
        switch self {
        case .mean: (1 / column.count) * column.sum
        case .max: column.largest
        case .min: column.least
        case .extreme:
          Vector(
            usual.indices.map { unit in
              let (low, high) = (column.least[unit], column.largest[unit])
              return high - usual[unit] >= usual[unit] - low ? high : low
            })
        }
      })
  }
}

/// What some steps had of a quantity: (units).
struct ColumnSummary: Sendable {
  /// The sum of the values.
  private(set) var sum: Vector
  /// The least of them; not a number where one of them is none.
  private(set) var least: Vector
  /// The largest of them.
  private(set) var largest: Vector
  /// How many steps they are.
  private(set) var count: Double

  /// What so many steps had alike.
  init(_ values: Vector, count: Double = 1) {
    (sum, self.count) = (count == 1 ? values : count * values, count)
    (least, largest) = (values, values)
  }

  /// Adds what so many further steps had alike.
  mutating func add(_ values: Vector, count: Double = 1) {
    sum += count == 1 ? values : count * values
    self.count += count
    for unit in values.indices {
      let value = values[unit]
      if value < least[unit] || value.isNaN { least[unit] = value }
      if value > largest[unit] || value.isNaN { largest[unit] = value }
    }
  }
}
