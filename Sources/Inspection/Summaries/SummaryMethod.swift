import LSTMCore

/// A way to choose sentences that stand for a text.
package enum SummaryMethod: String, CaseIterable, Sendable {
  /// Surprising and central alike: the sum of both in standard deviations.
  case both
  case central, surprising
  /// By how often the text has a sentence's words (SumBasic; Nenkova &
  /// Vanderwende 2005): no network.
  case words
  /// The first ones.
  case lead
  /// Any, drawn with a seed.
  case random

  /// What it is, in a few words.
  package var title: String {
    switch self {
    case .both: "surprising and central"
    case .central: "central"
    case .surprising: "surprising"
    case .words: "frequent words"
    case .lead: "the first sentences"
    case .random: "drawn at random"
    }
  }

  /// Chooses so many sentences, in the order of the text. One of whose longer
  /// words more than half stand in those chosen before is left out, unless too
  /// few would be left.
  package func choose(
    _ count: Int, of sentences: ReadSentences, seed: UInt64 = 1997
  ) -> [Int] {
    let all = Array(0..<sentences.count)
    let order: [Int]
    switch self {
    case .lead: return Array(all.prefix(count))
    case .random:
      var generator = SplitMix64(seed: seed)
      return all.shuffled(using: &generator).prefix(count).sorted()
    case .words:
      return Self.byWords(count, of: sentences).sorted()
    case .central: order = Self.order(sentences.centrality)
    case .surprising: order = Self.order(sentences.surprise)
    case .both:
      order = Self.order(
        zip(
          Self.standardised(sentences.centrality),
          Self.standardised(sentences.surprise)
        ).map { $0 + $1 })
    }
    var (chosen, repeats, said) = ([Int](), [Int](), Set<String>())
    for k in order where chosen.count < count {
      let words = Self.content(of: sentences, k)
      if 2 * words.count(where: said.contains) > words.count {
        repeats.append(k)
      } else {
        chosen.append(k)
        said.formUnion(words)
      }
    }
    return (chosen + repeats.prefix(count - chosen.count)).sorted()
  }

  private static func order(_ scores: [Double]) -> [Int] {
    scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
  }

  private static func standardised(_ values: [Double]) -> [Double] {
    let n = Double(max(1, values.count))
    let mean = values.reduce(0, +) / n
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n)
      .squareRoot()
    return values.map { deviation > 0 ? ($0 - mean) / deviation : 0 }
  }

  /// Words that say something: of four letters or more.
  private static func content(of sentences: ReadSentences, _ k: Int) -> [String]
  {
    sentences.words[k].filter { $0.count > 3 }
  }

  /// The sentence whose words are the most probable on average, again and
  /// again; the probability of a word that was said is squared.
  private static func byWords(
    _ count: Int, of sentences: ReadSentences
  ) -> [Int] {
    var numbers: [String: Int] = [:]
    let words = (0..<sentences.count).map { k in
      content(of: sentences, k).map { word in
        numbers[word]
          ?? {
            numbers[word] = numbers.count
            return numbers.count - 1
          }()
      }
    }
    var share = [Double](repeating: 0, count: numbers.count)
    let total = Double(max(1, words.reduce(0) { $0 + $1.count }))
    for word in words.joined() { share[word] += 1 / total }
    var (chosen, left) = ([Int](), Array(words.indices))
    while chosen.count < count, !left.isEmpty {
      let weights = left.map { k in
        words[k].reduce(0) { $0 + share[$1] }
          / Double(max(1, words[k].count))
      }
      let place =
        weights.indices.max { (weights[$0], $1) < (weights[$1], $0) } ?? 0
      let k = left.remove(at: place)
      chosen.append(k)
      for word in Set(words[k]) { share[word] *= share[word] }
    }
    return chosen
  }
}

extension SummaryMethod {
  /// How what it chooses does beside an abstract; of what is drawn at random the
  /// mean of 200 draws, or of fewer where texts are long.
  package func score(
    _ count: Int, of sentences: ReadSentences, reference: String, seed: UInt64
  ) -> ROUGE {
    let wanted = ROUGE.words(of: reference)
    func said(_ draw: Int) -> [String] {
      choose(count, of: sentences, seed: seed &+ UInt64(draw)).flatMap {
        sentences.words[$0]
      }
    }
    // What the longest common sequence costs goes with both lengths.
    let cost = max(1, said(0).count * wanted.count)
    let draws = self == .random ? max(5, min(200, 20_000_000 / cost)) : 1
    let scores = (0..<draws).map { ROUGE(of: said($0), reference: wanted) }
    return ROUGE(mean: scores)
  }
}
