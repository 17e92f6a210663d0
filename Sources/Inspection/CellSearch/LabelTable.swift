import Wording

/// Labels that somebody else made, from a table in CSV: names in the first
/// line, then one line for every character of the text, or row of numbers.
package enum LabelTable {
  /// The labels of a table for so many elements.
  ///
  /// A column of nothing but 0 and 1 becomes a yes or no. One without any number
  /// names the rows, and is no label; those in `known` are none either.
  ///
  /// - Parameters:
  ///   - count: how many there are, and what they are called.
  ///   - known: columns that the model reads itself.
  /// - Throws: `LabelTableError`.
  package static func labels(
    csv: String, for count: (Int, noun: String), known: [String] = []
  ) throws(LabelTableError) -> [TextLabel] {
    let bytes = Array(csv.utf8)
    let separator = SeparatedRow.separator(of: bytes)
    let rows = SeparatedRow.all(in: bytes, separator: separator)
    guard let header = rows.first else { throw .empty }
    let names = header.texts(in: bytes)
    let table = try rows.dropFirst().map {
      row throws(LabelTableError) -> (line: Int, fields: [String]) in
      let fields = row.texts(in: bytes)
      guard fields.count == names.count else {
        throw .fields(line: row.line, count: fields.count, wanted: names.count)
      }
      return (row.line, fields)
    }
    let labels = names.indices.filter { column in
      !known.contains(names[column])
        && table.contains {
          SeparatedRow.number($0.fields[column], separator: separator) != nil
        }
    }
    guard !labels.isEmpty || table.isEmpty else { throw .noLabels(names) }
    let read = try labels.map { column throws(LabelTableError) in
      var values: [Float] = []
      for (line, fields) in table {
        let number = SeparatedRow.number(fields[column], separator: separator)
        guard let value = number.map({ Float($0) }), value.isFinite else {
          throw .notANumber(
            line: line, column: names[column], text: fields[column])
        }
        values.append(value)
      }
      return label(names[column], values)
    }
    guard table.count == count.0 else {
      throw .length(rows: table.count, wanted: count.0, noun: count.noun)
    }
    return read
  }

  private static func label(_ name: String, _ values: [Float]) -> TextLabel {
    TextLabel(
      name, name, kind: .given,
      values: values.allSatisfy { $0 == 0 || $0 == 1 }
        ? .flags(values.map { $0 == 1 }) : .numbers(values))
  }
}

/// What is wrong with a table of labels.
package enum LabelTableError: Error, Equatable {
  /// There is nothing in it.
  case empty
  /// No column is a label: names and what is read by the model are none.
  case noLabels([String])
  /// There are more or fewer rows than characters, or rows that are read.
  case length(rows: Int, wanted: Int, noun: String)
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
    case .noLabels(let names):
      """
      the table of labels has \(names.joined(separator: ", ")), and none of them is a \
      column of numbers that the model does not read.
      """
    case .length(let rows, let wanted, let noun):
      """
      the table of labels has \(counted(rows, "row")) below its names, and there are \
      \(grouped(wanted)) \(noun) to read: give one row for each\
      \(noun == "rows" ? "" : ", line ends included").
      """
    case .fields(let line, let count, let wanted):
      "line \(line) of the labels has \(count) fields, and there are \(wanted) names."
    case .notANumber(let line, let column, let text):
      "line \(line) of the labels, \(column): '\(text)' is not a number."
    }
  }
}
