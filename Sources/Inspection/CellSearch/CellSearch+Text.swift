import LSTMCore
import Wording

extension CellSearch {
  /// The findings as lines of at most 80 columns, and how to read them.
  package func text(_ findings: [Finding], in corpus: SearchedCorpus) -> String
  {
    let (isText, element) = (corpus.series == nil, corpus.element)
    // Without the column that only texts have, names have more room.
    let longest = findings.map(\.label.name.columns).max() ?? 0
    let width = isText ? 19 : max(19, min(26, longest + 1))
    return
      ([
        """
        Layer \(layer), \(quantities.map(\.key).joined(separator: ", ")): chosen on \
        the first half of \(counted(corpus.count, element)),
        confirmed on the second.
        \(corpus.origin.map { $0 + "\n" } ?? "")
          \("label".padded(to: width))unit    confirmed chosen chance\
        \(isText ? "  alone" : "")  layer median yes/no
        """
      ]
      + TextLabel.Kind.allCases.flatMap { kind in
        let lines = findings.filter { $0.label.kind == kind }.map {
          line($0, width: width, isText: isText)
        }
        return lines.isEmpty ? [] : ["", kind.heading(element)] + lines
      } + ["", summary(findings)] + unknown(findings, isText: isText)
      + [legend(isText: isText, element), ""])
      .joined(separator: "\n")
  }

  /// How many units were found: one that goes with several labels, or by
  /// several of its quantities, counts once.
  private func summary(_ findings: [Finding]) -> String {
    let found = findings.filter(\.isFound)
    guard !found.isEmpty else {
      return "No unit reaches AUC 0.9 or r 0.7 beyond every shifted label."
    }
    let units = Set(found.map(\.unit)).count
    return """
      \(counted(units, "unit")) found, in \(counted(found.count, "row")) (*): \
      beyond every shifted label, AUC 0.9 or r 0.7.
      """
  }

  /// What earlier characters decide and not even all units together give.
  private func unknown(
    _ findings: [Finding], isText: Bool
  ) -> [String] {
    var names: [String] = []
    for finding in findings
    where finding.label.kind == .memory && finding.isUnknownToLayer
      && !names.contains(finding.label.name)
    {
      names.append(finding.label.name)
    }
    guard !names.isEmpty else { return [] }
    return [
      "A linear probe of all units finds little of these (AUC under 0.75, r under 0.6);",
      "with few places to learn from, a longer \(isText ? "text" : "table") may give more:",
    ]
      // Names of several words stay whole.
      + names.enumerated().map { k, name in
        name + (k == names.count - 1 ? "." : ",")
      }.lines { $0.joined(separator: " ").columns <= 78 }
      .map { "  " + $0.joined(separator: " ") }
  }

  private func line(
    _ finding: Finding, width: Int, isText: Bool
  ) -> String {
    let medians =
      finding.medians.map { "\(short($0.yes)) / \(short($0.no))" } ?? ""
    let unit = "\(finding.quantity.key)[\(finding.unit)]"
    let mark = finding.isFound ? "* " : finding.beatsChance ? "· " : "  "
    return mark + finding.label.name.padded(to: width) + unit.padded(to: 8)
      + finding.confirmed.words.leftPadded(to: 9)
      + finding.chosen.number.leftPadded(to: 7)
      + (finding.chance?.number ?? "–").leftPadded(to: 7)
      + (isText ? (finding.symbol?.number ?? "").leftPadded(to: 7) : "")
      + (finding.probe?.number ?? "–").leftPadded(to: 7) + " " + medians
  }

  /// Three digits of a number, with its sign.
  private func short(_ value: Double) -> String {
    signed(
      value, decimals: abs(value) < 9.995 ? 2 : abs(value) < 99.95 ? 1 : 0)
  }

  private func legend(isText: Bool, _ element: String) -> String {
    """
    AUC: the chance that the unit is higher where the label says yes (below 0.5:
    lower). r: Pearson's correlation. chance: the strongest of \(grouped(shuffles)) labels
    shifted against the \(isText ? "text" : "rows") as a whole, so that their runs stay (· beats it).
    \(isText ? alone(element) : "")layer: a linear probe of all C and h, logistic or least squares, \(LinearProbe.iterations) steps,
    λ = 0.001, trained on the first half.
    Next: lstm-lab contexts --unit N --quantity c, \(isText ? "plot-text" : "plot-units"), or ablate.
    """
  }

  private func alone(_ element: String) -> String {
    """
    alone: what the \(element) just read gives by itself, without any memory, as
    counted on the first half; a unit must do better to show that it remembers.

    """
  }
}

extension TextLabel.Kind {
  fileprivate func heading(_ element: String) -> String {
    switch self {
    case .memory: "Earlier \(element)s decide:"
    case .future: "About what follows:"
    case .given: "Labels given:"
    case .character: "Given by the current \(element):"
    }
  }
}

extension CellSearch.Score {
  fileprivate var number: String {
    switch self {
    case .area(let area): plain(area, decimals: 3)
    case .correlation(let r): plain(r, decimals: 3)
    }
  }

  fileprivate var words: String {
    switch self {
    case .area: "AUC \(number)"
    case .correlation: "r \(number)"
    }
  }
}

extension CellSearch {
  /// The findings as CSV.
  package static func csv(_ findings: [Finding]) -> String {
    let header =
      "label,kind,score,quantity,unit,confirmed,chosen,chance,layer,found,alone\n"
    return header
      + findings.map { finding in
        let kind = if case .area = finding.confirmed { "auc" } else { "r" }
        return CSVRow.text([
          finding.label.name, finding.label.kind.rawValue, kind,
          finding.quantity.key, "\(finding.unit)",
          "\(finding.confirmed.value)", "\(finding.chosen.value)",
          CSVRow.field(finding.chance?.value),
          CSVRow.field(finding.probe?.value), "\(finding.isFound)",
          CSVRow.field(finding.symbol?.value),
        ])
      }.joined()
  }
}

extension CellSearch.Score {
  fileprivate var value: Double {
    switch self {
    case .area(let value), .correlation(let value): value
    }
  }
}
