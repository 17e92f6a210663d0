/// The labels that are computed from any text.
package enum TextLabels {
  /// Every label of a text, each as long as the text. A label speaks of the
  /// text up to and with its character, but for those of the kind `future`.
  package static func labels(of scalars: [Unicode.Scalar]) -> [TextLabel] {
    let kinds = scalars.map(CharacterKind.init)
    return characterLabels(scalars, kinds) + enclosureLabels(scalars)
      + positionLabels(scalars, kinds) + futureLabels(scalars)
  }

  private static func characterLabels(
    _ scalars: [Unicode.Scalar], _ kinds: [CharacterKind]
  ) -> [TextLabel] {
    func label(
      _ name: String, _ words: String, _ holds: (CharacterKind) -> Bool
    ) -> TextLabel {
      TextLabel(
        name, words, kind: .character, values: .flags(kinds.map(holds)))
    }
    return [
      label("vowel", "a vowel") {
        $0 == .vowel(capital: false) || $0 == .vowel(capital: true)
      },
      label("consonant", "a consonant") { $0.isLetter && !$0.isVowel },
      label("capital", "a capital letter") { $0.isCapital },
      label("digit", "a digit") { $0 == .digit },
      label("space", "a space") { $0 == .space },
      label("newline", "the end of a line") { $0 == .newline },
      label("punctuation", "a punctuation mark") { $0 == .punctuation },
      TextLabel(
        "opening-quote", "an opening quotation mark", kind: .character,
        values: .flags(scalars.map { $0 == "“" || $0 == "«" })),
      TextLabel(
        "closing-quote", "a closing quotation mark", kind: .character,
        values: .flags(scalars.map { $0 == "”" || $0 == "»" })),
    ]
  }

  /// Quotations and brackets. Both end with their paragraph, as a quotation
  /// over several is opened again in each.
  static func enclosureLabels(
    _ scalars: [Unicode.Scalar]
  ) -> [TextLabel] {
    var (quoted, depths) = ([Bool](), [Int]())
    quoted.reserveCapacity(scalars.count)
    depths.reserveCapacity(scalars.count)
    var (isQuoted, depth) = (false, 0)
    var previous: Unicode.Scalar = " "
    for scalar in scalars {
      switch scalar {
      case "“", "«": isQuoted = true
      case "”", "»": isQuoted = false
      case "\"": isQuoted.toggle()
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth = max(0, depth - 1)
      case "\n" where previous == "\n": (isQuoted, depth) = (false, 0)
      default: break
      }
      quoted.append(isQuoted)
      depths.append(depth)
      previous = scalar
    }
    var labels = [
      TextLabel(
        "quotation", "inside a quotation", kind: .memory,
        values: .flags(quoted)),
      TextLabel(
        "brackets", "inside brackets", kind: .memory,
        values: .flags(depths.map { $0 > 0 })),
    ]
    if depths.contains(where: { $0 > 1 }) {
      labels.append(
        TextLabel(
          "bracket-depth", "how many brackets are open", kind: .memory,
          values: .numbers(depths.map(Float.init))))
    }
    return labels
  }

  /// Where in the word, line, sentence and paragraph a character stands.
  private static func positionLabels(
    _ scalars: [Unicode.Scalar], _ kinds: [CharacterKind]
  ) -> [TextLabel] {
    var places = Places()
    var inWord: [Bool] = []
    var (capitalWord, sentenceStart, indented) = ([Bool](), [Bool](), [Bool]())
    var (word, line, sentence, paragraph) = (
      [Float](), [Float](), [Float](), [Float]()
    )
    for (scalar, kind) in zip(scalars, kinds) {
      places.read(scalar, kind)
      inWord.append(places.word > 1)
      capitalWord.append(places.isCapitalWord)
      sentenceStart.append(places.awaitsSentence)
      indented.append(places.isIndented)
      word.append(Float(places.word))
      line.append(Float(places.line))
      sentence.append(Float(min(places.sentence, 300)))
      paragraph.append(Float(min(places.paragraph, 1000)))
    }
    return [
      TextLabel(
        "inside-word", "past the first letter of a word", kind: .memory,
        values: .flags(inWord)),
      TextLabel(
        "capital-word", "inside a word with a capital", kind: .memory,
        values: .flags(capitalWord)),
      TextLabel(
        "sentence-start", "between two sentences", kind: .memory,
        values: .flags(sentenceStart)),
      TextLabel(
        "indentation", "in the blanks before a line", kind: .memory,
        values: .flags(indented)),
      TextLabel(
        "word-position", "letters since the word began", kind: .memory,
        values: .numbers(word)),
      TextLabel(
        "line-position", "characters since the line began", kind: .memory,
        values: .numbers(line)),
      TextLabel(
        "sentence-position", "characters since the sentence began",
        kind: .memory, values: .numbers(sentence)),
      TextLabel(
        "paragraph-position", "characters since the paragraph began",
        kind: .memory, values: .numbers(paragraph)),
    ]
  }

  private static func futureLabels(
    _ scalars: [Unicode.Scalar]
  ) -> [TextLabel] {
    return [
      .soon(
        "sentence-end", "a sentence ends within 5 characters", 5,
        scalars.map { $0 == "." || $0 == "!" || $0 == "?" }),
      .soon(
        "line-end", "a line ends within 5 characters", 5,
        scalars.map { $0 == "\n" }),
    ]
  }
}

