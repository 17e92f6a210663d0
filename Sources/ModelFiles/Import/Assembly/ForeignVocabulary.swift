/// The symbols of a foreign model: a JSON list, a JSON object from symbol to
/// index, or one a line.
package struct ForeignVocabulary: Equatable, Sendable {
  /// The symbols by index; nil where no symbol has the index.
  package let entries: [String?]

  package init(_ entries: [String?]) { self.entries = entries }

  /// A file of either kind.
  ///
  /// - Throws: `ForeignFileError`.
  package init(_ bytes: [UInt8], name: String) throws(ForeignFileError) {
    let first = bytes.first { ![9, 10, 13, 32].contains($0) }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw .malformed(place: name, reason: "it is not UTF-8")
      }
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      if lines.last == "" { lines.removeLast() }
      self.init(lines.map { String($0) })
      return
    }
    let value = try JSONReader.value(of: bytes, place: name)
    guard let found = Self(value) else {
      throw .malformed(
        place: name,
        reason: "it is neither a list of strings nor an object from each "
          + "symbol to its index")
    }
    self = found
  }

  /// A list of strings, or an object from each symbol to its index or from each
  /// index to its symbol; nil for anything else.
  init?(_ value: ForeignValue) {
    let list = value.elements
    let strings = list.compactMap(\.string)
    if !list.isEmpty {
      guard strings.count == list.count else { return nil }
      self.init(strings)
      return
    }
    let pairs = value.members.compactMap { member -> (Int, String)? in
      if let index = member.value.int { return (index, member.key) }
      guard let symbol = member.value.string, let index = Int(member.key)
      else { return nil }
      return (index, symbol)
    }
    guard !pairs.isEmpty, pairs.count == value.members.count,
      let last = pairs.map(\.0).max(), pairs.allSatisfy({ $0.0 >= 0 }),
      last < 2 * pairs.count + 16
    else { return nil }
    var entries = [String?](repeating: nil, count: last + 1)
    for (index, symbol) in pairs {
      guard entries[index] == nil else { return nil }
      entries[index] = symbol
    }
    self.init(entries)
  }

  /// The vocabulary of so many symbols that a file's settings hold, and where.
  static func find(
    in value: ForeignValue, count: Int, path: String = "", depth: Int = 0
  ) -> (vocabulary: ForeignVocabulary, place: String)? {
    if let own = ForeignVocabulary(value), own.entries.count == count {
      return (own, path)
    }
    if let text = value.string, text.unicodeScalars.count == count, count > 1 {
      return (ForeignVocabulary(text.unicodeScalars.map { String($0) }), path)
    }
    guard depth < 6 else { return nil }
    for member in value.members {
      let place = path.isEmpty ? member.key : "\(path).\(member.key)"
      if let found = find(
        in: member.value, count: count, path: place, depth: depth + 1)
      {
        return found
      }
    }
    return nil
  }

  /// The index of an entry whose name says that it stands for the rest.
  var unknownIndex: Int? {
    let names: Set<String> = [
      "<unk>", "[unk]", "<oov>", "unk", "<unknown>", "\u{FFFD}",
    ]
    return entries.firstIndex { names.contains($0?.lowercased() ?? "") }
  }

  /// The first index that no symbol has, which is what fills up short texts.
  func padding(_ count: Int) -> Int? {
    (0..<count).first { $0 >= entries.count || entries[$0] == nil }
      ?? entries.firstIndex { ["<pad>", "[pad]"].contains($0?.lowercased()) }
  }

  /// As many entries as an embedding has rows: those that no symbol has are
  /// named by their index.
  func filled(_ count: Int) -> [String]? {
    guard entries.count <= count else { return nil }
    return (0..<count).map { index in
      (index < entries.count ? entries[index] : nil) ?? "<\(index)>"
    }
  }
}
