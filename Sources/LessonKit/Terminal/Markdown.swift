import Wording

/// The parts of a Markdown text that lessons use.
enum MarkdownBlock: Equatable {
  /// A heading and its level, from 1.
  case heading(Int, String)
  /// A paragraph in one line.
  case paragraph(String)
  /// An element of a list: its mark, how deep it stands, its text.
  case item(String, depth: Int, String)
  /// A quotation.
  case quote(String)
  /// A fenced or indented block, left alone, with the word after the fence.
  case code(String, [String])
  /// Rows of cells; the first is the header.
  case table([[String]])
  /// A line across.
  case rule

  /// The blocks of `text` in order. HTML comments are left out.
  static func parse(_ text: String) -> [MarkdownBlock] {
    var parser = MarkdownParser(
      lines: text.replacing(/<!--.*?-->/.dotMatchesNewlines(), with: "")
        .split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init))
    return parser.parse()
  }
}

private struct MarkdownParser {
  let lines: [String]
  private var position = 0
  private var blocks: [MarkdownBlock] = []
  private var canContinue = false

  init(lines: [String]) { self.lines = lines }

  mutating func parse() -> [MarkdownBlock] {
    while position < lines.count {
      let line = lines[position]
      let bare = line.trimmed
      if bare.isEmpty {
        canContinue = false
        position += 1
      } else if let fence = line.firstMatch(of: /^\s*(```+|~~~+)\s*(.*)$/) {
        takeFence(String(fence.1), String(fence.2).trimmed)
      } else if let heading = line.wholeMatch(of: /(#{1,6})\s+(.*?)\s*#*/) {
        add(.heading(heading.1.count, String(heading.2)), continuing: false)
      } else if bare.wholeMatch(of: /(\*\s*){3,}|(-\s*){3,}/) != nil {
        add(.rule, continuing: false)
      } else if bare.hasPrefix("|"), isTable(below: position) {
        takeTable()
      } else if line.hasPrefix("    "), !canContinue {
        takeIndented()
      } else if let item = line.wholeMatch(of: /(\s*)([-*+]|\d+[.)])\s+(.*)/),
        !isWithinParagraph || Self.mayInterrupt(item.2)
      {
        let mark = "-*+".contains(item.2) ? "\u{2022}" : String(item.2)
        add(
          .item(mark, depth: item.1.count / 2, String(item.3)),
          continuing: true)
      } else if bare.hasPrefix(">") {
        let text = bare.dropFirst().description.trimmed
        if canContinue, case .quote(let before) = blocks.last {
          blocks[blocks.count - 1] = .quote(before + " " + text)
          position += 1
        } else {
          add(.quote(text), continuing: true)
        }
      } else {
        takeText(bare)
      }
    }
    return blocks
  }

  private var isWithinParagraph: Bool {
    if canContinue, case .paragraph = blocks.last { return true }
    return false
  }

  /// A line of a paragraph may begin with a year and a full stop: only a list
  /// from 1 begins without an empty line.
  private static func mayInterrupt(_ mark: Substring) -> Bool {
    mark.first?.isNumber != true || mark.dropLast() == "1"
  }

  private mutating func add(_ block: MarkdownBlock, continuing: Bool) {
    blocks.append(block)
    canContinue = continuing
    position += 1
  }

  /// A line of a paragraph, or one that an element or a quotation goes on with.
  private mutating func takeText(_ text: String) {
    if canContinue {
      switch blocks.last {
      case .paragraph(let before):
        blocks[blocks.count - 1] = .paragraph(before + " " + text)
        position += 1
        return
      case .item(let mark, let depth, let before):
        blocks[blocks.count - 1] = .item(
          mark, depth: depth, before + " " + text)
        position += 1
        return
      case .quote(let before):
        blocks[blocks.count - 1] = .quote(before + " " + text)
        position += 1
        return
      default: break
      }
    }
    add(.paragraph(text), continuing: true)
  }

  private mutating func takeFence(_ fence: String, _ info: String) {
    var body: [String] = []
    position += 1
    while position < lines.count, !lines[position].trimmed.hasPrefix(fence) {
      body.append(lines[position])
      position += 1
    }
    add(.code(info, body), continuing: false)
  }

  private mutating func takeIndented() {
    var body: [String] = []
    while position < lines.count,
      lines[position].hasPrefix("    ") || lines[position].trimmed.isEmpty
    {
      body.append(String(lines[position].dropFirst(4)))
      position += 1
    }
    while body.last?.trimmed.isEmpty == true { body.removeLast() }
    blocks.append(.code("", body))
    canContinue = false
  }

  /// Whether the line below a first row parts it from the others: `|C|` alone is
  /// a size.
  private func isTable(below place: Int) -> Bool {
    place + 1 < lines.count && isRule(lines[place + 1].trimmed)
  }

  private func isRule(_ row: String) -> Bool {
    row.hasPrefix("|")
      && Self.cells(of: row).allSatisfy {
        $0.wholeMatch(of: /:?-+:?/) != nil
      }
  }

  private mutating func takeTable() {
    var rows: [[String]] = []
    while position < lines.count, lines[position].trimmed.hasPrefix("|") {
      let row = lines[position].trimmed
      if !isRule(row) { rows.append(Self.cells(of: row)) }
      position += 1
    }
    blocks.append(.table(rows))
    canContinue = false
  }

  /// The cells between the bars; `\|` is a bar in a cell.
  private static func cells(of row: String) -> [String] {
    let bar = "\u{1}"
    var inner = row.replacing("\\|", with: bar).dropFirst()
    if inner.hasSuffix("|") { inner = inner.dropLast() }
    return inner.split(separator: "|", omittingEmptySubsequences: false)
      .map { $0.description.trimmed.replacing(bar, with: "|") }
  }
}
