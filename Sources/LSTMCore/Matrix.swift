/// A table of `Double` values stored row after row.
public struct Matrix: Equatable, Sendable {
  /// How many rows there are.
  public let rows: Int
  /// How many columns there are.
  public let columns: Int
  /// The values, row after row: element (r, c) is at `r * columns + c`.
  public var elements: [Double] {
    didSet { requireSize() }
  }

  /// A matrix of the given values, row after row.
  public init(rows: Int, columns: Int, _ elements: [Double]) {
    (self.rows, self.columns, self.elements) = (rows, columns, elements)
    requireSize()
  }

  /// A matrix of zeros.
  public init(rows: Int, columns: Int) {
    (self.rows, self.columns) = (rows, columns)
    elements = [Double](repeating: 0, count: rows * columns)
  }

  /// A matrix whose rows are the given vectors, all of one length.
  public init(rows vectors: [Vector]) {
    self.init(
      rows: vectors.count, columns: vectors.first?.count ?? 0,
      vectors.flatMap(\.elements))
  }

  /// The element at `row` and `column`, both counted from 0.
  public subscript(row: Int, column: Int) -> Double {
    get { elements[row * columns + column] }
    set { elements[row * columns + column] = newValue }
  }

  /// One row as a vector of `columns` elements.
  public subscript(row row: Int) -> Vector {
    get { Vector(Array(elements[row * columns..<(row + 1) * columns])) }
    set {
      precondition(
        newValue.count == columns,
        "a row of \(newValue.count) for a matrix of \(columns) columns")
      elements.replaceSubrange(
        row * columns..<(row + 1) * columns, with: newValue.elements)
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

  private func requireSize() {
    precondition(
      elements.count == rows * columns,
      "\(elements.count) elements for a matrix of \(rows) × \(columns)")
  }
}
