import LSTMCore
import LSTMTraining
import Wording

/// The family of cells as text of 80 columns.
package enum CellReport {
  /// For which sizes costs are given.
  package struct Sizes: Equatable, Sendable {
    /// How many values a step reads.
    package var inputs: Int
    /// How many units a layer has.
    package var units: Int

    /// Sizes of a layer.
    package init(inputs: Int, units: Int) {
      (self.inputs, self.units) = (inputs, units)
    }
  }

  /// All cells: a line of numbers and one of words each.
  package static func list(_ sizes: Sizes) -> String {
    let columns = TextTable([
      .left(22), .left(6), .right(9), .right(10), .free,
    ])
    var lines = [
      columns.line(
        "cell", "year", "weights", "products", "  differs from the LSTM")
    ]
    for about in CellFamily.members {
      for (k, part) in about.difference.lines(of: 31).enumerated() {
        let numbers =
          k == 0
          ? [
            about.name, about.year.map(String.init) ?? "–",
            grouped(about.weightCount(sizes)),
            grouped(about.multiplyAdds(sizes)),
          ] : ["", "", "", ""]
        lines.append(columns.line(numbers + ["  " + part]))
      }
    }
    lines += [
      "",
      """
      Weights of a layer of \(counted(sizes.units, "unit")) that reads \
      \(counted(sizes.inputs, "value")), and multiply-adds of one step; --hidden and --inputs ask for \
      others. `cells NAME` shows a cell's equations, source and letters.
      """.wrapped(to: 78),
      "",
      """
      \(FastCell.allCases.map(\.rawValue).joined(separator: ", ")) train on \
      the fast path; the others by the reference, some ten times slower.
      """.wrapped(to: 78),
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// One cell: where it comes from, its equations, its letters, its costs.
  package static func page(of about: CellDefinition, _ sizes: Sizes) -> String {
    let year = about.year.map { " (\($0))" } ?? ""
    var lines = [
      "\(about.name): \(about.title)\(year)", about.source.wrapped(to: 78), "",
      about == CellFamily.lstm
        ? about.difference
        : "Against the LSTM: \(about.difference)".wrapped(to: 80), "",
    ]
    lines += about.lines.map { "    " + $0 }
    lines += ["", notation(of: about), ""]
    let weights = about.weightCount(sizes)
    lines += [
      "weights    \(about.weightFormula) = \(grouped(weights))",
      "products   \(grouped(about.multiplyAdds(sizes))) multiply-adds per step",
      "           for I = \(sizes.inputs) inputs and H = \(sizes.units) units",
      "training   "
        + (FastCell(rawValue: about.name) == nil
          ? "by the reference, in double precision"
          : "on the fast path, in single precision"),
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// A line for each recorded quantity: its letter, its key in files, what it
  /// is called and where it lies, and its letter in the other notations.
  private static func notation(of about: CellDefinition) -> String {
    let columns = TextTable([
      .left(8), .left(6), .left(26), .left(11), .left(8), .left(6), .free,
    ])
    var rows = [
      columns.line(
        "letter", "file", "meaning", "range", "modern", "γ", "1997")
    ]
    for quantity in about.recorded {
      rows.append(
        columns.line(
          quantity.symbol(in: about.notation), quantity.key, quantity.name,
          about.range(of: quantity).words, quantity.symbol,
          quantity.symbol(in: .gamma), quantity.symbol(in: .year1997)))
    }
    return rows.joined(separator: "\n")
  }
}

extension CellDefinition {
  fileprivate func weightCount(_ sizes: CellReport.Sizes) -> Int {
    weightCount(inputs: sizes.inputs, units: sizes.units)
  }

  fileprivate func multiplyAdds(_ sizes: CellReport.Sizes) -> Int {
    multiplyAdds(inputs: sizes.inputs, units: sizes.units)
  }
}

extension Quantity.Range {
  /// The range as an interval.
  package var words: String {
    switch self {
    case .zeroToOne: "(0, 1)"
    case .plusMinusOne: "(−1, 1)"
    case .plusMinusTwo: "(−2, 2)"
    case .nonNegative: "[0, ∞)"
    case .unbounded: "(−∞, ∞)"
    }
  }
}
