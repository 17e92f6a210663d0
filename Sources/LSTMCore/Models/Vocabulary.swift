/// The symbols a model knows, each with its index: Unicode scalars, and perhaps
/// others of several, such as words, parts of them and `<s>`.
///
/// One of them may stand for everything else.
public struct Vocabulary: Equatable, Sendable {
  /// The symbols as text, in the order of their indices.
  public let entries: [String]
  /// The index of the symbol as which everything that is not known is read;
  /// nil where there is none.
  public let unknownIndex: Int?
  /// What the symbols are parts of a text as.
  public let tokenisation: Tokenisation
  private let indices: [Unicode.Scalar: Int]
  private let wordIndices: [String: Int]
  /// Every symbol by its scalars; nil where none has several.
  let longer: SymbolTree?
  /// How symbols of several scalars write blanks.
  let writing: Writing

  /// A vocabulary of the given characters, in order, from index 1 on; a repeated
  /// one keeps its first place. Index 0 is the unknown symbol, written in
  /// whatever way.
  public init(
    _ scalars: some Sequence<Unicode.Scalar>, unknown: String = "\u{FFFD}"
  ) {
    var seen: Set<Unicode.Scalar> = []
    let distinct = scalars.filter { seen.insert($0).inserted }
    self.init(
      entries: [unknown] + distinct.map { String($0) }, unknownIndex: 0)
  }

  /// A vocabulary of the given symbols; `unknownIndex` is a place among them or
  /// nil. Of equal ones the first is read.
  public init(entries: [String], unknownIndex: Int?) {
    precondition(
      unknownIndex.map(entries.indices.contains) ?? true,
      "unknown symbol \(unknownIndex ?? 0) of \(entries.count)")
    var indices: [Unicode.Scalar: Int] = [:]
    for (index, entry) in entries.enumerated() where index != unknownIndex {
      let scalars = entry.unicodeScalars
      if scalars.count == 1, let scalar = scalars.first,
        indices[scalar] == nil
      {
        indices[scalar] = index
      }
    }
    (self.entries, self.unknownIndex) = (entries, unknownIndex)
    self.indices = indices
    (tokenisation, wordIndices) = (.characters, [:])
    writing = Self.writing(entries)
    longer = Self.tree(entries, unknownIndex)
  }

  private static func tree(
    _ entries: [String], _ unknown: Int?
  ) -> SymbolTree? {
    guard
      entries.indices.contains(where: {
        $0 != unknown && entries[$0].unicodeScalars.count > 1
      })
    else { return nil }
    var tree = SymbolTree()
    for (index, entry) in entries.enumerated()
    where index != unknown && !entry.isEmpty {
      tree.insert(entry, index: index)
    }
    return tree
  }

  /// Whether two read every text as the same symbols.
  public static func == (a: Vocabulary, b: Vocabulary) -> Bool {
    a.entries == b.entries && a.unknownIndex == b.unknownIndex
      && a.tokenisation == b.tokenisation
  }

  /// A vocabulary of words; `unknownIndex` is a place among them or nil. The
  /// first of equal ones counts.
  public init(
    words entries: [String], unknownIndex: Int?,
    _ tokenisation: Tokenisation = .words
  ) {
    precondition(
      tokenisation != .characters
        && unknownIndex.map(entries.indices.contains) ?? true,
      "unknown symbol \(unknownIndex ?? 0) of \(entries.count) words")
    (self.entries, self.unknownIndex) = (entries, unknownIndex)
    self.tokenisation = tokenisation
    wordIndices = Dictionary(
      entries.enumerated().filter { $0.offset != unknownIndex }
        .map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    indices = [:]
    (longer, writing) = (nil, .plain)
  }

  /// The words that occur in texts often enough, the most frequent first and of
  /// equals the one first in the order of their code points. Index 0 is the
  /// unknown word, `<unknown>`, as which all others are read.
  ///
  /// - Parameters:
  ///   - texts: the words of each text, as `Tokenisation.split` gives them.
  ///   - least: how often a word must occur.
  ///   - most: how many words there may be, the unknown one counted.
  public init(
    wordsOf texts: some Sequence<[String]>, least: Int, most: Int,
    _ tokenisation: Tokenisation = .words
  ) {
    var counts: [String: Int] = [:]
    for text in texts {
      for word in text {
        counts[tokenisation.symbol(of: word), default: 0] += 1
      }
    }
    let frequent = counts.filter { $0.value >= least }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .prefix(max(0, most - 1))
    self.init(
      words: ["<unknown>"] + frequent.map(\.key), unknownIndex: 0, tokenisation)
  }

  /// What a symbol is of a text; a token is a part of a word.
  public enum SymbolKind: String, Sendable { case character, word, token }

  /// What the symbols are, but for signs such as `<s>`. Looks at all of them.
  public var symbolKind: SymbolKind {
    if tokenisation != .characters || writing == .words { return .word }
    return readsCharacters ? .character : .token
  }

  /// How many symbols there are, the unknown one counted.
  public var count: Int { entries.count }

  /// The characters that are known, in the order of their indices.
  public var scalars: [Unicode.Scalar] {
    entries.indices.compactMap { index in
      let scalar = entries[index].unicodeScalars.first
      return scalar.flatMap { indices[$0] == index ? $0 : nil }
    }
  }

  /// The index of a character, or nil for one that is not known.
  public func knownIndex(of scalar: Unicode.Scalar) -> Int? { indices[scalar] }

  /// The index of a character; the unknown symbol's, or where there is none 0,
  /// for one that is not known.
  public func index(of scalar: Unicode.Scalar) -> Int {
    indices[scalar] ?? unknownIndex ?? 0
  }

  /// The index of a part of a text as `tokenisation` splits it, or nil for one
  /// that is not known.
  public func knownIndex(ofPart part: String) -> Int? {
    guard tokenisation != .characters else {
      return part.unicodeScalars.first.flatMap(knownIndex)
    }
    return wordIndices[tokenisation.symbol(of: part)]
  }

  /// The indices of a text's symbols; for what is not known the unknown symbol's,
  /// or where there is none 0.
  public func indices(of text: String) -> [Int] {
    tokens(of: text.unicodeScalars).map { $0.index ?? unknownIndex ?? 0 }
  }

  /// The symbol at `index` as text.
  public subscript(index: Int) -> String { entries[index] }
}
