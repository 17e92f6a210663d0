/// A piece of a formula.
enum FormulaToken: Equatable {
  case number(Double)
  case text(String)
  case name(String)
  case symbol(String)

  /// The token as it may be quoted in a message.
  var shown: String {
    switch self {
    case .number(let number): number.shown()
    case .text(let text): "\"\(text)\""
    case .name(let name): name
    case .symbol(let symbol): symbol
    }
  }

  /// The pieces of `text` in order.
  static func tokens(of text: String) throws(FormulaError) -> [FormulaToken] {
    var scanner = FormulaScanner(Array(raised(text)))
    var tokens: [FormulaToken] = []
    while let token = try scanner.next() { tokens.append(token) }
    return tokens
  }

  /// `0.98¹²⁸` as `0.98^128`.
  private static func raised(_ text: String) -> String {
    text.replacing(
      /[\u{207A}\u{207B}]?[\u{2070}\u{B9}\u{B2}\u{B3}\u{2074}-\u{2079}]+/
    ) {
      match in
      "^"
        + String(
          match.0.map { character in
            character == "\u{207B}"
              ? "-" : character == "\u{207A}" ? "+" : digit(character)
          })
    }
  }

  private static func digit(_ raised: Character) -> Character {
    raised.wholeNumberValue.map { Character("\($0)") } ?? raised
  }
}

private struct FormulaScanner {
  private let characters: [Character]
  private var position = 0

  init(_ characters: [Character]) { self.characters = characters }

  mutating func next() throws(FormulaError) -> FormulaToken? {
    while let space = current, space.isWhitespace { position += 1 }
    guard let character = current else { return nil }
    if isDigit(character) || (character == "." && isDigit(ahead(1))) {
      return try number()
    }
    if let fraction = Self.fraction(character) {
      position += 1
      return .number(fraction)
    }
    if character.isLetter || character == "_" { return name() }
    if character == "\"" { return try text() }
    return try symbol(character)
  }

  private var current: Character? { ahead(0) }

  private func ahead(_ distance: Int) -> Character? {
    let index = position + distance
    return index < characters.count ? characters[index] : nil
  }

  private func isDigit(_ character: Character?) -> Bool {
    character.map { $0.isASCII && $0.isNumber } ?? false
  }

  /// What ½ and its like are worth.
  private static func fraction(_ character: Character) -> Double? {
    guard let scalar = character.unicodeScalars.first,
      scalar.properties.numericType == .numeric
    else { return nil }
    return scalar.properties.numericValue
  }

  private mutating func number() throws(FormulaError) -> FormulaToken {
    let start = position
    while isDigit(current) || current == "." { position += 1 }
    if current == "e" || current == "E" {
      let sign = ahead(1) == "-" || ahead(1) == "+" ? 2 : 1
      if isDigit(ahead(sign)) {
        position += sign
        while isDigit(current) { position += 1 }
      }
    }
    let digits = String(characters[start..<position])
    guard let number = Double(digits) else {
      throw FormulaError("'\(digits)' is not a number")
    }
    return .number(number)
  }

  private mutating func name() -> FormulaToken {
    let start = position
    while let character = current,
      character.isLetter || character == "_" || isDigit(character)
    {
      position += 1
    }
    return .name(String(characters[start..<position]))
  }

  private mutating func text() throws(FormulaError) -> FormulaToken {
    position += 1
    var text = ""
    while let character = current {
      position += 1
      if character == "\"" { return .text(text) }
      if character == "\\", let escaped = current {
        position += 1
        text.append(escaped == "n" ? "\n" : escaped)
      } else {
        text.append(character)
      }
    }
    throw FormulaError("a closing \" is missing")
  }

  private static let twins: [Character: String] = [
    "\u{2212}": "-", "\u{D7}": "*", "\u{2299}": "*", "\u{B7}": "*",
    "\u{22C5}": "*", "\u{2218}": "*", "\u{2217}": "*", "\u{2013}": "-",
    "\u{F7}": "/", "\u{2264}": "<=", "\u{2265}": ">=", "\u{2260}": "!=",
  ]

  private mutating func symbol(
    _ character: Character
  ) throws(FormulaError) -> FormulaToken {
    position += 1
    if let twin = Self.twins[character] { return .symbol(twin) }
    if character == "*", current == "*" {
      position += 1
      return .symbol("^")
    }
    if let second = current {
      let pair = String([character, second])
      if ["==", "!=", "<=", ">=", "=>", "&&", "||"].contains(pair) {
        position += 1
        return .symbol(pair)
      }
    }
    guard "+-*/^()[],.?:<>!".contains(character) else {
      throw FormulaError("'\(character)' means nothing in a formula")
    }
    return .symbol(String(character))
  }
}
