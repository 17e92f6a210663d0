import Wording

extension Double {
  /// The number to `digits` significant digits, without trailing zeros, the
  /// minus sign a plain hyphen so that it can be typed.
  func shown(digits: Int = 4) -> String {
    (self == 0 ? 0 : self).general(digits)
  }
}

/// Numbers as people type them.
enum NumberText {
  /// Reads one number.
  ///
  /// - Throws: `AnswerError` that says what to type in its place.
  static func number(_ text: String) throws(AnswerError) -> Double {
    let plain = text.trimmed.replacing("\u{2212}", with: "-")
    guard !plain.isEmpty else { throw .empty }
    if plain.contains(","), plain.wholeMatch(of: /[-+0-9.,eE]+/) != nil {
      throw .comma(
        plain, suggestion: plain.replacing(",", with: "."))
    }
    if plain.hasSuffix("%"), let percent = Double(plain.dropLast()) {
      throw .percent(plain, suggestion: (percent / 100).shown())
    }
    // Double("0x1p3"), "nan" and "inf" would pass: not what an answer looks
    // like.
    guard plain.wholeMatch(of: /[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?/) != nil,
      let number = Double(plain)
    else { throw .notANumber(String(plain.prefix(40))) }
    guard number.isFinite else { throw .tooLarge(String(plain.prefix(40))) }
    return number
  }
}
