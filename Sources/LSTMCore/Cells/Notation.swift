/// Whose letters an equation or a diagram uses.
public enum Notation: String, CaseIterable, Sendable {
  /// f, i, C̃, o, C, h, as in textbooks since about 2013.
  case modern
  /// γ_f1, γ_o, a, of the lecture notes that have the γ cell.
  case gamma
  /// y_in, y_out, net, s, of the paper of 1997.
  case year1997 = "1997"

  /// The quantity that a letter of the notation stands for: `C` for the cell,
  /// `y_in` for the input gate, `z_f` for a value before σ (`z_C` for that of
  /// the candidate, as W_C are its weights), and any other name for a quantity
  /// of that key.
  public func quantity(of letters: String) -> Quantity {
    if letters == "z_C" { return .candidatePreactivation }
    if letters.hasPrefix("z_") {
      return quantity(of: String(letters.dropFirst(2))).preactivation
    }
    let table = symbols.first { $0.value == letters }
    return table?.key ?? Quantity(rawValue: letters)
  }

  /// Letters that differ from keys.
  fileprivate var symbols: [Quantity: String] {
    switch self {
    case .modern: modernSymbols
    case .gamma: gammaSymbols
    case .year1997: symbolsOf1997
    }
  }
}

private let modernSymbols: [Quantity: String] = [
  .candidate: "C\u{303}", .cell: "C",
]

private let gammaSymbols: [Quantity: String] = [
  .forgetGate: "γ_f1", .inputGate: "γ_f2", .outputGate: "γ_f3",
  .candidate: "C\u{303}", .cell: "c", .hidden: "a",
]

private let symbolsOf1997: [Quantity: String] = [
  .inputGate: "y_in", .outputGate: "y_out", .candidate: "g", .cell: "s",
  .hidden: "y_c", .inputPreactivation: "net_in",
  .outputPreactivation: "net_out", .candidatePreactivation: "net_c",
]

extension Quantity {
  /// The symbol in the given notation; that of `symbol` where the notation has
  /// none of its own.
  public func symbol(in notation: Notation) -> String {
    notation.symbols[self] ?? symbol
  }
}
