import LSTMCore

/// What the words of a text say of its class when each speaks for itself:
///
///     p(c | text) ∝ p(c) · Π_w p(w | c),   p(w | c) = (n_wc + 1) / (n_c + V)
///
/// with n_wc how often word w stands in texts of class c, n_c how many words
/// these have and V how many different words there are; a word that no text of
/// the training part has is left out. (Jurafsky & Martin, *Speech and Language
/// Processing*, chapter on naive Bayes.)
package struct NaiveBayes: Sendable {
  private let priors: Vector
  /// ln p(w | c) by word and class.
  private let words: [String: Vector]

  /// Counts words.
  ///
  /// - Parameters:
  ///   - texts: the words of each text.
  ///   - labels: the class of each.
  ///   - classes: how many classes there are.
  ///   - isBinary: whether a word counts once a text, however often it stands
  ///     there.
  package init(
    _ texts: [[String]], labels: [Int], classes: Int, isBinary: Bool = true
  ) {
    var (counts, totals) = ([String: Vector](), Vector(zeros: classes))
    var members = Vector(zeros: classes)
    for (text, label) in zip(texts, labels) {
      members[label] += 1
      for word in isBinary ? Array(Set(text)) : text {
        counts[word, default: Vector(zeros: classes)][label] += 1
        totals[label] += 1
      }
    }
    let size = Double(counts.count)
    priors = members.map { log(max($0, 1e-9) / Double(texts.count)) }
    words = counts.mapValues { count in
      Vector(
        (0..<classes).map {
          log((count[$0] + 1) / (totals[$0] + size))
        })
    }
    self.isBinary = isBinary
  }

  private let isBinary: Bool

  /// ln p(c) + Σ_w ln p(w | c), up to a constant; (classes).
  package func logits(of text: [String]) -> Vector {
    var seen: Set<String> = []
    return text.reduce(priors) { sum, word in
      guard let share = words[word],
        !isBinary || seen.insert(word).inserted
      else { return sum }
      return sum + share
    }
  }
}
