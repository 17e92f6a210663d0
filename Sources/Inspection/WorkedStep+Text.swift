import Foundation
import LSTMCore

extension WorkedStep {
  /// The arithmetic as lines of at most 80 columns: of each sum the five
  /// largest terms by name, and the rest as one.
  public var text: String {
    """
    Step \(step), which read \(character): unit \(unit) of layer \(layer)

    \(gates.map(\.text).joined(separator: "\n"))
    \(cellText)
    \(hiddenText)
    Every sum was made from the weights, and the trace agrees to 1e-12.

    """
  }

  /// The arithmetic as JSON, with every term and digit.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }

  private var cellText: String {
    let (f, i, g) = (gates[0].value, gates[1].value, gates[2].value)
    return heading("cell", "C = f · C before + i · C\u{303}")
      + line("kept", "\(plain(f)) × \(plain(previousCell))", f * previousCell)
      + line("written", "\(plain(i)) × \(plain(g))", i * g)
      + line("C", "", cell, sign: "=")
  }

  private var hiddenText: String {
    let (o, shown) = (gates[3].value, tanh(Vector([cell]))[0])
    return heading("hidden state", "h = o · tanh(C)")
      + line("tanh(C)", "tanh(\(plain(cell)))", shown)
      + line("h", "\(plain(o)) × \(plain(shown))", hidden, sign: "=")
  }
}

extension WorkedSum {
  /// How many terms have a line of their own.
  private static let named = 5

  fileprivate var text: String {
    let quantity = Quantity(rawValue: quantity) ?? .forgetGate
    let function = quantity == .candidate ? "tanh" : "σ"
    let rest = terms.dropFirst(Self.named)
    let others = rest.reduce(0) { $0 + $1.product }
    return heading(quantity.name, "\(quantity.symbol) = \(function)(z)")
      + terms.prefix(Self.named).map(\.text).joined()
      + (rest.isEmpty ? "" : line("+ \(rest.count) smaller terms", "", others))
      + line("bias", "", bias)
      + line("z", "", sum, sign: "=")
      + line(
        quantity.symbol, "\(function)(\(plain(sum)))", value, sign: "=")
  }
}

extension WorkedSum.Term {
  fileprivate var text: String {
    let factors =
      input.flatMap { input in
        weight.map { "\(plain(input)) × weight \(plain($0))" }
      } ?? ""
    return line(source, factors, product)
  }
}

private func heading(_ name: String, _ equation: String) -> String {
  name.padded(to: 16) + equation + "\n"
}

private func line(
  _ name: String, _ factors: String, _ value: Double, sign: String = " "
) -> String {
  "  " + name.padded(to: 24) + factors.padded(to: 28) + sign
    + signed(value).leftPadded(to: 10) + "\n"
}
