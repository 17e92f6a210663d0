import Wording

/// The numbers behind a figure as a table, for those who would rather draw it
/// themselves.
package struct FigureNumbers: Equatable, Sendable {
  /// The names of the columns.
  package let columns: [String]
  /// The rows.
  package var rows: [[String]]

  /// A table of the given rows, each as long as there are columns.
  package init(_ columns: [String], _ rows: [[String]]) {
    for row in rows {
      precondition(
        row.count == columns.count,
        "a row of \(row.count) in a table of \(columns.count) columns")
    }
    (self.columns, self.rows) = (columns, rows)
  }

  /// The table as comma-separated values.
  package var csv: String {
    ([columns] + rows).map(CSVRow.text).joined()
  }
}

extension Double {
  /// The number as a field of a table; nothing for what is no number.
  var field: String { CSVRow.field(isNaN ? nil : self) }
}
