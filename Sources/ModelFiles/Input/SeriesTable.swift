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
  package let columns: [String]
  /// Whether the file does not name them.
  package let isUnnamed: Bool
  private let bytes: [UInt8]
  private let rows: [SeparatedRow]
  private let separator: UInt8

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
    let separator = Self.separator(of: bytes)
    var rows = SeparatedRow.all(in: bytes, separator: separator)
    while let last = rows.last, last.isEmpty { rows.removeLast() }
    guard let first = rows.first else { throw .empty(name) }
    for row in rows where row.fields.count != first.fields.count {
      throw .ragged(
        name, line: row.line, count: row.fields.count,
        wanted: first.fields.count)
    }
    self.name = name
    (self.bytes, self.separator) = (bytes, separator)
    let names = first.fields.map { $0.text(in: bytes).trimmed }
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

  /// The numbers of some columns.
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
    let names = chosen ?? columns.filter { $0 != labels }
    guard !names.isEmpty else { throw .noNumbers(name) }
    let places = try indices(of: names)
    let labelled = try labels.map { label throws(SeriesError) in
      try indices(of: [label])[0]
    }
    var values: [Vector] = []
    values.reserveCapacity(rows.count)
    for row in rows {
      var vector = Vector(zeros: places.count)
      for (k, place) in places.enumerated() {
        vector[k] = try number(row, place)
      }
      values.append(vector)
    }
    return Series(
      columns: names, rows: values,
      labels: labelled.map { place in
        rows.map { $0.fields[place].text(in: bytes).trimmed }
      })
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

  private func number(
    _ row: SeparatedRow, _ place: Int
  ) throws(SeriesError) -> Double {
    let text = row.fields[place].text(in: bytes)
    guard let value = Self.number(text, separator), value.isFinite else {
      throw .notANumber(
        name, line: row.line, column: columns[place], text: text.trimmed)
    }
    return value
  }
}

extension SeriesTable {
  /// The number that a field holds, or nil.
  private static func number(_ text: String, _ separator: UInt8) -> Double? {
    if let value = Double(text) { return value }
    var trimmed = text.trimmed
    if separator != UInt8(ascii: ","), trimmed.contains(",") {
      trimmed = trimmed.replacing(",", with: ".")
    }
    return Double(trimmed.replacing("−", with: "-"))
  }

  /// Whichever of `,` `;` and tab stands most often outside quotation marks in
  /// the first line; of equals a semicolon or tab, beside which a comma may be
  /// a decimal point.
  private static func separator(of bytes: [UInt8]) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      counts[byte, default: 0] += 1
    }
    for candidate in [UInt8(ascii: ";"), UInt8(ascii: "\t")]
    where counts[candidate, default: 0] > 0 {
      return candidate
    }
    return UInt8(ascii: ",")
  }

  /// Whether the first line names columns: none of its fields is a number, or
  /// one is not and has a number below it.
  private static func isHeader(
    _ rows: [SeparatedRow], _ bytes: [UInt8], _ separator: UInt8
  ) -> Bool {
    func isNumber(_ row: SeparatedRow) -> [Bool] {
      row.fields.map { number($0.text(in: bytes), separator) != nil }
    }
    let first = isNumber(rows[0])
    guard first.contains(true) else { return true }
    guard rows.count > 1 else { return false }
    return zip(first, isNumber(rows[1])).contains { !$0 && $1 }
  }
}

/// One line of a table, as places in its bytes.
struct SeparatedRow {
  /// The number of the line, counted from 1.
  let line: Int
  var fields: [Field] = []

  /// One field.
  struct Field {
    var range: Range<Int>
    /// Whether it stood in quotation marks, and may hold doubled ones.
    var isQuoted = false

    func text(in bytes: [UInt8]) -> String {
      let text = String(decoding: bytes[range], as: UTF8.self)
      return isQuoted ? text.replacing("\"\"", with: "\"") : text
    }
  }

  /// Whether there is nothing on the line.
  var isEmpty: Bool { fields.allSatisfy(\.range.isEmpty) && fields.count < 2 }

  /// Every line of a text.
  static func all(in bytes: [UInt8], separator: UInt8) -> [SeparatedRow] {
    let (quote, newline) = (UInt8(ascii: "\""), UInt8(ascii: "\n"))
    let carriage = UInt8(ascii: "\r")
    var (rows, place, line) = ([SeparatedRow](), 0, 1)
    while place < bytes.count {
      var row = SeparatedRow(line: line)
      var isInRow = true
      while isInRow {
        var field = Field(range: place..<place)
        if place < bytes.count, bytes[place] == quote {
          place += 1
          let start = place
          while place < bytes.count {
            if bytes[place] == quote {
              guard place + 1 < bytes.count, bytes[place + 1] == quote else {
                break
              }
              place += 1
            }
            if bytes[place] == newline { line += 1 }
            place += 1
          }
          field = Field(range: start..<min(place, bytes.count), isQuoted: true)
          place += 1
        }
        let start = place
        while place < bytes.count, bytes[place] != separator,
          bytes[place] != newline, bytes[place] != carriage
        {
          place += 1
        }
        if !field.isQuoted { field.range = start..<place }
        row.fields.append(field)
        isInRow = place < bytes.count && bytes[place] == separator
        if isInRow { place += 1 }
      }
      if place < bytes.count, bytes[place] == carriage {
        place += 1
        if place >= bytes.count || bytes[place] != newline { line += 1 }
      }
      if place < bytes.count, bytes[place] == newline {
        place += 1
        line += 1
      }
      rows.append(row)
    }
    return rows
  }
}
