/// A column that holds the change of another: `Δco2` from the row before, and
/// `Δ4 co2` from four rows before.
package struct ColumnChange: Equatable, Sendable {
  /// The column that changes.
  package let column: String
  /// Over how many rows, at least 1.
  package let rows: Int

  /// The change of a column over so many rows.
  package init(of column: String, over rows: Int) {
    precondition(rows > 0, "a change over \(rows) rows")
    (self.column, self.rows) = (column, rows)
  }

  /// Reads a name; nil for one that names no change.
  package init?(_ name: String) {
    guard name.hasPrefix(Self.sign) else { return nil }
    let rest = name.dropFirst()
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    let (rows, column) =
      rest.dropFirst(digits.count).first == " "
      ? (Int(digits) ?? 0, rest.dropFirst(digits.count + 1)) : (1, rest)
    guard 1...1_000_000 ~= rows, !column.isEmpty else { return nil }
    self.init(of: String(column), over: rows)
  }

  /// The column's name; one row is told where the column itself begins with a
  /// number.
  package var name: String {
    let digits = column.prefix { $0.isASCII && $0.isNumber }
    let begins = !digits.isEmpty && column.dropFirst(digits.count).first == " "
    return Self.sign + (rows == 1 && !begins ? "" : "\(rows) ") + column
  }

  /// A column and over how many rows it changes, 0 for one that stands for
  /// itself.
  package static func parts(of name: String) -> (column: String, rows: Int) {
    ColumnChange(name).map { ($0.column, $0.rows) } ?? (name, 0)
  }

  private static let sign = "Δ"
}
