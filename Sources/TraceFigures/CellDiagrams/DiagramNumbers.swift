import LSTMCore
import Wording

/// The right sides of a cell's equations with wires in the place of letters,
/// `{f} × {C before} + {i} × {candidate value}`, to be filled with what those
/// carry for one unit.
struct DiagramNumbers {
  private let definition: CellDefinition
  private let carriers: [(value: CellDiagram.Carried, wire: String)]
  private let isPrimed: [String: Bool]

  init(
    _ definition: CellDefinition, wires: [CellDiagram.Wire],
    ghosts: Set<String>
  ) {
    self.definition = definition
    carriers = wires.filter { !ghosts.contains($0.name) }.compactMap { wire in
      wire.carries.map { ($0, wire.name) }
    }
    isPrimed = definition.equations.flatMap(\.left).reduce(into: [:]) {
      $0[$1.letters] = $1.isPrimed
    }
  }

  /// The first wire that carries a value, or nil.
  func wire(of value: CellDiagram.Carried) -> String? {
    carriers.first { $0.value == value }?.wire
  }

  /// The right side of the equation of a quantity; nil where a part of it is no
  /// number of one unit.
  func right(of equation: CellEquation, _ quantity: Quantity) -> String? {
    guard equation.left.count == 1 else { return nil }
    return text(equation.right, in: quantity)
  }

  private func text(
    _ expression: CellExpression, in quantity: Quantity
  ) -> String? {
    func text(_ part: CellExpression) -> String? {
      self.text(part, in: quantity)
    }
    /// In parentheses where the form asks for it.
    func factor(_ part: CellExpression) -> String? {
      part.isSumOfParts && !isOneWire(part)
        ? text(part).map { "(" + $0 + ")" } : text(part)
    }
    func both(
      _ a: CellExpression, _ sign: String, _ b: CellExpression
    ) -> String? {
      guard let a = factor(a), let b = factor(b) else { return nil }
      return a + sign + b
    }
    if isOneWire(expression) { return sum(in: quantity) }
    switch expression.form {
    case .number(let value): return value.bare
    case .name(let letters), .primed(let letters):
      return wire(of: carried(expression, letters)).map { "{\($0)}" }
    case .negative(let a): return factor(a).map { "−" + $0 }
    case .sum(let a, let b):
      guard let first = text(a), let second = factor(b) else { return nil }
      return first + " + " + second
    case .difference(let a, let b):
      guard let first = text(a), let second = factor(b) else { return nil }
      return first + " − " + second
    case .product(let a, let b): return both(a, " × ", b)
    case .quotient(let a, let b): return both(a, " / ", b)
    case .scaled(let scale, let a): return factor(a).map { scale.bare + $0 }
    case .call(let function, let arguments):
      let parts = arguments.compactMap(text)
      return parts.count == arguments.count
        ? function.rawValue + "(" + parts.joined(separator: ", ") + ")" : nil
    case .applied, .joined, .before: return nil
    }
  }

  /// Whether a part is the sum that goes into an activation function, or the
  /// whole of what is not squashed: one wire carries it.
  private func isOneWire(_ expression: CellExpression) -> Bool {
    switch expression.form {
    case .applied, .call(.norm, _): true
    case .sum, .difference: expression.summands.contains(where: \.mixesWhole)
    default: false
    }
  }

  /// The wire of the sum inside a quantity.
  private func sum(in quantity: Quantity) -> String? {
    [quantity.preactivation, .shownPreactivation].lazy
      .filter(definition.quantities.contains)
      .compactMap { wire(of: .now($0)) }.first.map { "{\($0)}" }
  }

  private func carried(
    _ expression: CellExpression, _ letters: String
  ) -> CellDiagram.Carried {
    let quantity = definition.notation.quantity(of: letters)
    if case .primed = expression.form { return .now(quantity) }
    return isPrimed[letters] == true ? .before(quantity) : .now(quantity)
  }
}

extension CellExpression {
  /// The parts of a sum or difference, or itself.
  fileprivate var summands: [CellExpression] {
    switch form {
    case .sum(let a, let b), .difference(let a, let b): a.summands + b.summands
    default: [self]
    }
  }

  /// Whether weights or a norm make it, by themselves or times a gate.
  fileprivate var mixesWhole: Bool {
    switch form {
    case .applied, .call(.norm, _): true
    case .product(let a, let b): a.mixesUnits || b.mixesUnits
    default: false
    }
  }
}
