import Wording

extension Double {
  /// The number to `digits` significant digits, without trailing zeros, the
  /// minus sign a plain hyphen so that it can be typed.
  func shown(digits: Int = 4) -> String {
    (self == 0 ? 0 : self).general(digits)
  }
}

/// A number as somebody typed it: `0.95`, `16,128`, `51%`, `33 steps`, `ln(27)`.
struct NumberText: Equatable, Sendable {
  /// What was typed.
  let typed: String
  /// What it is worth.
  let value: Double
  /// What one in its last digit is worth; nil for a calculation.
  let lastDigit: Double?
  /// Whether it was typed as a percentage.
  let isPercent: Bool
  /// The value if a comma in it was meant as a decimal point.
  let withDecimalComma: Double?

  /// Reads one number, or a calculation that gives one.
  ///
  /// - Throws: `AnswerError` that says what to type in its place.
  init(_ text: String) throws(AnswerError) {
    let said = Self.plain(text)
    let plain = ["none", "no", "zero"].contains(said.lowercased()) ? "0" : said
    guard !plain.isEmpty else { throw .empty }
    typed = String(plain.prefix(40))
    let bare = Self.withoutUnit(plain)
    isPercent = bare.hasSuffix("%")
    let digits = isPercent ? bare.dropLast().trimmed : bare
    let scale = isPercent ? 0.01 : 1
    let isGrouped = digits.wholeMatch(of: Self.grouped) != nil
    let literal = isGrouped ? digits.replacing(",", with: "") : digits
    if literal.wholeMatch(of: Self.decimal) != nil, let number = Double(literal)
    {
      guard number.isFinite else { throw .tooLarge(typed) }
      value = number * scale
      lastDigit = scale * pow(10, Double(Self.lastPlace(of: literal)))
      withDecimalComma =
        isGrouped
        ? Double(digits.replacing(",", with: ".")).map { $0 * scale } : nil
    } else {
      value = try Self.calculated(digits, typed) * scale
      (lastDigit, withDecimalComma) = (nil, nil)
    }
  }

  /// Whether `number`, rounded to the digits that were typed, is what was typed.
  func isRounding(of number: Double) -> Bool {
    guard let lastDigit, value != 0 else { return false }
    return (value - number).magnitude <= lastDigit * 0.5 * (1 + 1e-9)
  }

  /// How many digits of a number were typed that say something: 2 for `0.54`,
  /// 1 for `0.5`; many for a calculation.
  var significantDigits: Int {
    guard lastDigit != nil else { return 16 }
    return max(
      1,
      typed.prefix { $0 != "e" && $0 != "E" }.filter(\.isNumber)
        .drop { $0 == "0" }.count)
  }

  /// The value of one number.
  ///
  /// - Throws: `AnswerError`.
  static func number(_ text: String) throws(AnswerError) -> Double {
    try NumberText(text).value
  }

  private nonisolated(unsafe) static let decimal =
    /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/
  private nonisolated(unsafe) static let grouped =
    /[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?/

  /// What may stand behind a number without changing it.
  private static let units: Set<Substring> = [
    "step", "steps", "s", "sec", "second", "seconds", "nat", "nats", "bit",
    "bits", "unit", "units", "weight", "weights", "update", "updates", "value",
    "values", "number", "numbers", "character", "characters", "line", "lines",
    "a", "per",
  ]

  /// The power of ten of the last digit: −2 for `0.25`, 3 for `1e3`.
  private static func lastPlace(of literal: String) -> Int {
    let parts = literal.split { "eE".contains($0) }
    let sides = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    return power - (sides.count > 1 ? sides[1].count : 0)
  }

  /// Without what people write around a number: `≈ 0.5`, `0.5.`
  private static func plain(_ text: String) -> String {
    var plain = text.trimmed
      .replacing(/[\u{2212}\u{2013}\u{2010}\u{2011}]/, with: "-")
    while let first = plain.first, "≈~=≃".contains(first) {
      plain = String(plain.dropFirst()).trimmed
    }
    if plain.hasSuffix("."), plain.dropLast().contains(".") || plain.count > 2 {
      plain.removeLast()
    }
    return plain
  }

  /// `33 steps` and `10s` without the unit.
  private static func withoutUnit(_ text: String) -> String {
    let letters = text.reversed().prefix { $0.isLetter || $0 == " " }.count
    let (number, unit) = (text.dropLast(letters), text.suffix(letters))
    let words = unit.split(separator: " ")
    let ends = number.last.map { $0.isNumber || ".%)".contains($0) } ?? false
    guard ends, words.allSatisfy(units.contains) else { return text }
    return number.trimmed
  }

  private static func calculated(
    _ text: String, _ typed: String
  ) throws(AnswerError) -> Double {
    if text.wholeMatch(of: /[-+]?\d*,\d+/) != nil {
      throw .comma(typed, suggestion: text.replacing(",", with: "."))
    }
    let value: Double
    do {
      value = try Evaluator(functions: Functions.mathematics).value(of: text)
        .number("the answer")
    } catch { throw .notANumber(typed) }
    guard value.isFinite else {
      throw value.isNaN ? .notANumber(typed) : .tooLarge(typed)
    }
    return value
  }
}
