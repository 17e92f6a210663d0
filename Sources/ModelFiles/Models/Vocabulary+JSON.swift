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

  /// Reads a JSON array of strings, of any length, and which of them is the
  /// unknown symbol: an index or `none`.
  package init(json: String, unknown: String) throws(ModelContentError) {
    let entries = try Self.strings(json)
    let index = Int(unknown)
    guard index.map(entries.indices.contains) ?? (unknown == "none") else {
      throw .namesUnusable(
        key: "unknown",
        reason: "it is \"\(unknown)\", neither an index nor none")
    }
    self.init(entries: entries, unknownIndex: index)
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
