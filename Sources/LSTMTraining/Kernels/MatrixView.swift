/// A table of `Float` values in memory that someone else owns, row after row.
package struct MatrixView {
  /// The first value.
  package let base: UnsafeMutablePointer<Float>
  /// How many rows there are.
  package let rows: Int
  /// How many columns there are.
  package let columns: Int
  /// How far rows are from each other: as many values as there are columns, or
  /// more where they are some columns of a wider table.
  let rowStride: Int

  package init(_ base: UnsafeMutablePointer<Float>, rows: Int, columns: Int) {
    self.init(base, rows: rows, columns: columns, stride: columns)
  }

  private init(
    _ base: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int
  ) {
    (self.base, self.rows, self.columns) = (base, rows, columns)
    rowStride = stride
  }

  /// Some of the rows, in the same memory.
  subscript(range: Range<Int>) -> MatrixView {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= rows,
      "rows \(range) of \(rows)")
    return MatrixView(
      base + range.lowerBound * rowStride, rows: range.count, columns: columns,
      stride: rowStride)
  }

  /// Some of the columns, in the same memory.
  func columns(_ range: Range<Int>) -> MatrixView {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= columns,
      "columns \(range) of \(columns)")
    return MatrixView(
      base + range.lowerBound, rows: rows, columns: range.count,
      stride: rowStride)
  }

  /// How many values there are.
  var count: Int { rows * columns }

  func clear() {
    guard rowStride > columns else {
      return base.update(repeating: 0, count: count)
    }
    guard columns > 0 else { return }
    for row in 0..<rows {
      (base + row * rowStride).update(repeating: 0, count: columns)
    }
  }

  /// Rows of either side follow each other without a gap.
  func copy(from other: MatrixView) {
    precondition(
      rows == other.rows && columns == other.columns
        && rowStride == columns && other.rowStride == columns,
      "(\(other.rows) × \(other.columns)) into (\(rows) × \(columns))")
    base.update(from: other.base, count: count)
  }

  /// Fills this table with `other`, rows and columns exchanged. Square tiles
  /// keep both sides in the first-level cache.
  func copyTransposed(from other: MatrixView) {
    precondition(
      rows == other.columns && columns == other.rows
        && rowStride == columns,
      "(\(other.rows) × \(other.columns))ᵀ into (\(rows) × \(columns))")
    let tile = 16
    for top in stride(from: 0, to: rows, by: tile) {
      for left in stride(from: 0, to: columns, by: tile) {
        for r in top..<min(top + tile, rows) {
          for c in left..<min(left + tile, columns) {
            base[r &* columns &+ c] = other.base[c &* other.rowStride &+ r]
          }
        }
      }
    }
  }
}

/// Zeroed memory on a cache-line boundary, freed with its owner.
final class FloatBuffer {
  let base: UnsafeMutablePointer<Float>
  let count: Int

  init(count: Int) {
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Float>.stride, alignment: 64)
    base = raw.bindMemory(to: Float.self, capacity: max(count, 1))
    base.initialize(repeating: 0, count: count)
    self.count = count
  }

  deinit { base.deallocate() }

  /// All of it as a table; it must be large enough.
  func matrix(rows: Int, columns: Int) -> MatrixView {
    precondition(
      rows * columns <= count, "(\(rows) × \(columns)) in \(count) values")
    return MatrixView(base, rows: rows, columns: columns)
  }
}

/// Tables that are made one after another and freed together.
final class MatrixMemory {
  private var buffers: [FloatBuffer] = []

  /// A table of zeros.
  func matrix(_ rows: Int, _ columns: Int) -> MatrixView {
    let buffer = FloatBuffer(count: rows * columns)
    buffers.append(buffer)
    return buffer.matrix(rows: rows, columns: columns)
  }
}
