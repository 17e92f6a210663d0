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

  /// Reads a JSON array of strings: the unknown symbol, whatever its string,
  /// then one scalar each, no two the same. Scalars are compared as such: é
  /// and e with an accent are two things here.
  package init(json: String) throws(ModelContentError) {
    let entries: [String]
    do {
      entries = try JSONDecoder().decode([String].self, from: Data(json.utf8))
    } catch {
      throw .vocabularyNotStrings(reason: decodingReason(error))
    }
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
