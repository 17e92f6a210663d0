import LSTMCore

extension Vocabulary {
  /// The vocabulary as a model file has it: a JSON array of strings, the
  /// unknown symbol first.
  package var json: String {
    var json: [UInt8] = []
    for index in 0..<count {
      json.append(index == 0 ? "[" : ",")
      json.appendJSON(self[index])
    }
    json.append("]")
    return String(decoding: json, as: UTF8.self)
  }

  /// Whether the unknown symbol comes first and one scalar each follows, as a
  /// file has it that says nothing else.
  var isUsual: Bool {
    unknownIndex == 0 && scalars.count == count - 1
  }

  /// Reads a JSON array of strings, of any length, which of them is the
  /// unknown symbol, an index or `none`, and what they are parts of a text as;
  /// characters where nothing says.
  package init(
    json: String, unknown: String, tokens: String? = nil
  ) throws(ModelContentError) {
    let entries = try Self.strings(json)
    let index = Int(unknown)
    guard index.map(entries.indices.contains) ?? (unknown == "none") else {
      throw .namesUnusable(
        key: "unknown",
        reason: "it is \"\(unknown)\", neither an index nor none")
    }
    guard let kind = Tokenisation(rawValue: tokens ?? "characters") else {
      throw .namesUnusable(
        key: "tokens",
        reason: "it is \"\(tokens ?? "")\", and this version knows "
          + Tokenisation.allCases.map(\.rawValue).joined(separator: ", "))
    }
    if kind == .characters {
      self.init(entries: entries, unknownIndex: index)
    } else {
      self.init(words: entries, unknownIndex: index, kind)
    }
  }

  private static func strings(
    _ json: String
  ) throws(ModelContentError) -> [String] {
    do {
      return try JSONDecoder().decode([String].self, from: Data(json.utf8))
    } catch {
      throw .vocabularyNotStrings(reason: decodingReason(error))
    }
  }

  /// Reads a JSON array of strings: the unknown symbol, whatever its string,
  /// then one scalar each, no two the same. Scalars are compared as such: é
  /// and e with an accent are two things here.
  package init(json: String) throws(ModelContentError) {
    let entries = try Self.strings(json)
    guard let unknown = entries.first else { throw .vocabularyEmpty }
    var places: [Unicode.Scalar: Int] = [:]
    var scalars: [Unicode.Scalar] = []
    for (index, entry) in entries.enumerated().dropFirst() {
      let content = entry.unicodeScalars
      guard let scalar = content.first, content.count == 1 else {
        throw .vocabularyEntry(index: index, entry)
      }
      if let first = places.updateValue(index, forKey: scalar) {
        throw .vocabularyRepeats(first: first, second: index, entry)
      }
      scalars.append(scalar)
    }
    self.init(scalars, unknown: unknown)
  }
}
