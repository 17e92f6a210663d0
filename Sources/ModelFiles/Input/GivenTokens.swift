import LSTMCore

/// A text that another program has cut into symbols: a JSON list of symbols or
/// of their indices, or either separated by blanks.
package struct GivenTokens: Sendable {
  private enum Piece: Sendable {
    case symbol(String)
    case index(Int)
  }

  /// The file's name.
  package let name: String
  private let pieces: [Piece]

  /// How many symbols there are.
  package var count: Int { pieces.count }

  /// Reads the file at `path`, or standard input for `-`.
  ///
  /// - Throws: `TextFileError`, `ForeignFileError`.
  package init(file path: String) throws {
    let file = try TextFile.load(path)
    try self.init(file.text, name: file.name)
  }

  /// Reads a list; numbers in JSON, or where all are numbers, are indices.
  ///
  /// - Throws: `ForeignFileError` for JSON that is no such list.
  package init(_ text: String, name: String) throws(ForeignFileError) {
    self.name = name
    guard text.first(where: { !$0.isWhitespace }) == "[" else {
      let words = text.split(whereSeparator: \.isWhitespace).map { String($0) }
      let indices = words.compactMap { Int($0) }
      pieces =
        indices.count == words.count
        ? indices.map { .index($0) } : words.map { .symbol($0) }
      return
    }
    let list = try JSONReader.value(of: Array(text.utf8), place: name).elements
    var pieces: [Piece] = []
    for (k, element) in list.enumerated() {
      if let symbol = element.string {
        pieces.append(.symbol(symbol))
      } else if let index = element.int {
        pieces.append(.index(index))
      } else {
        throw .malformed(
          place: name,
          reason: "element \(k) is neither a symbol nor an index")
      }
    }
    self.pieces = pieces
  }

  /// The symbols of a vocabulary that these are; an index that it lacks is not
  /// known.
  func tokens(in vocabulary: Vocabulary) -> [Token] {
    var places: [String: Int] = [:]
    for (index, entry) in vocabulary.entries.enumerated()
    where places[entry] == nil { places[entry] = index }
    return pieces.map { piece in
      switch piece {
      case .symbol(let symbol): Token(symbol, places[symbol])
      case .index(let index):
        vocabulary.entries.indices.contains(index)
          ? Token(vocabulary[index], index) : Token("\(index)", nil)
      }
    }
  }
}
