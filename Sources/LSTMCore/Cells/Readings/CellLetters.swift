/// In which way equations are written.
public enum LetterStyle: Sendable {
  /// As texts of equations are: what it prints can be read again.
  case plain
  /// Pango's markup, with subscripts.
  case pango
  /// LaTeX, with steps in the place of primes: C_t and C_{t−1}.
  case latex
}

extension CellDefinition {
  /// The equations, one a line, in the letters of a notation.
  ///
  /// Weights keep the letters of the text.
  ///
  /// - Parameter notation: that of the text unless another is given.
  public func letters(
    in notation: Notation? = nil, style: LetterStyle = .plain
  ) -> [String] {
    let letters = CellLetters(self, notation ?? self.notation, style)
    return equations.map(letters.line)
  }
}

/// Writes equations.
private struct CellLetters {
  private let definition: CellDefinition
  private let notation: Notation
  private let style: LetterStyle
  /// Whether a defined name goes on to the next step under a prime.
  private let isPrimed: [String: Bool]

  init(
    _ definition: CellDefinition, _ notation: Notation, _ style: LetterStyle
  ) {
    (self.definition, self.notation, self.style) = (
      definition, notation, style
    )
    isPrimed = definition.equations.flatMap(\.left).reduce(into: [:]) {
      $0[$1.letters] = $1.isPrimed
    }
  }

  func line(_ equation: CellEquation) -> String {
    let left = equation.left.map { name($0.letters, isPrimed: $0.isPrimed) }
    let defined =
      left.count == 1 ? left[0] : "[" + left.joined(separator: ", ") + "]"
    return defined + " = " + text(equation.right)
  }

  private func text(_ expression: CellExpression) -> String {
    switch expression.form {
    case .number(let value): number(value)
    case .name(let letters): name(letters, isPrimed: false)
    case .primed(let letters): name(letters, isPrimed: true)
    case .negative(let a): minus + product(a)
    case .sum(let a, let b): text(a) + " + " + product(b)
    case .difference(let a, let b): text(a) + " \(minus) " + product(b)
    case .product(let a, let b): product(a) + times + factor(b)
    case .quotient(let a, let b): product(a) + " / " + factor(b)
    case .scaled(let scale, let a): number(scale) + factor(a)
    case .applied(let letters, let a):
      weights(letters) + (style == .latex ? " " : "·") + factor(a)
    case .joined(let parts):
      "[" + parts.map(text).joined(separator: ", ") + "]"
    case .call(let function, let arguments):
      self.function(function) + "("
        + arguments.map(text).joined(separator: ", ") + ")"
    case .before(let a):
      style == .latex ? text(a) : text(a) + " of the step before"
    }
  }

  /// In parentheses where it is a sum.
  private func product(_ expression: CellExpression) -> String {
    switch expression.form {
    case .sum, .difference, .negative, .before: "(" + text(expression) + ")"
    default: text(expression)
    }
  }

  /// In parentheses where it is a sum or a product.
  private func factor(_ expression: CellExpression) -> String {
    switch expression.form {
    case .product, .quotient: "(" + text(expression) + ")"
    default: product(expression)
    }
  }

  private var minus: String { style == .latex ? "-" : "−" }

  private var times: String { style == .latex ? " \\odot " : " ⊙ " }

  private func number(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }

  private func function(_ function: CellFunction) -> String {
    guard style == .latex else { return function.rawValue }
    return switch function {
    case .sigmoid: "\\sigma"
    case .relu, .norm, .spread, .abs, .sqrt:
      "\\operatorname{\(function.rawValue)}"
    case .tanh, .exp, .log, .max, .min: "\\" + function.rawValue
    }
  }

  private func weights(_ letters: String) -> String { styled(letters) }

  /// A name: weights as they are, x, and quantities in the notation's letters.
  private func name(_ letters: String, isPrimed prime: Bool) -> String {
    guard let goesOn = isPrimed[letters] else {
      return letters == "x" && style == .latex ? "x_t" : styled(letters)
    }
    let quantity = definition.notation.quantity(of: letters)
    let known = definition.quantities.contains(quantity)
    let symbol =
      known && !letters.hasPrefix("z_") && notation != definition.notation
      ? quantity.symbol(in: notation) : letters
    guard style == .latex else { return styled(symbol) + (prime ? "′" : "") }
    return styled(symbol, step: goesOn && !prime ? "t-1" : "t")
  }

  /// Letters with their index and marks.
  private func styled(_ letters: String, step: String? = nil) -> String {
    guard style != .plain else { return letters }
    let parts = letters.split(separator: "_", maxSplits: 1).map(String.init)
    var stem = parts.first ?? letters
    var index = parts.count > 1 ? parts[1] : ""
    if style == .pango {
      return index.isEmpty ? stem : stem + "<sub>\(index)</sub>"
    }
    stem = tilde(stem)
    index = index.isEmpty ? "" : tilde(index)
    if index.unicodeScalars.count > 1 { index = "\\mathrm{\(index)}" }
    let both = [index, step ?? ""].filter { !$0.isEmpty }
      .joined(separator: ",")
    return both.isEmpty ? stem : stem + "_{\(both)}"
  }

  private func tilde(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.contains("\u{303}") else { return text }
    return "\\tilde{"
      + String(String.UnicodeScalarView(scalars.filter { $0 != "\u{303}" }))
      + "}"
  }
}
