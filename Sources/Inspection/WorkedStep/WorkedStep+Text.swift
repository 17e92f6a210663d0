import LSTMCore
import Wording

extension WorkedStep {
  /// The arithmetic as lines of at most 80 columns: of each sum the five
  /// largest terms by name, and the rest as one.
  package var text: String {
    """
    Step \(step)\(character.isEmpty ? "" : ", which read \(character)"): unit \(unit) of layer \(layer)

    \(gates.map { $0.text(sum: sumLetter) }.joined(separator: "\n"))
    \(results.map(\.text).joined(separator: "\n"))
    Every sum was made from the weights, and the trace agrees to 1e-12.

    """
  }

  /// What the sums are called: z, but in a cell that has a z of its own.
  private var sumLetter: String {
    let isTaken = gates.contains {
      Quantity(rawValue: $0.quantity).symbol == "z"
    }
    return isTaken ? "a" : "z"
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

  fileprivate func text(sum letter: String) -> String {
    let quantity = Quantity(rawValue: quantity)
    let squashing = squashing.replacing("z", with: letter)
    let symbol = quantity == .recurrentCandidate ? "u" : quantity.symbol
    // Nothing adds nothing: before the first step h is 0.
    let named = Array(terms.filter { $0.product != 0 }.prefix(Self.named))
    let zeros = terms.count { $0.product == 0 }
    let rest = terms.filter { $0.product != 0 }.dropFirst(Self.named)
    let others = rest.reduce(0) { $0 + $1.product }
    return heading(quantity.name, "\(symbol) = \(squashing)")
      + named.map(\.text).joined()
      + (rest.isEmpty ? "" : line("+ \(rest.count) smaller terms", "", others))
      + (zeros == 0
        ? "" : line("+ \(counted(zeros, "term")) of 0", "", 0))
      + (bias.map { line("bias", "", $0) } ?? "")
      + line(letter, "", sum, sign: "=")
      + line(
        symbol, self.squashing.replacing("z", with: plain(sum)), value,
        sign: "=")
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
