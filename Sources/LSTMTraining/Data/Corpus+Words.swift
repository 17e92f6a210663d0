import LSTMCore

extension TrainingSettings {
  /// The settings of a small model of words. There are few words in a book and
  /// many weights, so that more is dropped than with characters.
  package static var ofWords: TrainingSettings {
    var settings = TrainingSettings()
    settings.readsWords = true
    (settings.hidden, settings.embedding) = (256, 128)
    (settings.epochs, settings.window) = (10, 50)
    (settings.learningRate, settings.dropout) = (2e-3, 0.5)
    (settings.embeddingScale, settings.mostWords) = (0.1, 10_000)
    return settings
  }
}

extension Corpus {
  /// The words and marks of `text`. Those that the training part has often
  /// enough are the vocabulary, unless one is given.
  ///
  /// - Parameters:
  ///   - settings: how often a word must occur, how many there may be, and
  ///     whether the text is read in lower case.
  ///   - vocabulary: one of words.
  /// - Throws: `TrainingError.tooManySymbols`.
  package init(
    wordsOf text: String, _ settings: TrainingSettings,
    vocabulary: Vocabulary? = nil
  ) throws {
    let tokens =
      vocabulary?.tokenisation
      ?? (settings.lowercase ? .lowercaseWords : .words)
    let words = tokens.split(text)
    let known =
      vocabulary
      ?? Vocabulary(
        wordsOf: CollectionOfOne(Array(words.prefix(words.count * 8 / 10))),
        least: settings.leastCount, most: settings.mostWords, tokens)
    let unknown = known.unknownIndex ?? 0
    try self.init(
      words.map { known.knownIndex(ofPart: $0) ?? unknown }, of: known)
  }
}
