/// Where the sentences of a text are.
package enum Sentences {
  /// The places of the sentences, without the blanks around them.
  ///
  /// A sentence ends after `.`, `!`, `?` or `…` and what closes behind it, where
  /// a blank follows and then no small letter; after the full marks of Chinese
  /// and Japanese whatever follows; and at an empty line. The stop of an initial
  /// (`A.`) or of a title (`Dr.`, `Mrs.`) ends none.
  package static func ranges(in text: [Unicode.Scalar]) -> [Range<Int>] {
    var (ranges, start) = ([Range<Int>](), 0)
    func close(_ end: Int) {
      let inside = (start..<end).filter { !text[$0].properties.isWhitespace }
      if let first = inside.first, let last = inside.last,
        inside.contains(where: { text[$0].properties.isAlphabetic })
      {
        ranges.append(first..<last + 1)
      }
      start = end
    }
    var k = 0
    while k < text.count {
      if text[k] == "\n", isEmptyLine(text, after: k) {
        close(k)
      } else if marks.contains(text[k]) {
        var end = k + 1
        while end < text.count,
          marks.contains(text[end]) || closers.contains(text[end])
        { end += 1 }
        if endsSentence(text, stop: k, end: end) { close(end) }
        k = end - 1
      }
      k += 1
    }
    close(text.count)
    return ranges
  }

  private static func endsSentence(
    _ text: [Unicode.Scalar], stop: Int, end: Int
  ) -> Bool {
    guard end < text.count, !full.contains(text[stop]) else { return true }
    guard text[end].properties.isWhitespace else { return false }
    let next = text[end...].first { !$0.properties.isWhitespace }
    if let next, next.properties.isLowercase { return false }
    guard text[stop] == "." else { return true }
    var word = ""
    for scalar in text[..<stop].reversed() {
      guard scalar.properties.isAlphabetic, word.count < 8 else { break }
      word = String(scalar) + word
    }
    return !titles.contains(word) && word.unicodeScalars.count != 1
      || word == "I"
  }

  private static func isEmptyLine(
    _ text: [Unicode.Scalar], after end: Int
  ) -> Bool {
    let rest = text[(end + 1)...].first {
      $0 == "\n" || !$0.properties.isWhitespace
    }
    return rest == "\n"
  }

  private static let full = Set<Unicode.Scalar>(["。", "！", "？"])
  private static let marks = full.union([".", "!", "?", "…", "؟", "۔"])
  private static let closers = Set<Unicode.Scalar>([
    "”", "’", "\"", "'", ")", "]", "»", "」", "』", "）",
  ])
  private static let titles: Set = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Gen", "Col", "Capt", "No", "vs",
    "Jr", "Sr", "Mlle", "Mme",
  ]
}
