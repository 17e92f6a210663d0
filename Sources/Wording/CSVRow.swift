/// One row of comma-separated values by RFC 4180, with one departure: it ends
/// in "\n", as the readers of Python, R and spreadsheets take it and other
/// tools of the command line expect, not in "\r\n".
package enum CSVRow {
  /// The fields with commas between them, and the line's end.
  package static func text(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\n"
  }

  /// One field: in quotes where it has commas, quotes or line ends.
  package static func field(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { ",\r\n\"".utf8.contains($0) }
    return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }

  /// A number as a field: the shortest decimal that reads back to the same
  /// value; empty for none.
  package static func field(_ number: Double?) -> String {
    number.map { "\($0)" } ?? ""
  }
}
