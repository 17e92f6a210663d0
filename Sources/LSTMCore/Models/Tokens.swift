/// A text as the symbols of a vocabulary, one after another.
///
/// A vocabulary of words has the parts that its tokenisation makes. Where every
/// symbol is one character, that is what is read. Else the longest symbol that
/// begins at each place is, in one of three ways:
///
/// - symbols that hold a blank, or none at all: from the text as it is;
/// - symbols with `▁` (SentencePiece) or `Ġ` (byte pairs of GPT-2) where a blank
///   stands: from the text with its blanks so written, one put before its
///   beginning for `▁`;
/// - words, which most of the symbols are where none has a blank: whole words
///   and signs alone, the blanks between them left out.
///
/// Longest match gives what greedy tokenisers give; one that merges pairs by rank
/// may cut differently.
public struct Tokens<Base: IteratorProtocol<Unicode.Scalar>>: Sequence,
  IteratorProtocol
{
  private var base: Base
  private let vocabulary: Vocabulary
  private var buffer: [Unicode.Scalar] = []
  private var isAtEnd = false
  /// The parts that a tokenisation made of the whole text.
  private var parts: ArraySlice<Token>?
  /// Whether a sign for a blank is still to come before the first scalar.
  private var isAtStart: Bool

  /// The symbols of a text about to be read.
  public init(_ base: Base, in vocabulary: Vocabulary) {
    (self.base, self.vocabulary) = (base, vocabulary)
    isAtStart = vocabulary.writing == .marked("▁")
    if vocabulary.tokenisation != .characters { split() }
  }

  /// The next symbol, or what no symbol begins with; nil at the end.
  public mutating func next() -> Token? {
    if parts != nil { return parts?.popFirst() }
    guard let longer = vocabulary.longer else {
      return base.next().map {
        Token(String($0), vocabulary.knownIndex(of: $0))
      }
    }
    fill(longer.depth + 1)
    if vocabulary.writing == .words {
      while let first = buffer.first, first.properties.isWhitespace,
        vocabulary.knownIndex(of: first) == nil
      {
        buffer.removeFirst()
        fill(longer.depth + 1)
      }
    }
    guard !buffer.isEmpty else { return nil }
    if let (count, index) = longer.match(buffer, where: isWhole) {
      return take(count, index)
    }
    return take(unknownCount(), nil)
  }

  private mutating func split() {
    var text = ""
    while let scalar = base.next() { text.unicodeScalars.append(scalar) }
    parts =
      vocabulary.tokenisation.split(text).map {
        Token($0, vocabulary.knownIndex(ofPart: $0))
      }[...]
  }

  private mutating func take(_ count: Int, _ index: Int?) -> Token {
    var text = ""
    text.unicodeScalars.append(contentsOf: buffer[..<count])
    buffer.removeFirst(count)
    return Token(text, index)
  }

  /// Reads on until so many scalars wait, or the end.
  private mutating func fill(_ count: Int) {
    while buffer.count < count, !isAtEnd {
      guard let scalar = base.next() else {
        isAtEnd = true
        return
      }
      if isAtStart {
        buffer.append("▁")
        isAtStart = false
      }
      guard case .marked(let mark) = vocabulary.writing, scalar == " " else {
        buffer.append(scalar)
        continue
      }
      buffer.append(mark)
    }
  }

  /// Whether the first scalars may be a symbol: of words, no part of one.
  private func isWhole(_ count: Int) -> Bool {
    vocabulary.writing != .words || count >= buffer.count
      || !(buffer[count - 1].isOfWord && buffer[count].isOfWord)
  }

  /// How many scalars nothing is known of: a word, or one scalar.
  private mutating func unknownCount() -> Int {
    guard vocabulary.writing == .words else { return 1 }
    while !isAtEnd, buffer.allSatisfy(\.isOfWord) { fill(buffer.count + 1) }
    return Swift.max(1, buffer.prefix { $0.isOfWord }.count)
  }
}

/// A piece of a text, and which symbol it is.
public struct Token: Equatable, Sendable {
  /// The piece as it is read.
  public let text: String
  /// The symbol's index; nil for what the vocabulary lacks.
  public let index: Int?

  /// A piece of a text; `index` is nil for what is not known.
  public init(_ text: String, _ index: Int?) {
    (self.text, self.index) = (text, index)
  }
}

extension Unicode.Scalar {
  /// Whether it is of a word: a letter, a digit, a mark.
  fileprivate var isOfWord: Bool {
    properties.isAlphabetic || properties.numericType != nil
      || properties.generalCategory == .nonspacingMark
  }
}

extension Vocabulary {
  /// How blanks are written in symbols.
  enum Writing: Equatable, Sendable {
    /// As they are.
    case plain
    /// By a sign.
    case marked(Unicode.Scalar)
    /// Not at all: symbols are words.
    case words
  }

  /// The symbols of a text.
  public func tokens<Text: Sequence<Unicode.Scalar>>(
    of text: Text
  ) -> Tokens<Text.Iterator> {
    Tokens(text.makeIterator(), in: self)
  }

  /// Whether what is read are characters, but for signs such as `<s>`.
  public var readsCharacters: Bool {
    tokenisation == .characters
      && Self.signless(entries).allSatisfy { $0.unicodeScalars.count <= 1 }
  }

  /// Without signs such as <unk> and [PAD], which are in any vocabulary.
  private static func signless(_ entries: [String]) -> [String] {
    entries.filter { symbol in
      !((symbol.first == "<" && symbol.last == ">")
        || (symbol.first == "[" && symbol.last == "]"))
        || symbol.unicodeScalars.count == 1
    }
  }

  /// How symbols of several characters write blanks.
  static func writing(_ entries: [String]) -> Writing {
    for mark: Unicode.Scalar in ["▁", "Ġ"] {
      let count = entries.count { $0.unicodeScalars.first == mark }
      if count > 1, !entries.contains(" ") { return .marked(mark) }
    }
    let symbols = signless(entries)
    let isOfWords =
      2 * symbols.count { $0.unicodeScalars.count > 1 } > symbols.count
      && !entries.contains { $0.unicodeScalars.contains(" ") }
    return isOfWords ? .words : .plain
  }
}

/// Symbols by their scalars, for the longest match.
struct SymbolTree: Sendable {
  private struct Node: Sendable {
    var index: Int?
    var next: [Unicode.Scalar: Int] = [:]
  }

  private var nodes = [Node()]
  /// How many scalars the longest symbol has.
  private(set) var depth = 0

  mutating func insert(_ symbol: String, index: Int) {
    var place = 0
    for scalar in symbol.unicodeScalars {
      if let next = nodes[place].next[scalar] {
        place = next
      } else {
        nodes[place].next[scalar] = nodes.count
        place = nodes.count
        nodes.append(Node())
      }
    }
    depth = max(depth, symbol.unicodeScalars.count)
    if nodes[place].index == nil { nodes[place].index = index }
  }

  /// The longest symbol at the beginning whose length is allowed.
  func match(
    _ scalars: [Unicode.Scalar], where isAllowed: (Int) -> Bool
  ) -> (count: Int, index: Int)? {
    var (place, found) = (0, (count: Int, index: Int)?.none)
    for (k, scalar) in scalars.enumerated() {
      guard let next = nodes[place].next[scalar] else { break }
      place = next
      if let index = nodes[place].index, isAllowed(k + 1) {
        found = (k + 1, index)
      }
    }
    return found
  }
}
