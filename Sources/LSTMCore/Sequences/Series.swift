/// Rows of numbers in the order of time: what a model reads that is not text.
public struct Series: Equatable, Sendable {
  /// What each number of a row is, in order.
  public var columns: [String]
  /// The rows, each with a number for every column.
  public var rows: [Vector]
  /// A name for each row, such as its date; nil where rows have none.
  public var labels: [String]?

  /// A series of the given parts.
  public init(columns: [String], rows: [Vector], labels: [String]? = nil) {
    precondition(
      rows.allSatisfy { $0.count == columns.count },
      "rows of other widths than \(columns.count) columns")
    precondition(
      labels.map { $0.count == rows.count } ?? true,
      "\(labels?.count ?? 0) labels for \(rows.count) rows")
    (self.columns, self.rows, self.labels) = (columns, rows, labels)
  }

  /// How many rows there are.
  public var count: Int { rows.count }

  /// Some of the rows.
  public func part(_ range: Range<Int>) -> Series {
    Series(
      columns: columns, rows: Array(rows[range]),
      labels: labels.map { Array($0[range]) })
  }

  /// The same rows with the named columns alone, in the order of the names;
  /// nil where one is not there.
  public func selecting(_ names: [String]) -> Series? {
    let places = names.compactMap { columns.firstIndex(of: $0) }
    guard places.count == names.count else { return nil }
    return Series(
      columns: names,
      rows: rows.map { row in Vector(places.map { row[$0] }) }, labels: labels)
  }
}

/// How numbers in their own units become numbers about as large as 1:
///
///     scaled = (value − mean) / scale
public struct Scaling: Equatable, Sendable {
  /// What becomes 0; (columns).
  public var mean: Vector
  /// What becomes 1 beyond that; (columns), none of them 0.
  public var scale: Vector

  /// A scaling of the given parts.
  public init(mean: Vector, scale: Vector) {
    precondition(
      mean.count == scale.count,
      "\(mean.count) means for \(scale.count) scales")
    (self.mean, self.scale) = (mean, scale)
  }

  /// Numbers as they are.
  public init(none count: Int) {
    self.init(
      mean: Vector(zeros: count), scale: Vector(zeros: count).map { _ in 1 })
  }

  /// Mean and standard deviation of rows; the scale of a column that never
  /// changes is 1.
  public init(of rows: some Collection<Vector>, columns: Int) {
    let count = Double(max(rows.count, 1))
    let mean = (1 / count) * rows.reduce(Vector(zeros: columns), +)
    let squares = rows.reduce(Vector(zeros: columns)) { sum, row in
      sum + (row - mean).squared
    }
    let deviation = (1 / count) * squares
    self.init(
      mean: mean,
      scale: deviation.map { $0.squareRoot() > 1e-12 ? $0.squareRoot() : 1 })
  }

  /// A row about as large as 1.
  public func scaled(_ row: Vector) -> Vector {
    (row - mean) * scale.map { 1 / $0 }
  }

  /// The row that was scaled: the inverse.
  public func unscaled(_ row: Vector) -> Vector { mean + row * scale }
}
