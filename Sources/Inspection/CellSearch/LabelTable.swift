import Wording

/// Labels that somebody else made, from a table in CSV: names in the first
/// line, then one line per character of the text.
package enum LabelTable {
  /// The labels of a table for a text of so many characters.
  ///
  /// A column of nothing but 0 and 1 becomes a yes or no.
  ///
  /// - Throws: `LabelTableError`.
  package static func labels(
    csv: String, characters: Int
  ) throws(LabelTableError) -> [TextLabel] {
    let bytes = Array(csv.utf8)
    let separator = SeparatedRow.separator(of: bytes)
    let rows = SeparatedRow.all(in: bytes, separator: separator)
    guard let header = rows.first else { throw .empty }
    let names = header.texts(in: bytes)
    var columns = names.map { _ in [Float]() }
    for row in rows.dropFirst() {
      let fields = row.texts(in: bytes)
      guard fields.count == names.count else {
        throw .fields(line: row.line, count: fields.count, wanted: names.count)
      }
      for (column, field) in fields.enumerated() {
        let number = SeparatedRow.number(field, separator: separator)
        guard let value = number.map({ Float($0) }), value.isFinite else {
          throw .notANumber(
            line: row.line, column: names[column], text: field)
        }
        columns[column].append(value)
      }
    }
    guard rows.count - 1 == characters else {
      throw .length(rows: rows.count - 1, characters: characters)
    }
    return zip(names, columns).map { name, values in
      TextLabel(
        name, name, kind: .given,
        values: values.allSatisfy { $0 == 0 || $0 == 1 }
          ? .flags(values.map { $0 == 1 }) : .numbers(values))
    }
  }
}

/// What is wrong with a table of labels.
package enum LabelTableError: Error, Equatable {
  /// There is nothing in it.
  case empty
  /// There are more or fewer rows than characters.
  case length(rows: Int, characters: Int)
  /// A line has more or fewer fields than there are names.
  case fields(line: Int, count: Int, wanted: Int)
  /// A field is not a number.
  case notANumber(line: Int, column: String, text: String)
}

extension LabelTableError: CustomStringConvertible {
  /// What is wrong, where, and what is wanted.
  package var description: String {
    switch self {
    case .empty:
      "the table of labels is empty: its first line names the labels."
    case .length(let rows, let characters):
      """
      the table of labels has \(counted(rows, "row")) below its names, and the text has \
      \(counted(characters, "character")): give one row per character, line ends included.
      """
    case .fields(let line, let count, let wanted):
      "line \(line) of the labels has \(count) fields, and there are \(wanted) names."
    case .notANumber(let line, let column, let text):
      "line \(line) of the labels, \(column): '\(text)' is not a number."
    }
  }
}
