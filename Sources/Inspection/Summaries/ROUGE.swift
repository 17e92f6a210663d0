import LSTMCore

/// How much of a summary somebody else's summary has too: F1 of shared words,
/// of shared pairs of words, and of the longest common subsequence, each 0 to 1.
///
/// (Lin 2004, *ROUGE: A Package for Automatic Evaluation of Summaries*; words in
/// lower case, none cut down to its stem or left out; a subsequence over the
/// whole summary.)
package struct ROUGE: Equatable, Sendable {
  /// ROUGE-1, ROUGE-2 and ROUGE-L.
  package var words, pairs, sequence: Double

  /// Scores of the given sizes.
  init(words: Double, pairs: Double, sequence: Double) {
    (self.words, self.pairs, self.sequence) = (words, pairs, sequence)
  }

  /// How a summary does beside a reference.
  package init(of summary: String, reference: String) {
    self.init(
      of: Self.words(of: summary), reference: Self.words(of: reference))
  }

  /// The same of words that were told apart before.
  init(of said: [String], reference wanted: [String]) {
    func pairs(_ words: [String]) -> [String] {
      zip(words, words.dropFirst()).map { $0 + " " + $1 }
    }
    self.init(
      words: Self.shared(said, wanted),
      pairs: Self.shared(pairs(said), pairs(wanted)),
      sequence: Self.score(
        Self.longestCommon(said, wanted), said.count, wanted.count))
  }

  /// The mean of several.
  package init(mean scores: [ROUGE]) {
    let n = Double(max(1, scores.count))
    self.init(
      words: scores.reduce(0) { $0 + $1.words } / n,
      pairs: scores.reduce(0) { $0 + $1.pairs } / n,
      sequence: scores.reduce(0) { $0 + $1.sequence } / n)
  }

  /// The words of a text in lower case; marks are none.
  static func words(of text: String) -> [String] {
    let tokens = Tokenisation.lowercaseWords
    return tokens.split(text).map(tokens.symbol).filter {
      $0.contains { $0.isLetter || $0.isNumber }
    }
  }

  /// Each as often as both have it.
  private static func shared(_ said: [String], _ wanted: [String]) -> Double {
    var left: [String: Int] = [:]
    for item in wanted { left[item, default: 0] += 1 }
    var common = 0
    for item in said where left[item, default: 0] > 0 {
      left[item, default: 0] -= 1
      common += 1
    }
    return score(common, said.count, wanted.count)
  }

  private static func longestCommon(_ a: [String], _ b: [String]) -> Int {
    var row = [Int](repeating: 0, count: b.count + 1)
    for word in a {
      var diagonal = 0
      for (j, other) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = word == other ? diagonal + 1 : max(above, row[j])
        diagonal = above
      }
    }
    return row[b.count]
  }

  /// F1 = 2PR/(P + R) of so many in common, P = c/said and R = c/wanted.
  private static func score(_ common: Int, _ said: Int, _ wanted: Int) -> Double
  {
    common == 0 ? 0 : 2 * Double(common) / Double(said + wanted)
  }
}
