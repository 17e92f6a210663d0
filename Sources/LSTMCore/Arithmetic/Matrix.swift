/// A table of `Double` values stored row after row in one vector.
public struct Matrix: Equatable, Sendable {
  /// How many rows there are.
  public let rows: Int
  /// How many columns there are.
  public let columns: Int
  private var values: Vector

  /// A matrix of the given values, row after row.
  public init(rows: Int, columns: Int, _ elements: [Double]) {
    self.init(rows: rows, columns: columns, Vector(elements))
  }

  /// A matrix of zeros.
  public init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, Vector(zeros: rows * columns))
  }

  /// A matrix whose rows are the given vectors, all of one length.
  public init(rows vectors: [Vector]) {
    self.init(
      rows: vectors.count, columns: vectors.first?.count ?? 0,
      Vector(joining: vectors))
  }

  private init(rows: Int, columns: Int, _ values: Vector) {
    (self.rows, self.columns, self.values) = (rows, columns, values)
    requireSize()
  }

  /// The values, row after row, as an array of their own: element (r, c) is at
  /// `r * columns + c`.
  public var elements: [Double] {
    get { values.elements }
    set {
      values.elements = newValue
      requireSize()
    }
  }

  /// How many values there are.
  public var count: Int { values.count }

  /// The element at `row` and `column`, both counted from 0.
  public subscript(row: Int, column: Int) -> Double {
    get {
      requirePlace(row, column)
      return values[row * columns + column]
    }
    set {
      requirePlace(row, column)
      values[row * columns + column] = newValue
    }
  }

  /// One row as a vector of `columns` elements.
  public subscript(row row: Int) -> Vector {
    get {
      requireRow(row)
      return values[row * columns..<(row + 1) * columns]
    }
    set {
      requireRow(row)
      precondition(
        newValue.count == columns,
        "a row of \(newValue.count) for a matrix of \(columns) columns")
      values.replace(row * columns..<(row + 1) * columns, with: newValue)
    }
  }

  /// The matrix with rows and columns exchanged.
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for r in 0..<rows {
      for c in 0..<columns { result[c, r] = self[r, c] }
    }
    return result
  }

  /// The product W·x: (rows × columns) times (columns) gives (rows).
  public static func * (matrix: Matrix, x: Vector) -> Vector {
    var result = Vector(zeros: matrix.rows)
    matrix.multiply(x, addingInto: &result)
    return result
  }

  /// Gives `body` the values to read, row after row.
  @inline(__always)
  func withUnsafeValues<Result>(
    _ body: (UnsafeBufferPointer<Double>) -> Result
  ) -> Result {
    values.withUnsafeValues(body)
  }

  /// Gives `body` the values to write, row after row.
  @inline(__always)
  mutating func withUnsafeMutableValues(
    _ body: (UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    values.withUnsafeMutableValues(body)
  }

  private func requirePlace(_ row: Int, _ column: Int) {
    requireRow(row)
    precondition(
      column >= 0 && column < columns,
      "column \(column) of a matrix of \(columns)")
  }

  private func requireRow(_ row: Int) {
    precondition(
      row >= 0 && row < rows, "row \(row) of a matrix of \(rows)")
  }

  private func requireSize() {
    precondition(
      values.count == rows * columns,
      "\(values.count) elements for a matrix of \(rows) × \(columns)")
  }
}
