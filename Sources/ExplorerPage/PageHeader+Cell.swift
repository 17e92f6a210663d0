import LSTMCore
import TraceFigures

extension PageHeader.CellPart {
  /// What the page says of a kind of cell.
  init(_ cell: CellDefinition) {
    name = cell.name
    title = cell.title
    quantities = cell.recorded.map { quantity in
      PageHeader.QuantityPart(
        key: quantity.key, symbol: quantity.symbol, name: quantity.name,
        range: PageHeader.QuantityPart.Range(of: quantity, in: cell))
    }
    equations = Self.equations(of: cell)
    diagram = CellDiagram.all.first { $0.cell == cell.name }
      .map { DiagramParts($0) }
  }

  /// The lines that define what is recorded, in their order.
  private static func equations(
    of cell: CellDefinition
  ) -> [PageHeader.EquationPart] {
    // A line may hold several equations.
    let texts = cell.lines.flatMap {
      $0.split(separator: ",  ").map(String.init)
    }
    let isOneEach = texts.count == cell.equations.count
    return cell.equations.enumerated().compactMap { k, equation in
      guard equation.left.count == 1 else { return nil }
      let quantity = cell.notation.quantity(of: equation.left[0].letters)
      guard cell.recorded.contains(quantity) else { return nil }
      return PageHeader.EquationPart(
        key: quantity.key,
        text: isOneEach ? texts[k] : quantity.symbol + " = …",
        of: operands(of: equation.right, cell))
    }
  }

  private static func operands(
    of expression: CellExpression, _ cell: CellDefinition,
    isBefore: Bool = false
  ) -> [PageHeader.EquationPart.Operand] {
    func inside(_ parts: [CellExpression]) -> [PageHeader.EquationPart.Operand]
    {
      parts.flatMap { operands(of: $0, cell, isBefore: isBefore) }
    }
    func named(_ letters: String, isState: Bool)
      -> [PageHeader.EquationPart.Operand]
    {
      let quantity = cell.notation.quantity(of: letters)
      guard cell.recorded.contains(quantity) else { return [] }
      return [
        PageHeader.EquationPart.Operand(key: quantity.key, before: isState)
      ]
    }
    switch expression.form {
    case .number: return []
    case .name(let letters):
      let isHandedOn = cell.equations.contains { equation in
        equation.left.contains { $0.isPrimed && $0.letters == letters }
      }
      return named(letters, isState: isBefore || isHandedOn)
    case .primed(let letters): return named(letters, isState: isBefore)
    case .negative(let a), .scaled(_, let a), .applied(_, let a):
      return inside([a])
    case .sum(let a, let b), .difference(let a, let b), .product(let a, let b),
      .quotient(let a, let b):
      return inside([a, b])
    case .joined(let parts), .call(_, let parts): return inside(parts)
    case .before(let a): return operands(of: a, cell, isBefore: true)
    }
  }
}

extension PageHeader.QuantityPart.Range {
  init(of quantity: Quantity, in cell: CellDefinition) {
    switch cell.range(of: quantity) {
    // A candidate is signed even where it never is below 0: it is no gate.
    case .zeroToOne:
      self =
        quantity == .candidate || quantity == .hidden ? .limit(1) : .gate
    case .plusMinusOne: self = .limit(1)
    case .plusMinusTwo: self = .limit(2)
    case .nonNegative, .unbounded: self = .unbounded
    }
  }
}
