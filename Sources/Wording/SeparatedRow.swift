/// One line of a table of separated values, as places in the table's bytes.
///
/// Quotation marks, line ends and empty fields are as RFC 4180 and the wild
/// have them: a field that begins with a mark ends at the next one, unless more
/// than blanks follow there; then its marks are characters like others. Where
/// tabs separate, no field goes over a tab or a line's end.
package struct SeparatedRow: Sendable {
  /// The number of the line, counted from 1.
  package let line: Int
  /// What stands between the separators.
  package fileprivate(set) var fields: [Field] = []

  /// One field.
  package struct Field: Sendable {
    fileprivate var range: Range<Int>
    /// Whether it stood in quotation marks, and may hold doubled ones.
    fileprivate var isQuoted = false

    /// The field as it is meant.
    package func text(in bytes: [UInt8]) -> String {
      let text = String(decoding: bytes[range], as: UTF8.self)
      return isQuoted ? text.replacing("\"\"", with: "\"") : text
    }
  }

  /// Every line of a table but for empty ones at its end.
  package static func all(
    in bytes: [UInt8], separator: UInt8
  ) -> [SeparatedRow] {
    var scanner = SeparatedScanner(bytes: bytes, separator: separator)
    var rows: [SeparatedRow] = []
    while let row = scanner.row() { rows.append(row) }
    while let last = rows.last, last.isEmpty { rows.removeLast() }
    return rows
  }

  private var isEmpty: Bool {
    fields.allSatisfy(\.range.isEmpty) && fields.count < 2
  }

  /// The fields without white space at their ends.
  package func texts(in bytes: [UInt8]) -> [String] {
    fields.map { $0.text(in: bytes).trimmed }
  }

  /// Whichever of `,` `;` and tab a table's first line has outside quotation
  /// marks: a semicolon or tab where there is one, beside which a comma may be a
  /// decimal point.
  package static func separator(of bytes: [UInt8]) -> UInt8 {
    var found: Set<UInt8> = []
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      found.insert(byte)
    }
    return [UInt8(ascii: ";"), UInt8(ascii: "\t")].first(where: found.contains)
      ?? UInt8(ascii: ",")
  }

  /// The number that a field holds, in decimal digits; or nil.
  package static func number(_ text: String, separator: UInt8) -> Double? {
    // Swift would read 0x10 as 16.
    guard !text.contains(where: { "xX".contains($0) }) else { return nil }
    if let value = Double(text) { return value }
    var trimmed = text.trimmed
    if separator != UInt8(ascii: ","), trimmed.contains(",") {
      trimmed = trimmed.replacing(",", with: ".")
    }
    return Double(trimmed.replacing("−", with: "-"))
  }
}

/// Walks through the bytes of a table.
private struct SeparatedScanner {
  let bytes: [UInt8]
  let separator: UInt8
  private var (place, line) = (0, 1)

  init(bytes: [UInt8], separator: UInt8) {
    (self.bytes, self.separator) = (bytes, separator)
  }

  /// The next line, or nil at the end.
  mutating func row() -> SeparatedRow? {
    guard place < bytes.count else { return nil }
    var row = SeparatedRow(line: line)
    repeat { row.fields.append(field()) } while take(separator)
    let isCarriage = take(UInt8(ascii: "\r"))
    if take(UInt8(ascii: "\n")) || isCarriage { line += 1 }
    return row
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  private mutating func field() -> SeparatedRow.Field {
    let (start, startLine) = (place, line)
    if take(UInt8(ascii: "\"")) {
      let quoted = quoted()
      while !isAtEnd, bytes[place] == UInt8(ascii: " ") { place += 1 }
      if isAtEnd, let quoted { return quoted }
      (place, line) = (start, startLine)
    }
    while !isAtEnd { place += 1 }
    return SeparatedRow.Field(range: start..<place)
  }

  /// Whether a field ends here.
  private var isAtEnd: Bool {
    guard place < bytes.count else { return true }
    let byte = bytes[place]
    return byte == separator || byte == UInt8(ascii: "\n")
      || byte == UInt8(ascii: "\r")
  }

  /// What stands up to the closing mark; two marks are one that belongs to it.
  /// Nil where none closes.
  private mutating func quoted() -> SeparatedRow.Field? {
    let mark = UInt8(ascii: "\"")
    let start = place
    while place < bytes.count {
      if bytes[place] == mark {
        guard place + 1 < bytes.count, bytes[place + 1] == mark else { break }
        place += 1
      }
      if separator == UInt8(ascii: "\t"), isAtEnd { return nil }
      if bytes[place] == UInt8(ascii: "\n") { line += 1 }
      place += 1
    }
    guard place < bytes.count else { return nil }
    place += 1
    return SeparatedRow.Field(range: start..<place - 1, isQuoted: true)
  }
}
