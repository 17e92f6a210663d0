/// A word or sign of an equation.
struct EquationToken: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case number(Double)
    case name(String)
    /// One of + − ⊙ · / ( ) [ ] , = ′, in that spelling.
    case sign(Unicode.Scalar)
    case end
  }

  let kind: Kind
  let place: SourcePlace

  /// How a message calls it.
  var shown: String {
    switch kind {
    case .number(let value):
      "the number \(Int(exactly: value).map(String.init) ?? "\(value)")"
    case .name(let name): "'\(name)'"
    case .sign(let sign): "'\(sign)'"
    case .end: "the end of the line"
    }
  }
}

/// Cuts a line into words and signs; `#` begins a remark.
///
/// Columns count what one sees: a combining mark, as of C̃, is no column of its
/// own.
struct EquationLexer {
  private let scalars: [Unicode.Scalar]
  private let line: Int
  private var index = 0
  private var column = 1

  init(_ text: Substring, line: Int) {
    (scalars, self.line) = (Array(text.unicodeScalars), line)
  }

  /// All of the line, with `end` last.
  mutating func tokens() throws(EquationError) -> [EquationToken] {
    var tokens: [EquationToken] = []
    while let scalar = current, scalar != "#" {
      if scalar == " " || scalar == "\t" {
        advance()
        continue
      }
      tokens.append(try token(scalar))
    }
    return tokens + [EquationToken(kind: .end, place: place)]
  }

  private mutating func token(
    _ scalar: Unicode.Scalar
  ) throws(EquationError) -> EquationToken {
    let place = place
    if scalar.isDigit || scalar == "." {
      return EquationToken(kind: .number(try number()), place: place)
    }
    if scalar.beginsName {
      return EquationToken(kind: .name(name()), place: place)
    }
    guard let sign = spellings[scalar] else {
      throw EquationError(.unknownSign(String(scalar)), at: place)
    }
    advance()
    return EquationToken(kind: .sign(sign), place: place)
  }

  private mutating func number() throws(EquationError) -> Double {
    let (start, place) = (index, place)
    while let scalar = current, scalar.isDigit || scalar == "." { advance() }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[start..<index])
    guard let value = Double(text) else {
      throw EquationError(
        .unexpected(found: "'\(text)'", expected: "a number such as 0.5"),
        at: place)
    }
    return value
  }

  private mutating func name() -> String {
    var letters = ""
    while let scalar = current,
      scalar.beginsName || scalar.isDigit || scalar.isMark || scalar == "~"
    {
      letters.unicodeScalars.append(scalar == "~" ? "\u{303}" : scalar)
      advance()
    }
    return letters
  }

  private var current: Unicode.Scalar? {
    index < scalars.count ? scalars[index] : nil
  }

  private var place: SourcePlace { SourcePlace(line: line, column: column) }

  private mutating func advance() {
    index += 1
    if current?.isMark != true { column += 1 }
  }
}

/// Every sign with its other spellings.
private let spellings: [Unicode.Scalar: Unicode.Scalar] = [
  "+": "+", "-": "−", "−": "−", "⊙": "⊙", "*": "⊙", "·": "·", "@": "·",
  "/": "/", "(": "(", ")": ")", "[": "[", "]": "]", ",": ",", "=": "=",
  "′": "′", "'": "′",
]

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { self >= "0" && self <= "9" }
  fileprivate var isMark: Bool { (0x300...0x36F).contains(value) }
  fileprivate var beginsName: Bool {
    self == "_" || (isASCII ? properties.isAlphabetic : isLetterBeyondASCII)
  }
  private var isLetterBeyondASCII: Bool {
    properties.isAlphabetic && !isMark
  }
}
