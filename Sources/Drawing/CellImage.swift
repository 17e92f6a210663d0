/// A grid of coloured cells, drawn with hard edges however large.
///
/// Colours come from a palette of at most 256, so that a large grid stays a
/// byte a cell in every file format.
package struct CellImage: Equatable, Sendable {
  /// Cells in a row.
  package let columns: Int
  /// Cells in a column.
  package let rows: Int
  /// The colours in use; all opaque.
  package let palette: [Colour]
  /// Which colour each cell has, row after row from the top.
  package let cells: [UInt8]

  /// A grid of the given cells.
  package init(columns: Int, rows: Int, palette: [Colour], cells: [UInt8]) {
    precondition(
      cells.count == columns * rows && columns > 0 && rows > 0,
      "\(cells.count) cells for a grid of \(columns) × \(rows)")
    precondition(palette.count <= 256, "\(palette.count) colours of 256")
    (self.columns, self.rows) = (columns, rows)
    (self.palette, self.cells) = (palette, cells)
  }

  /// The colour at a column and row, both counted from 0 at the top left.
  package subscript(column: Int, row: Int) -> Colour {
    palette[Int(cells[row * columns + column])]
  }

  /// The same grid with so many cells in the place of each, both ways, for files
  /// of shapes: programs that smooth an image when they enlarge it then smooth
  /// its cells at their edges alone.
  var enlarged: CellImage {
    let side = max(
      2, min(8, Int((4_000_000 / Double(cells.count)).squareRoot())))
    var result: [UInt8] = []
    result.reserveCapacity(cells.count * side * side)
    for row in 0..<rows {
      var line: [UInt8] = []
      line.reserveCapacity(columns * side)
      for cell in cells[row * columns..<(row + 1) * columns] {
        line.append(contentsOf: repeatElement(cell, count: side))
      }
      for _ in 0..<side { result += line }
    }
    return CellImage(
      columns: columns * side, rows: rows * side, palette: palette,
      cells: result)
  }

  /// Neighbours of one colour in a row, as one.
  struct Span {
    let row: Int
    let columns: Range<Int>
    let colour: Colour
  }

  /// The grid as spans of equal neighbours, row after row.
  var spans: [Span] {
    (0..<rows).flatMap { row -> [Span] in
      var spans: [Span] = []
      var start = 0
      for column in 1...columns
      where column == columns || self[column, row] != self[start, row] {
        spans.append(
          Span(row: row, columns: start..<column, colour: self[start, row]))
        start = column
      }
      return spans
    }
  }
}
