/// Takes a line apart into the numbers that an exercise asks for: by place, or
/// by name as `f=0.5`.
struct NumberAnswer {
  /// The names of the numbers; one that is empty for a single number.
  let parts: [String]

  /// The numbers in the order of the parts.
  ///
  /// - Throws: `AnswerError`.
  func numbers(in text: String) throws(AnswerError) -> [NumberText] {
    guard text.contains(where: { !$0.isWhitespace }) else { throw .empty }
    let pieces = Self.named(text)
    guard pieces.isEmpty else { return try byName(pieces) }
    return try byPlace(text)
  }

  private func byPlace(_ text: String) throws(AnswerError) -> [NumberText] {
    if parts.count == 1 { return [try single(text)] }
    let words = text.split { $0.isWhitespace || $0 == ";" }
      .map { $0.hasSuffix(",") ? $0.dropLast() : $0 }.filter { !$0.isEmpty }
    let pieces = text.split { ",;".contains($0) }.filter {
      $0.contains { !$0.isWhitespace }
    }
    let both = text.split { ",;".contains($0) || $0.isWhitespace }
    let fitting = [words, pieces, both].first { $0.count == parts.count }
    guard let fitting else {
      throw .count(found: words.count, expected: parts)
    }
    return try fitting.map { word throws(AnswerError) in
      try NumberText(String(word))
    }
  }

  private func single(_ text: String) throws(AnswerError) -> NumberText {
    do { return try NumberText(text) } catch {
      let words = text.split { $0.isWhitespace || $0 == ";" }
      let isList = words.allSatisfy { (try? NumberText(String($0))) != nil }
      throw words.count > 1 && isList
        ? .count(found: words.count, expected: []) : error
    }
  }

  private func byName(
    _ pieces: [(name: String, number: String)]
  ) throws(AnswerError) -> [NumberText] {
    if parts == [""] {
      guard pieces.count == 1 else {
        throw .count(found: pieces.count, expected: [])
      }
      return [try NumberText(pieces[0].number)]
    }
    var found: [String: NumberText] = [:]
    for (name, number) in pieces {
      guard let part = part(called: name) else {
        throw .unknownPart(name, expected: parts)
      }
      found[part] = try NumberText(number)
    }
    return try parts.map { name throws(AnswerError) in
      guard let number = found[name] else {
        throw .count(found: found.count, expected: parts)
      }
      return number
    }
  }

  /// The part meant by `name`; c′, C and c are one where only one is asked for.
  private func part(called name: String) -> String? {
    if parts.contains(name) { return name }
    let plain = name.filter { !"'′".contains($0) }.lowercased()
    let other = plain == "c\u{303}" ? "g" : plain
    let fitting = parts.filter { $0.lowercased() == other }
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// `f = 0.5, i=0.2` as names and what stands behind them.
  private static func named(
    _ text: String
  ) -> [(name: String, number: String)] {
    let matches = text.matches(of: /([\p{L}_][\p{L}\p{M}0-9_'′]*)\s*=(?![=>])/)
    return matches.enumerated().map { index, match in
      let end =
        index + 1 < matches.count
        ? matches[index + 1].range.lowerBound : text.endIndex
      let number = text[match.range.upperBound..<end].trimmed
      let isListed = number.hasSuffix(",") || number.hasSuffix(";")
      return (String(match.1), isListed ? String(number.dropLast()) : number)
    }
  }
}
