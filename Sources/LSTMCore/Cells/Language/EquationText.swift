/// A text of equations cut into its header and its lines; nothing in it has a
/// meaning yet.
struct EquationText {
  /// Header lines of one meaning: name, title, year, source, difference,
  /// notation.
  private(set) var fields: [String: (value: String, place: SourcePlace)] = [:]
  /// `start:` and `stored:` lines, each entry of which is letters and words.
  private(set) var starts: [Entry] = []
  private(set) var stored: [Entry] = []
  /// Sizes that are not one a unit, by the letters of what has them.
  private(set) var sizes: [String: Width] = [:]
  /// The lines that hold equations, as written but for remarks.
  private(set) var lines: [String] = []
  private(set) var equations: [CellEquation] = []

  /// `letters = words, words`.
  struct Entry {
    let letters: String
    let words: [String]
    let place: SourcePlace
  }

  private static let known: Set<String> = [
    "name", "title", "year", "source", "difference", "notation",
  ]

  init(parsing text: String) throws(EquationError) {
    let source = text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in source.enumerated() {
      let number = index + 1
      if equations.isEmpty, let colon = Self.colon(in: line) {
        try read(
          key: line[..<colon].trimmed, value: line[line.index(after: colon)...],
          at: SourcePlace(line: number, column: 1))
        continue
      }
      var parser = try EquationParser(line, line: number)
      let found = try parser.equations()
      guard !found.isEmpty else { continue }
      equations += found
      lines.append(line.prefix { $0 != "#" }.trimmed)
    }
    guard !equations.isEmpty else {
      throw EquationError(
        .noEquations, at: SourcePlace(line: source.count, column: 1))
    }
  }

  /// Where the colon of a header line is: before any `=` or `#`.
  private static func colon(in line: Substring) -> Substring.Index? {
    let end = line.firstIndex { $0 == ":" || $0 == "=" || $0 == "#" }
    return end.flatMap { line[$0] == ":" ? $0 : nil }
  }

  private mutating func read(
    key: String, value: Substring, at place: SourcePlace
  ) throws(EquationError) {
    switch key {
    case "start": starts.append(try Self.entry(value, at: place))
    case "stored": stored.append(try Self.entry(value, at: place))
    case _ where Self.known.contains(key):
      fields[key] = (value.trimmed, place)
    default:
      let widths: [String: Width] = [
        "units": .unit, "blocks": .block, "projection": .projected,
      ]
      guard let width = widths[value.trimmed] else {
        throw EquationError(
          .header(
            "\(key): \(value.trimmed)",
            expected:
              "name, title, year, source, difference, notation, start and "
              + "stored are known, and sizes such as h: projection or "
              + "i: blocks"), at: place)
      }
      sizes[key] = width
    }
  }

  private static func entry(
    _ value: Substring, at place: SourcePlace
  ) throws(EquationError) -> Entry {
    guard let equals = value.firstIndex(of: "=") else {
      throw EquationError(
        .header(
          value.trimmed, expected: "'=' is expected, as in b_f = forget bias"),
        at: place)
    }
    return Entry(
      letters: value[..<equals].trimmed,
      words: value[value.index(after: equals)...].split(separator: ",")
        .map(\.trimmed),
      place: place)
  }
}

extension Substring {
  /// Without blanks at both ends.
  fileprivate var trimmed: String {
    let isBlank = { (character: Character) in
      character == " " || character == "\t"
    }
    let start = drop(while: isBlank)
    guard let last = start.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(start[...last])
  }
}
