import LSTMCore
import Wording

extension CellSearch {
  /// The findings as lines of at most 80 columns, and how to read them.
  package func text(_ findings: [Finding], in corpus: SearchedCorpus) -> String
  {
    let isText = corpus.series == nil
    let found = findings.filter(\.isFound)
    let summary =
      found.isEmpty
      ? "No unit is strong enough to be called by a label's name."
      : "\(found.count) found (*): stronger than every shifted label, and AUC 0.9 or r 0.7."
    return
      ([
        """
        Layer \(layer), \(quantities.map(\.key).joined(separator: ", ")): chosen on \
        the first half of \(grouped(corpus.count)) \(corpus.noun),
        confirmed on the second.

          label              unit     confirmed  chosen  chance   layer  median yes / no
        """
      ]
      + TextLabel.Kind.allCases.flatMap { kind in
        let lines = findings.filter { $0.label.kind == kind }.map(line)
        return lines.isEmpty ? [] : ["", kind.heading(isText: isText)] + lines
      } + ["", summary] + unknown(findings) + [legend, ""])
      .joined(separator: "\n")
  }

  /// What only memory can tell and not even all units together do.
  private func unknown(_ findings: [Finding]) -> [String] {
    var names: [String] = []
    for finding in findings
    where finding.label.kind == .memory && finding.isUnknownToLayer
      && !names.contains(finding.label.name)
    {
      names.append(finding.label.name)
    }
    guard !names.isEmpty else { return [] }
    return [
      "Not even all units together tell (probe under AUC 0.75 or r 0.6), so that the",
      "model has not learnt it:",
    ]
      // Names of several words stay whole.
      + names.enumerated().map { k, name in
        name + (k == names.count - 1 ? "." : ",")
      }.lines { $0.joined(separator: " ").columns <= 78 }
      .map { "  " + $0.joined(separator: " ") }
  }

  private func line(_ finding: Finding) -> String {
    let medians =
      finding.medians.map {
        "\(signed($0.yes, decimals: 2)) / \(signed($0.no, decimals: 2))"
      } ?? ""
    let unit = "\(finding.quantity.key)[\(finding.unit)]"
    let mark = finding.isFound ? "* " : finding.beatsChance ? "· " : "  "
    return mark + finding.label.name.padded(to: 19) + unit.padded(to: 8)
      + finding.confirmed.words.leftPadded(to: 10)
      + finding.chosen.number.leftPadded(to: 8)
      + (finding.chance?.number ?? "–").leftPadded(to: 8)
      + (finding.probe?.number ?? "–").leftPadded(to: 8) + "  " + medians
  }

  private var legend: String {
    """
    AUC: the chance that the unit is higher where the label says yes (below 0.5:
    lower). r: Pearson's correlation. chance: the strongest of \(grouped(shuffles)) labels
    shifted against the text as a whole, so that their runs stay (· beats it).
    layer: a linear probe of all C and h, logistic or least squares, \(LinearProbe.iterations) steps,
    λ = 0.001, trained on the first half.
    Next: lstm-lab contexts --unit N --quantity c, plot-text, or ablate.
    """
  }
}

extension TextLabel.Kind {
  fileprivate func heading(isText: Bool) -> String {
    switch self {
    case .memory: "What only memory can tell:"
    case .future: "What lies ahead:"
    case .given: "Labels given:"
    case .character:
      "What the \(isText ? "character" : "row") just read gives away:"
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
      "label,kind,score,quantity,unit,confirmed,chosen,chance,layer,found\n"
    return header
      + findings.map { finding in
        let kind = if case .area = finding.confirmed { "auc" } else { "r" }
        return CSVRow.text([
          finding.label.name, finding.label.kind.rawValue, kind,
          finding.quantity.key, "\(finding.unit)",
          "\(finding.confirmed.value)", "\(finding.chosen.value)",
          CSVRow.field(finding.chance?.value),
          CSVRow.field(finding.probe?.value), "\(finding.isFound)",
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
