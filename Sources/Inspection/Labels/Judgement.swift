import LSTMCore

/// How a model comes to call a text what it does: what it would say if the text
/// ended after each word, and what it would say if one word were not there.
package struct Judgement: Equatable, Sendable {
  /// The names of the classes.
  package let classes: [String]
  /// The class that the whole text is called, as an index.
  package let called: Int
  /// The probability of each class after the whole text; (classes).
  package let probabilities: Vector
  /// The words, in order.
  package let words: [Word]

  /// One word of the text.
  package struct Word: Equatable, Sendable {
    /// The word as it stands in the text.
    package let label: String
    /// Whether the model's vocabulary has it.
    package let isKnown: Bool
    /// The probability of each class if the text ended here; (classes).
    package let after: Vector
    /// The probability of each class for the text without this word; nil where
    /// nothing is left.
    package let without: Vector?
  }

  /// The most words that are judged: every one costs a reading of the text.
  package static let longest = 400

  /// Reads a text of one to `longest` words with a model that labels texts.
  package init(of model: Model, reading items: [Item]) {
    guard let classes = model.classes else {
      preconditionFailure("a model that labels nothing")
    }
    precondition(
      1...Self.longest ~= items.count, "\(items.count) words to judge")
    let data = items.map(\.datum)
    let after = model.classProbabilities(afterEachOf: data)
    let unknown = model.reader.vocabulary?.unknownIndex
    words = items.indices.map { k in
      var rest = data
      rest.remove(at: k)
      return Word(
        label: items[k].label,
        isKnown: unknown.map { items[k].datum != .symbol($0) } ?? true,
        after: after[k],
        without: rest.isEmpty ? nil : model.classProbabilities(of: rest))
    }
    self.classes = classes.names
    probabilities = after[after.count - 1]
    called = probabilities.largestIndex
  }

  /// How much more likely the class called becomes by a word's being there; nil
  /// where the text is that word alone.
  package func change(of word: Int) -> Double? {
    words[word].without.map { probabilities[called] - $0[called] }
  }
}
