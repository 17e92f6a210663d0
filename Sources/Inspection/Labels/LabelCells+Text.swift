import LSTMCore
import Wording

extension LabelCells {
  /// The findings as lines of at most 80 columns, and how to read them.
  package func text(shuffles: Int) -> String {
    let names = findings.map(\.label) + wholes.map(\.name)
    let width = max(20, min(30, (names.map(\.columns).max() ?? 0) + 2))
    let table = TextTable([
      .left(width), .left(18), .right(9), .right(8), .right(8),
    ])
    let lines = findings.map { finding in
      table.line(
        (finding.beatsChance ? "* " : "  ") + finding.label,
        finding.column.name, plain(finding.confirmed, decimals: 3),
        plain(finding.chosen, decimals: 3), plain(finding.chance, decimals: 3))
    }
    let others = wholes.map { whole in
      table.line(
        "  " + whole.name,
        Set(wholes.map(\.label)).count > 1 ? whole.label : "",
        plain(whole.area, decimals: 3))
    }
    return
      ([
        """
        AUC of a unit for a whole text, chosen on \(grouped(halves.chosen)) texts, confirmed on \
        \(grouped(halves.confirmed)) others:

        """,
        table.line("  class", "unit", "confirmed", "chosen", "chance"),
      ] + lines + ["", "On the second half, for comparison:"] + others + [
        "",
        """
        AUC: the chance that a text of the class has a higher value than another \
        (below
        0.5: lower). mean, last: of the unit over the text. chance: the strongest of
        \(grouped(shuffles)) shufflings of the labels (* beats it). all units together: logistic
        regression on their means.
        """, "",
      ]).joined(separator: "\n")
  }

  /// The findings as CSV.
  package var csv: String {
    "class,cell,direction,quantity,unit,pooling,confirmed,chosen,chance\n"
      + findings.map { finding in
        let column = finding.column
        return CSVRow.text([
          finding.label, "\(column.place)", "\(column.direction)",
          column.quantity.key, "\(column.unit)", column.pooling.rawValue,
          "\(finding.confirmed)", "\(finding.chosen)", "\(finding.chance)",
        ])
      }.joined()
  }
}

extension LabelCells.Column {
  /// `c[11] mean`, with an arrow for a cell that reads in reverse.
  fileprivate var name: String {
    "\(quantity.key)[\(unit)] \(pooling.rawValue)"
      + (direction == .reverse ? " ←" : "")
  }
}