/// Where a reader stands in word, line, sentence and paragraph.
private struct Places {
  private(set) var (word, line, sentence, paragraph) = (0, 0, 0, 0)
  private(set) var isCapitalWord = false
  /// Whether a sentence ended and the next has no letter yet.
  private(set) var awaitsSentence = true
  private(set) var isIndented = false
  private var atLineStart = true

  mutating func read(_ scalar: Unicode.Scalar, _ kind: CharacterKind) {
    if kind.isLetter {
      isCapitalWord = word == 0 ? kind.isCapital : isCapitalWord
      word += 1
      if awaitsSentence { sentence = 0 }
      awaitsSentence = false
    } else {
      (word, isCapitalWord) = (0, false)
      if scalar == "." || scalar == "!" || scalar == "?" {
        awaitsSentence = true
      }
    }
    sentence += 1
    isIndented = atLineStart && kind == .space
    if kind == .newline {
      if line == 0 { paragraph = 0 }
      (line, atLineStart) = (0, true)
    } else {
      line += 1
      paragraph += 1
      atLineStart = atLineStart && kind == .space
    }
  }
}

/// What kind of character it is.
enum CharacterKind: Hashable, Sendable {
  case vowel(capital: Bool)
  case consonant(capital: Bool)
  case digit, space, newline, punctuation, other

  init(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\n", "\r": self = .newline
    case " ", "\t", "\u{A0}": self = .space
    case "0"..."9": self = .digit
    case "a"..."z":
      self =
        "aeiou".unicodeScalars.contains(scalar)
        ? .vowel(capital: false) : .consonant(capital: false)
    case "A"..."Z":
      self =
        "AEIOU".unicodeScalars.contains(scalar)
        ? .vowel(capital: true) : .consonant(capital: true)
    default: self = Self.kind(beyondASCII: scalar)
    }
  }

  /// Letters with marks count as the letter below the marks.
  private static func kind(beyondASCII scalar: Unicode.Scalar) -> CharacterKind
  {
    let properties = scalar.properties
    if properties.isAlphabetic {
      let capital = properties.isUppercase
      return "áàâäæéèêëíîïóôöœúüýAÁÀÂÄÆÉÈÊËÍÎÏÓÔÖŒÚÜÝ".unicodeScalars
        .contains(scalar)
        ? .vowel(capital: capital)
        : .consonant(capital: capital)
    }
    switch properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation,
      .closePunctuation, .initialPunctuation, .finalPunctuation,
      .otherPunctuation:
      return .punctuation
    case .spaceSeparator: return .space
    default: return .other
    }
  }

  var isVowel: Bool { if case .vowel = self { true } else { false } }

  var isLetter: Bool {
    switch self {
    case .vowel, .consonant: true
    default: false
    }
  }

  var isCapital: Bool {
    self == .vowel(capital: true) || self == .consonant(capital: true)
  }
}
