/// A model that counts: the next symbol given the few before it, the strongest
/// rival that a network has without learning anything.
///
/// Modified Kneser-Ney smoothing. With c(s) how often symbol s followed the
/// context, n the sum of that, D(c) a discount for counts of 1, 2, and 3 or
/// more, and γ the share that the discounts set free,
///
///     p(s | context) = max(c(s) − D(c(s)), 0) / n + γ · p(s | shorter context)
///
/// down to the empty context, below which every symbol is alike. In all but the
/// longest grams c(s) is how many different symbols preceded the gram, not how
/// often it occurred. (Chen & Goodman, *An Empirical Study of Smoothing
/// Techniques for Language Modeling*, Computer Speech & Language 13(4), 1999,
/// section 3.) One table of counts holds the model of every order up to the
/// longest.
package struct NGramModel: Sendable {
  /// The longest gram that is counted, the predicted symbol included.
  package let longest: Int
  private let symbols: Int
  private var nodes = GramTable()
  /// For each gram: the gram without its last symbol, its length, how often it
  /// occurred, and how many different symbols preceded it.
  private var parents: [Int32] = [0]
  private var lengths: [UInt8] = [0]
  private var occurrences: [Int32] = [0]
  private var predecessors: [Int32] = [0]
  /// What follows each gram, by occurrences and by predecessors.
  private var byOccurrences = Followers()
  private var byPredecessors = Followers()

  /// The counts of `text` at `range`.
  ///
  /// - Parameters:
  ///   - longest: the longest gram, at least 1.
  ///   - symbols: how many symbols the vocabulary has.
  package init(
    longest: Int = 8, _ text: [UInt16], in range: Range<Int>, symbols: Int
  ) {
    precondition(1...255 ~= longest, "grams of \(longest)")
    (self.longest, self.symbols) = (longest, symbols)
    // contexts[k] is the gram of the k symbols before the place.
    var contexts: [Int32] = [0]
    var next: [Int32] = []
    for place in range {
      next.removeAll(keepingCapacity: true)
      next.append(0)
      for context in contexts {
        let gram = add(text[place], to: context, suffix: next[next.count - 1])
        next.append(gram)
      }
      if next.count > longest { next.removeLast() }
      swap(&contexts, &next)
    }
    byOccurrences = followers(counting: occurrences)
    byPredecessors = followers(counting: predecessors)
  }

  /// The mean of −ln p of each symbol at `range` given those before it there,
  /// in nats per symbol, by the model of each order from 1 to `longest`.
  package func losses(over text: [UInt16], in range: Range<Int>) -> [Double] {
    precondition(range.count > 1, "no character to predict")
    var contexts: [Int32] = [0]
    var nats = [Double](repeating: 0, count: longest)
    for place in range {
      // The probability by predecessors, of ever longer contexts.
      var shorter = 1 / Double(symbols)
      var next: [Int32] = [0]
      for order in 1...longest {
        var p = shorter
        if order <= contexts.count {
          let context = contexts[order - 1]
          let gram = nodes[context, text[place]]
          p = byOccurrences.probability(
            of: gram.map { occurrences[Int($0)] } ?? 0, after: context,
            length: order, otherwise: shorter)
          shorter = byPredecessors.probability(
            of: gram.map { predecessors[Int($0)] } ?? 0, after: context,
            length: order, otherwise: shorter)
          if let gram, order < longest { next.append(gram) }
        }
        if place > range.lowerBound { nats[order - 1] -= log(p) }
      }
      contexts = next
    }
    return nats.map { $0 / Double(range.count - 1) }
  }

  /// The order that predicts the symbols at `range` best.
  package func bestOrder(over text: [UInt16], in range: Range<Int>) -> Int {
    let losses = losses(over: text, in: range)
    return 1 + (losses.indices.min { losses[$0] < losses[$1] } ?? 0)
  }

  /// Counts `symbol` after `context`; `suffix` is the gram that lacks the first
  /// symbol of the new one.
  private mutating func add(
    _ symbol: UInt16, to context: Int32, suffix: Int32
  ) -> Int32 {
    if let known = nodes[context, symbol] {
      occurrences[Int(known)] += 1
      return known
    }
    let gram = Int32(occurrences.count)
    nodes.insert(gram, context, symbol)
    parents.append(context)
    lengths.append(lengths[Int(context)] + 1)
    occurrences.append(1)
    predecessors.append(0)
    if suffix != 0 { predecessors[Int(suffix)] += 1 }
    return gram
  }

  private func followers(counting counts: [Int32]) -> Followers {
    var discounts = CountsOfCounts(longest: longest)
    for gram in counts.indices.dropFirst() {
      discounts.add(counts[gram], length: Int(lengths[gram]))
    }
    var result = Followers(
      discounts: discounts.discounts,
      totals: [Int32](repeating: 0, count: counts.count),
      freed: [Float](repeating: 0, count: counts.count))
    for gram in counts.indices.dropFirst() {
      let (count, parent) = (counts[gram], Int(parents[gram]))
      result.totals[parent] += count
      result.freed[parent] += Float(
        result.discount(of: count, length: Int(lengths[gram])))
    }
    return result
  }
}

/// What follows each gram, in one way of counting.
private struct Followers: Sendable {
  /// D for counts of 1, 2, and 3 or more, by length of the gram.
  var discounts: [[Double]] = []
  /// n of each gram: the sum of its followers' counts.
  var totals: [Int32] = []
  /// The sum of their discounts; γ = freed / n.
  var freed: [Float] = []

  func discount(of count: Int32, length: Int) -> Double {
    count > 0 ? discounts[length][Int(min(count, 3)) - 1] : 0
  }

  func probability(
    of count: Int32, after context: Int32, length: Int,
    otherwise shorter: Double
  ) -> Double {
    let total = Double(totals[Int(context)])
    guard total > 0 else { return shorter }
    let kept = Double(count) - discount(of: count, length: length)
    return (kept + Double(freed[Int(context)]) * shorter) / total
  }
}

/// How many grams of each length have a count of 1, 2, 3 and 4, and the
/// discounts that follow (Chen & Goodman 1999, equation 26):
///
///     Y = n₁ / (n₁ + 2n₂),  D_k = k − (k + 1)·Y·n_{k+1} / n_k
private struct CountsOfCounts {
  private var counts: [[Double]]

  init(longest: Int) {
    counts = Array(
      repeating: [Double](repeating: 0, count: 5), count: longest + 1)
  }

  mutating func add(_ count: Int32, length: Int) {
    if 1...4 ~= count { counts[length][Int(count)] += 1 }
  }

  /// By length of the gram. Where a text is too short to have counts of every
  /// kind, D is ½.
  var discounts: [[Double]] {
    counts.map { n in
      let y = n[1] / max(1, n[1] + 2 * n[2])
      return (1...3).map { k in
        let d = Double(k) - Double(k + 1) * y * n[k + 1] / n[k]
        return d.isFinite && d > 0 ? d : 0.5
      }
    }
  }
}
