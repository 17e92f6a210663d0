/// The labels that are computed from any text for a model that reads words, or
/// tokens.
enum WordLabels {
  /// Every label of a text, each as long as there are words. A label speaks of
  /// the text up to and with its word, but for those of the kind `future`.
  ///
  /// - Parameter words: which characters each word is.
  static func labels(
    of scalars: [Unicode.Scalar], words: [Range<Int>]
  ) -> [TextLabel] {
    // A token may begin with the blank before a word.
    let kinds = words.map {
      Word(scalars[$0].drop { $0.properties.isWhitespace })
    }
    return currentLabels(kinds) + enclosureLabels(scalars, words)
      + positionLabels(scalars, words, kinds) + futureLabels(kinds)
  }

  private static func currentLabels(_ words: [Word]) -> [TextLabel] {
    func label(
      _ name: String, _ says: String, _ holds: (Word) -> Bool
    ) -> TextLabel {
      TextLabel(name, says, kind: .character, values: .flags(words.map(holds)))
    }
    return [
      label("capital", "a word with a capital") { $0.isCapital },
      label("number", "a number") { $0.isNumber },
      label("punctuation", "a punctuation mark") { $0.isMark },
      label("opening-quote", "an opening quotation mark") { $0.opensQuotation },
      label("closing-quote", "a closing quotation mark") { $0.closesQuotation },
      TextLabel(
        "length", "how many characters the word has", kind: .character,
        values: .numbers(words.map { Float(min($0.length, 30)) })),
    ]
  }

  /// Quotations and brackets, as they stand at the end of each word.
  private static func enclosureLabels(
    _ scalars: [Unicode.Scalar], _ words: [Range<Int>]
  ) -> [TextLabel] {
    TextLabels.enclosureLabels(scalars).map { label in
      var label = label
      let ends = words.map { max(0, $0.upperBound - 1) }
      switch label.values {
      case .flags(let flags):
        label.values = .flags(ends.map { flags[$0] })
      case .numbers(let numbers):
        label.values = .numbers(ends.map { numbers[$0] })
      }
      return label
    }
  }

  /// Where in the sentence and paragraph a word stands, and whether a name or
  /// number came just before.
  private static func positionLabels(
    _ scalars: [Unicode.Scalar], _ words: [Range<Int>], _ kinds: [Word]
  ) -> [TextLabel] {
    var (sentence, paragraph, sinceMark) = ([Float](), [Float](), [Float]())
    var (inSentence, inParagraph, afterMark) = (0, 0, 0)
    var (starts, isBetween, before) = ([Bool](), true, 0)
    for (range, word) in zip(words, kinds) {
      let first =
        scalars[range].firstIndex { !$0.properties.isWhitespace }
        ?? range.upperBound
      if isBreak(scalars[before..<max(before, first)]) {
        inParagraph = 0
        isBetween = true
      }
      if isBetween, !word.isMark { (inSentence, isBetween) = (0, false) }
      if word.endsSentence { isBetween = true }
      (inSentence, inParagraph) = (inSentence + 1, inParagraph + 1)
      afterMark = word.isMark ? 0 : afterMark + 1
      starts.append(isBetween)
      sentence.append(Float(min(inSentence, 80)))
      paragraph.append(Float(min(inParagraph, 300)))
      sinceMark.append(Float(min(afterMark, 40)))
      if first < range.upperBound { before = range.upperBound }
    }
    return [
      TextLabel(
        "sentence-start", "between two sentences", kind: .memory,
        values: .flags(starts)),
      TextLabel(
        "clause-position", "words since the last mark", kind: .memory,
        values: .numbers(sinceMark)),
      TextLabel(
        "sentence-position", "words since the sentence began", kind: .memory,
        values: .numbers(sentence)),
      TextLabel(
        "paragraph-position", "words since the paragraph began", kind: .memory,
        values: .numbers(paragraph)),
    ]
  }

  /// Whether what stands between two words has an empty line.
  private static func isBreak(_ between: ArraySlice<Unicode.Scalar>) -> Bool {
    between.count { $0 == "\n" } > 1
  }

  private static func futureLabels(_ words: [Word]) -> [TextLabel] {
    return [
      .soon(
        "sentence-end", "a sentence ends within 3 words", 3,
        words.map(\.endsSentence)),
      .soon("mark-next", "a mark follows", 1, words.map(\.isMark)),
      .soon(
        "capital-next", "a word with a capital follows", 1,
        words.map(\.isCapital)),
    ]
  }
}

/// What one sees of a word alone.
private struct Word {
  let isCapital, isNumber, isMark: Bool
  let endsSentence, opensQuotation, closesQuotation: Bool
  let length: Int

  init(_ scalars: ArraySlice<Unicode.Scalar>) {
    let kinds = scalars.map(CharacterKind.init)
    length = scalars.count
    isCapital = kinds.contains(where: \.isCapital)
    isNumber = kinds.first == .digit
    isMark = !kinds.isEmpty && kinds.allSatisfy { $0 == .punctuation }
    let last = scalars.last
    endsSentence = last == "." || last == "!" || last == "?"
    opensQuotation = last == "“" || last == "«"
    closesQuotation = last == "”" || last == "»"
  }
}
