import Wording

/// Text with emphasis, to be wrapped by what it is wide on a terminal.
struct TerminalText {
  /// How a word is set.
  enum Emphasis: String {
    case none = ""
    case bold = "1"
    case italic = "3"
    case code = "36"
    case link = "4"
  }

  private(set) var words: [[Piece]] = [[]]

  /// A part of a word in one emphasis.
  struct Piece: Equatable {
    var text: String
    var emphasis: Emphasis
  }

  /// Whether emphasis is shown by escape sequences; code keeps its marks where
  /// it is not.
  let isColoured: Bool

  /// Reads `**bold**`, `*italic*`, `` `code` ``, `[text](target)` and
  /// `![text](picture)`.
  init(markdown: String, isColoured: Bool) {
    self.isColoured = isColoured
    var rest = Substring(markdown)
    var previous: Character = " "
    while let first = rest.first {
      if let (end, pieces) = marked(rest, after: previous) {
        for piece in pieces { append(piece) }
        rest = rest[end...]
        previous = "x"
        continue
      }
      rest.removeFirst()
      // A backslash takes a mark's meaning away.
      let isEscape = first == "\\" && rest.first?.isMark == true
      let shown = isEscape ? rest.removeFirst() : first
      append(Piece(text: String(shown), emphasis: .none))
      previous = shown
    }
  }

  /// The marked text that `rest` begins with, and where it ends.
  private func marked(
    _ rest: Substring, after previous: Character
  ) -> (end: String.Index, pieces: [Piece])? {
    if let match = rest.prefixMatch(of: /`([^`]+)`/) {
      let text = isColoured ? match.1 : match.0
      return (
        match.range.upperBound,
        [Piece(text: String(text), emphasis: .code)]
      )
    }
    if let match = rest.prefixMatch(
      of: /(!?)\[([^\]]*)\]\(([^)\s]+)(?:\s+"([^"]*)")?\)/)
    {
      return (
        match.range.upperBound,
        link(
          String(match.2).filter { $0 != "`" && $0 != "*" }, to: match.3,
          isPicture: !match.1.isEmpty, drawnBy: match.4)
      )
    }
    if let match = rest.prefixMatch(of: /\*\*(.+?)\*\*/) {
      let text = String(match.1).filter { $0 != "`" }
      return (match.range.upperBound, [Piece(text: text, emphasis: .bold)])
    }
    guard !previous.isLetter, !previous.isNumber,
      let match = rest.prefixMatch(
        of: /[*_]([^\s*_](?:[^*_]*[^\s*_])?)[*_](?![\p{L}\d])/)
    else { return nil }
    return (
      match.range.upperBound,
      [Piece(text: String(match.1), emphasis: .italic)]
    )
  }

  private func link(
    _ text: String, to target: Substring, isPicture: Bool, drawnBy: Substring?
  ) -> [Piece] {
    let place = Piece(text: Self.place(target), emphasis: .link)
    func plain(_ text: String) -> Piece { Piece(text: text, emphasis: .none) }
    if isPicture, let drawnBy {
      // Who has no clone has no picture either, but can draw it.
      return [
        plain("[\(text): "), Piece(text: String(drawnBy), emphasis: .code),
        plain("]"),
      ]
    }
    if isPicture {
      return [plain("[\(text.isEmpty ? "" : "\(text): ")"), place, plain("]")]
    }
    return target.hasPrefix("#") || target == text
      ? [plain(text)] : [plain("\(text) ("), place, plain(")")]
  }

  /// A link's target as a reader in the repository's root finds it.
  private static func place(_ target: Substring) -> String {
    String(target.trimmingPrefix(/(\.\.\/)+/))
  }

  private mutating func append(_ piece: Piece) {
    let parts = piece.text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isWhitespace)
    for (index, part) in parts.enumerated() {
      if index > 0, words.last?.isEmpty == false { words.append([]) }
      guard !part.isEmpty else { continue }
      let word = words.count - 1
      if words[word].last?.emphasis == piece.emphasis {
        words[word][words[word].count - 1].text += part
      } else {
        words[word].append(
          Piece(text: String(part), emphasis: piece.emphasis))
      }
    }
  }

  /// The words in lines no wider than `width`, unless one word is.
  func lines(width: Int) -> [[[Piece]]] {
    let lines = words.filter { !$0.isEmpty }.lines {
      Self.columns(of: $0) <= width
    }
    return lines.isEmpty ? [[]] : lines.map(Array.init)
  }

  /// How wide words are in one line.
  static func columns(of words: some Collection<[Piece]>) -> Int {
    words.joined().reduce(max(0, words.count - 1)) { $0 + $1.text.columns }
  }

  /// One line as text, with escape sequences where there is colour.
  func line(_ words: [[Piece]]) -> String {
    words.map { word in
      word.map { piece in
        isColoured && piece.emphasis != .none
          ? "\u{1B}[\(piece.emphasis.rawValue)m\(piece.text)\u{1B}[0m"
          : piece.text
      }.joined()
    }.joined(separator: " ")
  }

  /// How wide the whole is in one line.
  var width: Int { Self.columns(of: words.filter { !$0.isEmpty }) }
}

extension Character {
  /// Whether the character means something in Markdown.
  fileprivate var isMark: Bool { "\\`*_{}[]()#+-.!|<>~".contains(self) }
}
