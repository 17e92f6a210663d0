import LSTMCore
import Wording

/// A table of texts with a label each: two columns of a CSV or TSV file, whose
/// first line names the columns.
///
/// Quotation marks and separators are as in `SeriesTable`.
package struct LabelledTable: Equatable, Sendable {
  /// The file's name, for messages.
  package let name: String
  /// The SHA-256 of the file's bytes, 64 hexadecimal digits.
  package let sha256: String
  /// The texts, in order.
  package let texts: [String]
  /// The label of each, without blanks at its ends.
  package let labels: [String]

  /// The words of each text, in lower case.
  package func words() -> [[String]] {
    let tokens = Tokenisation.lowercaseWords
    return texts.map { tokens.split($0).map(tokens.symbol) }
  }

  /// Reads two columns of the file at `path`, or of standard input for `-`.
  ///
  /// - Throws: `TextFileError`, `LabelledTableError`.
  package static func load(
    _ path: String, text: String, label: String
  ) throws -> LabelledTable {
    try LabelledTable(TextFile.load(path), text: text, label: label)
  }

  /// Reads two columns of a file.
  ///
  /// - Throws: `LabelledTableError`: no rows, a column that is not there, a row
  ///   of another length, or one without a label.
  package init(
    _ file: TextFile, text: String, label: String
  ) throws(LabelledTableError) {
    let bytes = Array(file.text.utf8)
    let rows = SeparatedRow.all(
      in: bytes, separator: SeparatedRow.separator(of: bytes))
    guard let header = rows.first, rows.count > 1 else {
      throw .empty(file.name)
    }
    let columns = header.texts(in: bytes)
    var places: [Int] = []
    for column in [text, label] {
      guard let place = columns.firstIndex(of: column) else {
        throw .noColumn(file.name, column, known: columns)
      }
      places.append(place)
    }
    var (texts, labels) = ([String](), [String]())
    for row in rows.dropFirst() {
      guard row.fields.count == columns.count else {
        throw .ragged(
          file.name, line: row.line, count: row.fields.count,
          wanted: columns.count)
      }
      texts.append(row.fields[places[0]].text(in: bytes))
      labels.append(row.fields[places[1]].text(in: bytes).trimmed)
      guard labels.last?.isEmpty == false else {
        throw .noLabel(file.name, line: row.line, column: label)
      }
    }
    (name, sha256) = (file.name, file.sha256)
    (self.texts, self.labels) = (texts, labels)
  }
}

/// Why a table gives no labelled texts. The first part of each case is the
/// file's name.
package enum LabelledTableError: Error, Equatable {
  /// There is no row below the names of the columns.
  case empty(String)
  /// There is no column of that name.
  case noColumn(String, String, known: [String])
  /// A line has more or fewer fields than there are columns.
  case ragged(String, line: Int, count: Int, wanted: Int)
  /// A text has no label.
  case noLabel(String, line: Int, column: String)
}

extension LabelledTableError: CustomStringConvertible {
  /// What is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .empty(let file):
      "\(file) has no row: it needs a line of column names and a line a text."
    case .noColumn(let file, let column, let known):
      "\(file) has no column “\(column)”. It has \(list(known, most: 12))."
    case .ragged(let file, let line, let count, let wanted):
      "\(file), line \(line): \(counted(count, "field")), where the first line "
        + "names \(wanted). A text with commas stands in quotation marks, or "
        + "tabs separate the columns."
    case .noLabel(let file, let line, let column):
      "\(file), line \(line), column \(column): the label is empty. Fill it in, "
        + "or leave the row out."
    }
  }
}
