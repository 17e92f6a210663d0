import LSTMCore
import Wording

extension WorkedStep {
  /// The arithmetic as lines of at most 80 columns: of each sum the five
  /// largest terms by name, and the rest as one.
  package var text: String {
    """
    Step \(step)\(character.isEmpty ? "" : ", which read \(character)"): unit \(unit) of layer \(layer)

    \(gates.map(\.text).joined(separator: "\n"))
    \(results.map(\.text).joined(separator: "\n"))
    Every sum was made from the weights, and the trace agrees to 1e-12.

    """
  }

  /// The arithmetic as JSON, with every term and digit.
  package func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}

extension WorkedResult {
  fileprivate var text: String {
    let name = Quantity(rawValue: quantity).name
    return heading(name, equation)
      + lines.enumerated().map { k, part in
        line(
          part.name, part.factors, part.value,
          sign: k == lines.count - 1 ? "=" : " ")
      }.joined()
  }
}

extension WorkedSum {
  /// How many terms have a line of their own.
  private static let named = 5

  fileprivate var text: String {
    let quantity = Quantity(rawValue: quantity)
    let symbol = quantity == .recurrentCandidate ? "u" : quantity.symbol
    let rest = terms.dropFirst(Self.named)
    let others = rest.reduce(0) { $0 + $1.product }
    return heading(quantity.name, "\(symbol) = \(squashing)")
      + terms.prefix(Self.named).map(\.text).joined()
      + (rest.isEmpty ? "" : line("+ \(rest.count) smaller terms", "", others))
      + (bias.map { line("bias", "", $0) } ?? "")
      + line("z", "", sum, sign: "=")
      + line(
        symbol, squashing.replacing("z", with: plain(sum)), value, sign: "=")
  }
}

extension WorkedSum.Term {
  fileprivate var text: String {
    let factors =
      input.flatMap { input in
        weight.map { "\(plain(input)) × weight \(plain($0))" }
      } ?? ""
    let name = source.count > 23 ? source.prefix(22) + "…" : source
    return line(name, factors, product)
  }
}

private func heading(_ name: String, _ equation: String) -> String {
  name.padded(to: max(16, name.columns + 2)) + equation + "\n"
}

private func line(
  _ name: String, _ factors: String, _ value: Double, sign: String = " "
) -> String {
  "  " + name.padded(to: 24) + factors.padded(to: 28) + sign
    + signed(value).leftPadded(to: 10) + "\n"
}
