/// Why a table does not give a series of numbers, or not the one that a model
/// reads. The first part of each case is the file's name.
package enum SeriesError: Error, Equatable {
  /// There is nothing in the file.
  case empty(String)
  /// There are names and no rows.
  case noRows(String, columns: [String])
  /// A line has more or fewer fields than the first.
  case ragged(String, line: Int, count: Int, wanted: Int)
  /// A field is not a finite number.
  case notANumber(String, line: Int, column: String, text: String)
  /// There is no column of that name.
  case noColumn(String, String, known: [String])
  /// Two columns have one name.
  case repeatedColumn(String, String)
  /// Every number of a column is missing.
  case noNumber(String, column: String)
  /// No column is left but that of the labels.
  case noNumbers(String, labels: String?)
  /// A change over as many rows as there are, or more.
  case changeTooLong(String, String, rows: Int)
  /// A column is given one value, and the model reads none of its name.
  case unreadConstant(String, columns: [String])
  /// The model reads another number of columns, which nothing names.
  case width(String, columns: [String], wanted: Int)
}

extension SeriesError: CustomStringConvertible {
  /// What is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .empty(let file):
      "\(file) is empty: there is no row to read. It needs a line of column "
        + "names and one line per step."
    case .noRows(let file, let columns):
      "\(file) names \(list(columns)) and has no row of numbers below."
    case .ragged(let file, let line, let count, let wanted):
      "\(file), line \(line): \(count) fields, where the first line has "
        + "\(wanted). Every row needs a field for every column."
    case .notANumber(let file, let line, let column, let text):
      "\(file), line \(line), column \(column): "
        + "“\(short(text))” is not a number"
        + ". Fix or remove the row, choose columns with --columns, or "
        + "name rows by this one with --label-column '\(column)'."
    case .noColumn(let file, let column, let known):
      "\(file) has no column “\(column)”. It has \(list(known))."
    case .repeatedColumn(let file, let column):
      "\(file) has two columns called “\(column)”: give each its own name."
    case .unreadConstant(let name, let columns):
      "the model reads no “\(short(name))” that a constant could be. It reads "
        + "\(list(columns))."
    case .noNumber(let file, let column):
      "\(file), column \(column): every number is missing. Choose others with "
        + "--columns."
    case .noNumbers(let file, let labels):
      "\(file) has no column of numbers"
        + (labels.map { label in
          " besides “\(label)”, which names the rows: --columns '\(label)' reads "
            + "it."
        } ?? ".")
    case .changeTooLong(let file, let column, let rows):
      "\(file) has \(rows) rows, and “\(column)” is a change over as many or "
        + "more: take it over fewer."
    case .width(let file, let columns, let wanted):
      "the model reads \(wanted) \(wanted == 1 ? "number" : "numbers") a row, "
        + "and from \(file) come \(columns.count) (\(list(columns))): choose "
        + "with --columns, in the order in which it was trained."
    }
  }

  private func list(_ names: [String]) -> String {
    let shown = names.prefix(12).map(short).joined(separator: ", ")
    return names.count > 12 ? "\(shown), and \(names.count - 12) more" : shown
  }

  private func short(_ text: String) -> String {
    text.count > 40 ? text.prefix(39) + "…" : text
  }
}
