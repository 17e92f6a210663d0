import Wording

/// Markdown set for a terminal: wrapped to its width, with bold headings and
/// tables, or plain where there is no colour.
package struct MarkdownPage: Sendable {
  /// The width to wrap at, in columns.
  package var width: Int
  /// Whether escape sequences may be used.
  package var isColoured: Bool

  /// A page of `width` columns.
  package init(width: Int = 80, isColoured: Bool = false) {
    self.width = max(20, width)
    self.isColoured = isColoured
  }

  /// The text as lines, with one line's space between blocks.
  package func render(_ markdown: String) -> String {
    var lines: [String] = []
    var previous: MarkdownBlock?
    for block in MarkdownBlock.parse(markdown) {
      if let previous, !block.staysWith(previous) { lines.append("") }
      lines += render(block)
      previous = block
    }
    return lines.map { $0.trimmedAtEnd + "\n" }.joined()
  }

  private func render(_ block: MarkdownBlock) -> [String] {
    switch block {
    case .heading(let level, let text): heading(text, level: level)
    case .paragraph(let text): picture(text) ?? wrapped(text)
    case .item(let mark, let depth, let text):
      wrapped(
        text, first: String(repeating: "  ", count: depth) + "  \(mark) ")
    case .quote(let text): wrapped(text, first: "\u{2502} ", rest: "\u{2502} ")
    case .code(_, let lines): lines.map { indent(of: lines) + $0 }
    case .table(let rows): MarkdownTable(rows: rows, page: self).lines
    case .rule: [String(repeating: "\u{2500}", count: min(width, 80))]
    }
  }

  /// A picture that a command draws: what it shows, and under that the command in
  /// one line, which can be copied.
  private func picture(_ paragraph: String) -> [String]? {
    paragraph.wholeMatch(of: /!\[([^\]]*)\]\([^)\s]+\s+"([^"]*)"\)/).map {
      wrapped("[\($0.1)]") + ["    " + $0.2]
    }
  }

  /// What stands before lines of code: less where they would not fit.
  private func indent(of lines: [String]) -> String {
    let longest = lines.map(\.columns).max() ?? 0
    return String(repeating: " ", count: max(0, min(4, width - longest)))
  }

  private func heading(_ text: String, level: Int) -> [String] {
    let plain = text.filter { $0 != "`" && $0 != "*" }
    let set = isColoured ? "\u{1B}[1m\(plain)\u{1B}[0m" : plain
    guard level < 3 else { return [set] }
    let mark = level == 1 ? "\u{2550}" : "\u{2500}"
    return [
      set, String(repeating: mark, count: min(width, plain.columns)),
    ]
  }

  func text(_ markdown: String) -> TerminalText {
    TerminalText(markdown: markdown, isColoured: isColoured)
  }

  /// Lines of prose behind `first`, the later ones behind `rest` or as much
  /// space.
  func wrapped(
    _ markdown: String, first: String = "", rest: String? = nil
  ) -> [String] {
    let indent =
      rest ?? String(repeating: " ", count: first.columns)
    let text = text(markdown)
    return text.lines(width: width - first.columns).enumerated().map {
      ($0 == 0 ? first : indent) + text.line($1)
    }
  }
}

extension MarkdownBlock {
  /// Whether no space belongs between the two: elements of one list.
  fileprivate func staysWith(_ previous: MarkdownBlock) -> Bool {
    if case .item = self, case .item = previous { return true }
    return false
  }
}

/// A table whose widest columns give way until it fits.
private struct MarkdownTable {
  let rows: [[String]]
  let page: MarkdownPage

  var lines: [String] {
    let columns = rows.map(\.count).max() ?? 0
    guard columns > 0 else { return [] }
    let widths = widths(columns)
    let rule = widths.map { String(repeating: "\u{2500}", count: $0) }
      .joined(separator: "  ")
    return rows.enumerated().flatMap { index, row in
      self.lines(of: row, widths, isHeader: index == 0)
        + (index == 0 ? [rule] : [])
    }
  }

  private func widths(_ columns: Int) -> [Int] {
    var widths = (0..<columns).map { column in
      rows.map { $0.count > column ? page.text($0[column]).width : 0 }
        .max() ?? 0
    }
    let room = page.width - 2 * (columns - 1)
    while widths.reduce(0, +) > room, let widest = widths.max(), widest > 8 {
      guard let column = widths.firstIndex(of: widest) else { break }
      widths[column] -= 1
    }
    return widths
  }

  private func lines(
    of row: [String], _ widths: [Int], isHeader: Bool
  ) -> [String] {
    let cells = widths.enumerated().map { column, width -> [(String, Int)] in
      guard row.count > column, !row[column].isEmpty else { return [] }
      let isBold = isHeader && !row[column].contains("*")
      let text = page.text(isBold ? "**\(row[column])**" : row[column])
      return text.lines(width: width).map { words in
        (text.line(words), TerminalText.columns(of: words))
      }
    }
    return (0..<(cells.map(\.count).max() ?? 0)).map { line in
      zip(cells, widths).map { cell, width in
        let (text, used) = line < cell.count ? cell[line] : ("", 0)
        return text + String(repeating: " ", count: max(0, width - used))
      }.joined(separator: "  ")
    }
  }
}
