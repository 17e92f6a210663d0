import LSTMCore
import Wording

/// A table of numbers in a text file, one row per line: CSV as sensors,
/// spreadsheets and other programs write it.
///
/// Fields are separated by commas, semicolons or tabs, whichever the first line
/// has; with the latter two a comma may stand for the decimal point. Quotation
/// marks, a byte order mark, any kind of line end and empty lines at the end
/// are as RFC 4180 and the wild have them. The first line names the columns;
/// where it holds numbers alone, columns are called x0, x1, ….
package struct SeriesTable: Sendable {
  /// The file's name, for messages.
  package let name: String
  /// The columns' names.
  package private(set) var columns: [String]
  /// Whether the file does not name them.
  package let isUnnamed: Bool
  private let bytes: [UInt8]
  private var rows: [SeparatedRow]
  private let separator: UInt8
  /// Columns of one value, by their places.
  private var constants: [Int: Double] = [:]
  /// The column that says which series a row belongs to, and the one that these
  /// rows are; nil for a table of one series.
  package private(set) var group: (column: String, name: String)?

  /// Reads the file at `path`, or standard input for `-`.
  ///
  /// - Throws: `TextFileError`, `SeriesError`.
  package static func load(_ path: String) throws -> SeriesTable {
    let file = try TextFile.load(path)
    return try SeriesTable(file.text, name: file.name)
  }

  /// Reads a table from text; `name` is for messages.
  ///
  /// - Throws: `SeriesError` for a table without rows, or with rows of
  ///   different lengths.
  package init(_ text: String, name: String) throws(SeriesError) {
    let bytes = Array(text.utf8)
    let separator = SeparatedRow.separator(of: bytes)
    var rows = SeparatedRow.all(in: bytes, separator: separator)
    guard let first = rows.first else { throw .empty(name) }
    for row in rows where row.fields.count != first.fields.count {
      throw .ragged(
        name, line: row.line, count: row.fields.count,
        wanted: first.fields.count)
    }
    self.name = name
    (self.bytes, self.separator) = (bytes, separator)
    let names = first.texts(in: bytes)
    isUnnamed = !Self.isHeader(rows, bytes, separator)
    if !isUnnamed {
      rows.removeFirst()
      columns = names
      guard !rows.isEmpty else { throw .noRows(name, columns: columns) }
      for (k, column) in columns.enumerated()
      where columns[..<k].contains(column) {
        throw .repeatedColumn(name, column)
      }
    } else {
      columns = names.indices.map { "x\($0)" }
    }
    self.rows = rows
  }

  /// How many rows there are below the names.
  package var count: Int { rows.count }

  /// Makes a column have one value in every row, a new one at the end where
  /// there is none of the name.
  package mutating func set(_ name: String, to value: Double) {
    let place = columns.firstIndex(of: name) ?? columns.count
    if place == columns.count { columns.append(name) }
    constants[place] = value
  }

  /// The first column whose first field is a date or a time; nil where there is
  /// none.
  package var dates: String? {
    guard !isUnnamed, let row = rows.first else { return nil }
    let place = row.fields.indices.first { place in
      let text = row.fields[place].text(in: bytes).trimmed
      return SeparatedRow.number(text, separator: separator) == nil
        && text.first?.isNumber == true && text.contains { "-:/".contains($0) }
    }
    return place.map { columns[$0] }
  }

  /// The numbers of some columns, or their changes (`ColumnChange`). Where one
  /// is missing (an empty field, `NA`, `NaN`, `?` and the like) stands the one
  /// before, or at the beginning the first; `missing` tells how many.
  ///
  /// - Parameters:
  ///   - chosen: which columns, in order; all but the labels' unless told
  ///     otherwise.
  ///   - labels: the column that names the rows, or nil.
  /// - Throws: `SeriesError` for a column that is not there, and a field that
  ///   is no finite number.
  package func series(
    columns chosen: [String]? = nil, labels: String? = nil
  ) throws(SeriesError) -> Series {
    let names = chosen ?? numbered(labels: labels)
    guard !names.isEmpty else { throw .noNumbers(name, labels: labels) }
    let bases = names.map(base)
    let places = try indices(of: bases.map(\.column))
    let labelled = try labels.map { label throws(SeriesError) in
      try indices(of: [label])[0]
    }
    var values: [Vector] = []
    values.reserveCapacity(rows.count)
    for row in rows {
      var vector = Vector(zeros: places.count)
      for (k, place) in places.enumerated() {
        if let value = try number(row, place) ?? values.last?[k] {
          vector[k] = value
        } else {
          vector[k] = try firstNumber(of: place)
        }
      }
      values.append(vector)
    }
    for (name, base) in zip(names, bases) where base.rows >= rows.count {
      throw .changeTooLong(self.name, name, rows: rows.count)
    }
    // From the end, so that what is taken away has not changed yet.
    for t in values.indices.reversed() {
      for (k, base) in bases.enumerated() where base.rows > 0 {
        values[t][k] =
          t < base.rows ? 0 : values[t][k] - values[t - base.rows][k]
      }
    }
    return Series(
      columns: names, rows: values,
      labels: labelled.map { place in
        rows.map { $0.fields[place].text(in: bytes).trimmed }
      })
  }

  /// The numbers whose changes some columns are, once each; nil where none of
  /// them is a change.
  ///
  /// - Throws: `SeriesError`.
  package func levels(
    of names: [String], labels: String? = nil
  ) throws(SeriesError) -> Series? {
    let bases = names.map(base)
    guard bases.contains(where: { $0.rows > 0 }) else { return nil }
    var columns: [String] = []
    for base in bases where !columns.contains(base.column) {
      columns.append(base.column)
    }
    return try series(columns: columns, labels: labels)
  }

  /// The columns that are read where none are chosen: all but the one that names
  /// the rows and the one that names the group.
  package func numbered(labels: String?) -> [String] {
    columns.filter { $0 != labels && $0 != group?.column }
  }

  /// The series of the table, each with its rows in order, by the column that
  /// names them; in the order in which they begin.
  ///
  /// - Throws: `SeriesError.noColumn`.
  package func groups(by column: String) throws(SeriesError) -> [SeriesTable] {
    let place = try indices(of: [column])[0]
    var (names, members) = ([String](), [String: [SeparatedRow]]())
    for row in rows {
      let name = row.fields[place].text(in: bytes).trimmed
      if members[name] == nil { names.append(name) }
      members[name, default: []].append(row)
    }
    return names.map { name in
      var table = self
      table.rows = members[name] ?? []
      table.group = (column, name)
      return table
    }
  }

  /// Whether there is such a column, or one whose change it is.
  package func has(_ name: String) -> Bool {
    columns.contains(base(name).column)
  }

  /// The column that a name is about, and over how many rows it changes.
  private func base(_ name: String) -> (column: String, rows: Int) {
    columns.contains(name) ? (name, 0) : ColumnChange.parts(of: name)
  }

  private func indices(of names: [String]) throws(SeriesError) -> [Int] {
    var places: [Int] = []
    for column in names {
      guard let place = columns.firstIndex(of: column) else {
        throw .noColumn(name, column, known: columns)
      }
      places.append(place)
    }
    return places
  }

  /// How many fields of a column say that there is no number.
  package func missing(in column: String) -> Int {
    guard let place = columns.firstIndex(of: base(column).column),
      constants[place] == nil
    else { return 0 }
    return rows.count { isMissing($0.fields[place].text(in: bytes)) }
  }

  /// The first column whose numbers only count: whole, each one more than the
  /// one before, or dates as `19580329`, each later than the one before. Nil
  /// where there is none or fewer than three rows.
  package var counter: String? {
    guard !isUnnamed, rows.count > 2 else { return nil }
    return columns.first { column in
      guard let place = columns.firstIndex(of: column), constants[place] == nil
      else { return false }
      let numbers = rows.lazy.map {
        Int($0.fields[place].text(in: bytes).trimmed)
      }
      var (last, isCount, isDate) = (Int?.none, true, true)
      for number in numbers {
        guard let number else { return false }
        isCount = isCount && last.map { number == $0 + 1 } ?? true
        isDate =
          isDate && number > last ?? 0 && 1000_01_01...2999_12_31 ~= number
          && 1...12 ~= number / 100 % 100 && 1...31 ~= number % 100
        guard isCount || isDate else { return false }
        last = number
      }
      return true
    }
  }

  private func isMissing(_ text: String) -> Bool {
    ["", "?", "-", "NA", "NaN", "nan", "N/A", "null", "None"]
      .contains(text.trimmed)
  }

  /// The first number of a column.
  private func firstNumber(of place: Int) throws(SeriesError) -> Double {
    for row in rows {
      if let value = try number(row, place) { return value }
    }
    throw .noNumber(name, column: columns[place])
  }

  /// A field as a number; nil where it says that there is none.
  private func number(
    _ row: SeparatedRow, _ place: Int
  ) throws(SeriesError) -> Double? {
    if let constant = constants[place] { return constant }
    let text = row.fields[place].text(in: bytes)
    guard let value = SeparatedRow.number(text, separator: separator),
      value.isFinite
    else {
      if isMissing(text) { return nil }
      throw .notANumber(
        name, line: row.line, column: columns[place], text: text.trimmed)
    }
    return value
  }
}

extension SeriesTable {
  /// Whether the first line names columns: none of its fields is a number, or
  /// one is not and has a number below it.
  private static func isHeader(
    _ rows: [SeparatedRow], _ bytes: [UInt8], _ separator: UInt8
  ) -> Bool {
    func isNumber(_ row: SeparatedRow) -> [Bool] {
      row.texts(in: bytes).map {
        SeparatedRow.number($0, separator: separator) != nil
      }
    }
    let first = isNumber(rows[0])
    guard first.contains(true) else { return true }
    guard rows.count > 1 else { return false }
    return zip(first, isNumber(rows[1])).contains { !$0 && $1 }
  }
}
