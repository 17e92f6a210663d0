/// The symbols a model knows, each with its index: Unicode scalars, and perhaps
/// others that no character is read as, such as `<s>`.
///
/// One of them may stand for everything else.
public struct Vocabulary: Equatable, Sendable {
  /// The symbols as text, in the order of their indices.
  public let entries: [String]
  /// The index of the symbol as which everything that is not known is read;
  /// nil where there is none.
  public let unknownIndex: Int?
  private let indices: [Unicode.Scalar: Int]

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
  /// nil. Those of one scalar are read as characters, the first of equal ones.
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

  /// The indices of a text's characters.
  public func indices(of text: String) -> [Int] {
    text.unicodeScalars.map(index)
  }

  /// The symbol at `index` as text.
  public subscript(index: Int) -> String { entries[index] }
}
