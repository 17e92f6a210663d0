import LSTMCore
import Wording

extension Ablation {
  /// The units that are needed most, as lines of at most 80 columns.
  ///
  /// - Parameter unitCount: how many units the layer has, tested or not.
  package func text(
    _ whole: Losses, _ effects: [Effect], of unitCount: Int,
    labels: [TextLabel], rows: Int, over corpus: SearchedCorpus
  ) -> String {
    let isWhole = effects.count == unitCount
    let (isText, element) = (corpus.series == nil, corpus.element)
    let order = effects.sorted {
      ($1.overall, $0.unit) < ($0.overall, $1.unit)
    }
    let lines =
      [
        """
        h of \(isWhole ? "each unit" : counted(effects.count, "unit")) of layer \(layer) held at \
        \(replacement == .zero ? "0" : "its mean") in turn, over \
        \(counted(corpus.count, element)).
        Loss with all units: \(plain(whole.overall)) \
        \(isText ? "nats per \(element)" : "(squared error, 1 is what the mean gives)").

         unit   overall   and by what the next \
        \(isText ? "\(element) is, in nats" : "row is")
        """
      ]
      + order.prefix(rows).map { line($0, whole, labels) }
    let harmless = effects.count { $0.overall <= 0 }
    let rest =
      order.count > rows ? "\(counted(order.count - rows, "more unit")). " : ""
    let tested = isWhole ? "units" : "units tested"
    let needed =
      harmless == 0
      ? "Without any of the \(tested) the loss rises."
      : "Without \(harmless) of the \(effects.count) \(tested) the loss does not rise."
    let heading =
      isWhole
      ? "The unit" : "Of the \(counted(effects.count, "unit")) tested, the one"
    return lines.joined(separator: "\n") + "\n\n" + rest + needed
      + "\n\n\(heading) that each kind of \(element) needs most:\n"
      + byLabel(effects, whole, labels)
  }

  private func line(
    _ effect: Effect, _ whole: Losses, _ labels: [TextLabel]
  ) -> String {
    let worst = labels.indices.compactMap { k in
      effect.byLabel[k].map { (labels[k].name, $0) }
    }.sorted { $0.1 > $1.1 }.prefix(3)
    return "\(effect.unit)".leftPadded(to: 5)
      + signed(effect.overall, decimals: 3).leftPadded(to: 10) + "   "
      + worst.map { "\($0.0) \(signed($0.1, decimals: 2))" }
      .joined(separator: "  ")
  }

  /// For each label the unit that its characters need most.
  private func byLabel(
    _ effects: [Effect], _ whole: Losses, _ labels: [TextLabel]
  ) -> String {
    let lines = labels.indices.compactMap { k -> String? in
      guard let before = whole.byLabel[k],
        let worst = effects.max(by: {
          ($0.byLabel[k] ?? 0) < ($1.byLabel[k] ?? 0)
        }), let rise = worst.byLabel[k], rise > 0
      else { return nil }
      let count = labels[k].flags?.count { $0 } ?? 0
      return "  " + labels[k].name.padded(to: 15)
        + grouped(count).leftPadded(to: 7) + " ×"
        + plain(before, decimals: 2).leftPadded(to: 6) + " → "
        + plain(before + rise, decimals: 2).padded(to: 7)
        + "without unit \(worst.unit) (overall "
        + "\(signed(worst.overall, decimals: 3)))"
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Ablation {
  /// Every effect as CSV, a row per unit; empty where a label does not occur.
  package static func csv(_ effects: [Effect], labels: [TextLabel]) -> String {
    CSVRow.text(["unit", "overall"] + labels.map(\.name))
      + effects.map { effect in
        CSVRow.text(
          ["\(effect.unit)", "\(effect.overall)"]
            + effect.byLabel.map(CSVRow.field))
      }.joined()
  }
}
