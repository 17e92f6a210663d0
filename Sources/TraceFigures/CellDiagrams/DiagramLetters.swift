import LSTMCore
import Wording

/// A cell's equations as formulas with steps: `C_t` and `C_{t−1}` where the
/// equations have C′ and C, or `s(t)` and `s(t−1)` in the letters of 1997.
struct DiagramLetters {
  private let definition: CellDefinition
  /// Whether a defined name goes on to the next step under a prime.
  private let isPrimed: [String: Bool]
  /// The names of what the step before left, taken together under one letter.
  private let earlier: Set<String>

  init(_ definition: CellDefinition) {
    self.definition = definition
    isPrimed = definition.equations.flatMap(\.left).reduce(into: [:]) {
      $0[$1.letters] = $1.isPrimed
    }
    earlier = Set(
      definition.equations.filter {
        if case .before = $0.right.form { true } else { false }
      }.flatMap { $0.left.map(\.letters) })
  }

  /// The left side.
  func left(of equation: CellEquation) -> String {
    let names = equation.left.map { name in
      stepped(name.letters, isBefore: earlier.contains(name.letters))
    }
    return names.count == 1
      ? names[0] : "[" + names.joined(separator: ", ") + "]"
  }

  /// The right side.
  func right(of equation: CellEquation) -> String {
    text(equation.right, isBefore: false)
  }

  private func text(_ expression: CellExpression, isBefore: Bool) -> String {
    func text(_ part: CellExpression) -> String {
      self.text(part, isBefore: isBefore)
    }
    func product(_ part: CellExpression) -> String {
      part.isSumOfParts ? "(" + text(part) + ")" : text(part)
    }
    func factor(_ part: CellExpression) -> String {
      switch part.form {
      case .product, .quotient: "(" + text(part) + ")"
      default: product(part)
      }
    }
    switch expression.form {
    case .number(let value): return value.bare
    case .name(let letters):
      guard isPrimed[letters] != nil || letters == "x" else {
        return styled(letters)
      }
      let goesOn = isPrimed[letters] ?? false
      return stepped(
        letters,
        isBefore: isBefore || goesOn || earlier.contains(letters))
    case .primed(let letters): return stepped(letters, isBefore: false)
    case .negative(let a): return "−" + product(a)
    case .sum(let a, let b): return text(a) + " + " + product(b)
    case .difference(let a, let b): return text(a) + " − " + product(b)
    case .product(let a, let b): return product(a) + " ⊙ " + factor(b)
    case .quotient(let a, let b): return product(a) + " / " + factor(b)
    case .scaled(let scale, let a): return scale.bare + factor(a)
    case .applied(let weights, let a):
      return styled(weights) + " " + factor(a)
    case .joined(let parts):
      return "[" + parts.map(text).joined(separator: ", ") + "]"
    case .call(let function, let arguments):
      return function.rawValue + "("
        + arguments.map(text).joined(separator: ", ") + ")"
    case .before(let a): return self.text(a, isBefore: true)
    }
  }

  /// A value's letters with its step; sums before an activation function have
  /// none, as they are told by their own letters.
  private func stepped(_ letters: String, isBefore: Bool) -> String {
    guard !letters.hasPrefix("z_") else { return styled(letters) }
    guard definition.notation == .year1997 else {
      return styled(letters) + (isBefore ? "_{t−1}" : "_t")
    }
    let parts = letters.split(separator: "_", maxSplits: 1)
    let raised = parts.count > 1 ? "^" + group(parts[1]) : ""
    return parts[0] + raised + (isBefore ? "(t−1)" : "(t)")
  }

  /// Letters with an index of several characters in braces.
  private func styled(_ letters: String) -> String {
    let parts = letters.split(separator: "_", maxSplits: 1)
    return parts.count > 1 ? parts[0] + "_" + group(parts[1]) : letters
  }

  private func group(_ index: Substring) -> String {
    index.count > 1 ? "{\(index)}" : String(index)
  }
}

extension CellExpression {
  /// Whether it is a sum, a difference or a negative.
  var isSumOfParts: Bool {
    switch form {
    case .sum, .difference, .negative: true
    default: false
    }
  }

  /// Whether numbers of several units go into one: by weights, or by a norm.
  var mixesUnits: Bool {
    switch form {
    case .applied, .call(.norm, _): true
    case .number, .name, .primed: false
    case .negative(let a), .scaled(_, let a), .before(let a): a.mixesUnits
    case .sum(let a, let b), .difference(let a, let b), .product(let a, let b),
      .quotient(let a, let b):
      a.mixesUnits || b.mixesUnits
    case .joined(let parts), .call(_, let parts):
      parts.contains(where: \.mixesUnits)
    }
  }
}
