import LSTMCore
import Wording

/// Texts with a label each, as words of a vocabulary, divided into tenths that
/// are drawn at random: one to test on, one to validate, eight to train on.
package struct LabelledTexts: Sendable {
  /// The words; of the training part alone, unless they were given.
  package let vocabulary: Vocabulary
  /// The names of the classes.
  package let classes: [String]
  /// The words of each text, one at least: a text without words is read as one
  /// unknown word.
  package let texts: [[UInt16]]
  /// The class of each text, as an index.
  package let labels: [Int]
  /// The places of the texts of each part.
  package let training, validation, test: [Int]
  /// How many texts had no word, and how many more than `longest`.
  package let empty, shortened: Int

  /// How many words of a text are read; what follows is left out.
  package static let longest = 400
  /// The fewest texts that can be divided.
  package static let least = 20
  /// The most classes.
  package static let mostClasses = 1_000

  /// Texts and their labels, divided as settings say.
  ///
  /// - Parameters:
  ///   - vocabulary: the words to know; those that occur in the training part
  ///     as often as settings say unless given.
  ///   - classes: the classes there are; those that occur unless given.
  /// - Throws: `LabelledTextsError`.
  package init(
    _ texts: [String], labels: [String], _ settings: TrainingSettings,
    vocabulary: Vocabulary? = nil, classes: [String]? = nil
  ) throws(LabelledTextsError) {
    precondition(
      texts.count == labels.count,
      "\(texts.count) texts and \(labels.count) labels")
    guard texts.count >= Self.least else {
      throw .tooFew(texts.count, needed: Self.least)
    }
    let names = classes ?? Self.names(of: labels)
    guard (2...Self.mostClasses).contains(names.count) else {
      throw .classes(names.count, first: names.first ?? "")
    }
    let tenths = Self.tenths(of: texts.count, seed: settings.seed)
    let fold = settings.fold - 1
    let next = (fold + 1) % 10
    let rest = (0..<10).filter { $0 != fold && $0 != next }
    let training = rest.flatMap { tenths[$0] }.sorted()
    let tokens = Tokenisation.lowercaseWords
    let words = texts.map(tokens.split)
    let known =
      vocabulary
      ?? Vocabulary(
        wordsOf: training.map { words[$0] }, least: settings.leastCount,
        most: settings.mostWords, tokens)
    self.vocabulary = known
    (self.classes, self.training) = (names, training)
    (validation, test) = (tenths[next].sorted(), tenths[fold].sorted())
    self.labels = try Self.indices(of: labels, in: names)
    self.texts = words.map { Self.symbols(of: $0, in: known) }
    empty = words.count { $0.isEmpty }
    shortened = words.count { $0.count > Self.longest }
    let trained = Set(training.map { self.labels[$0] })
    if let missing = names.indices.first(where: { !trained.contains($0) }) {
      throw .untrained(names[missing])
    }
  }

  /// The words of a text as a model reads them, `longest` at most.
  package static func symbols(
    of words: [String], in vocabulary: Vocabulary
  ) -> [UInt16] {
    let unknown = vocabulary.unknownIndex ?? 0
    let symbols = words.prefix(longest).map {
      UInt16(vocabulary.knownIndex(ofPart: $0) ?? unknown)
    }
    return symbols.isEmpty ? [UInt16(unknown)] : symbols
  }

  /// The different labels: by size where all are whole numbers, otherwise in
  /// the order of their code points.
  private static func names(of labels: [String]) -> [String] {
    let names = Set(labels)
    let numbers = names.compactMap { Int($0) }
    guard numbers.count == names.count else { return names.sorted() }
    return names.sorted { (Int($0) ?? 0, $0) < (Int($1) ?? 0, $1) }
  }

  private static func indices(
    of labels: [String], in names: [String]
  ) throws(LabelledTextsError) -> [Int] {
    let places = Dictionary(
      names.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
    var indices: [Int] = []
    for label in labels {
      guard let place = places[label] else {
        throw .unknownClass(label, known: names)
      }
      indices.append(place)
    }
    return indices
  }

  /// The places 0 ..< count shuffled and cut into ten.
  private static func tenths(of count: Int, seed: UInt64) -> [[Int]] {
    var generator = SplitMix64(seed: seed ^ 0x1ABE1)
    let places = Array(0..<count).shuffled(using: &generator)
    return (0..<10).map {
      Array(places[count * $0 / 10..<count * ($0 + 1) / 10])
    }
  }
}

/// Why texts cannot be learnt to be labelled.
package enum LabelledTextsError: Error, Equatable {
  /// There are too few texts.
  case tooFew(Int, needed: Int)
  /// There is one class alone, or too many.
  case classes(Int, first: String)
  /// A class has no text in the training part.
  case untrained(String)
  /// A label is none of the classes that there are.
  case unknownClass(String, known: [String])
}

extension LabelledTextsError: CustomStringConvertible {
  /// What is wrong, and what to do.
  package var description: String {
    switch self {
    case .tooFew(let count, let needed):
      "the table has \(counted(count, "text")), and training needs at least "
        + "\(needed), and hundreds to learn anything."
    case .classes(let count, let first):
      count < 2
        ? "every text is labelled “\(first)”: there is nothing to tell apart. "
          + "Name another column with --label."
        : "the labels are \(grouped(count)) different ones, and at most "
          + "\(grouped(LabelledTexts.mostClasses)) can be told apart: is --label "
          + "the column meant?"
    case .untrained(let name):
      "the class “\(name)” has no text in the training part: give more of it, "
        + "or leave it out."
    case .unknownClass(let name, let known):
      "the label “\(name)” is none of the model's classes: "
        + list(known, most: 12) + "."
    }
  }
}
