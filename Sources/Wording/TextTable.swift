/// The columns of a table in a terminal, side by side without a gap of their
/// own.
package struct TextTable: Sendable {
  /// How one column is filled up.
  package enum Column: Equatable, Sendable {
    /// Text at the left edge of so many terminal columns.
    case left(Int)
    /// Text at the right edge of so many.
    case right(Int)
    /// Text as it is.
    case free
  }

  private let columns: [Column]

  /// A table of the given columns.
  package init(_ columns: [Column]) { self.columns = columns }

  /// One line: a cell per column; columns without one are left out.
  package func line(_ cells: [String]) -> String {
    zip(columns, cells).map { column, cell in
      switch column {
      case .left(let width): cell.padded(to: width)
      case .right(let width): cell.leftPadded(to: width)
      case .free: cell
      }
    }.joined()
  }

  /// One line of the given cells.
  package func line(_ cells: String...) -> String { line(cells) }
}
