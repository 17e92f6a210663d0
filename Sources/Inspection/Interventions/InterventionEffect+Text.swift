import LSTMCore
import Wording

extension InterventionEffect {
  /// The effect as lines of at most 80 columns.
  ///
  /// - Parameters:
  ///   - rows: how many steps have a line: those whose predictions changed
  ///     most, in the order of the text.
  ///   - continuations: what the model writes on, before and after.
  package func text(
    rows: Int = 16, continuations: (before: String, after: String)? = nil
  ) -> String {
    guard read.series == nil else { return numbers }
    var lines = [
      "Held: "
        + intervention.clamps.map { "\($0)" }
        .joined(separator: "  "), "",
    ]
    if let mean = meanLoss {
      lines.append(
        "Loss over the text: \(plain(mean.before)) nats per character before, "
          + "\(plain(mean.after)) after")
      lines.append("(\(signed(mean.after - mean.before))).")
      lines.append("")
    }
    lines += table(rows: rows)
    lines += last
    if let continuations {
      lines += [
        "", "It writes on",
        "  before: " + visibleLine(continuations.before.unicodeScalars),
        "  after:  " + visibleLine(continuations.after.unicodeScalars),
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func table(rows: Int) -> [String] {
    let order = divergences.indices.sorted {
      (divergences[$1], $0) < (divergences[$0], $1)
    }
    let changed = order.prefix(rows).filter { divergences[$0] > 0 }
    guard !changed.isEmpty else {
      return ["No prediction changed, not by a bit."]
    }
    let title =
      changed.count < divergences.count
      ? "The \(changed.count) steps whose predictions changed most:"
      : "Every step:"
    return [
      title,
      " step".padded(to: 10) + "loss of it".padded(to: 15)
        + "next, before".padded(to: 24) + "next, after".padded(to: 24)
        + " change",
    ] + changed.sorted().map(row)
  }

  private func row(_ t: Int) -> String {
    let price =
      t == 0
      ? ""
      : "\(plain(losses[t - 1].before, decimals: 2)) → "
        + plain(losses[t - 1].after, decimals: 2)
    return "\(t)".leftPadded(to: 5) + " " + read.visibleLabels[t].padded(to: 4)
      + price.padded(to: 15) + guesses(before, t).padded(to: 24)
      + guesses(after, t).padded(to: 24)
      + plain(divergences[t], decimals: 3).leftPadded(to: 7)
  }

  private func guesses(_ run: Trace, _ t: Int) -> String {
    model.likeliestNext(after: run.steps[t], count: 3).map {
      character, probability in
      visible(character) + " " + percent(probability)
    }.joined(separator: "  ")
  }

  /// The distribution at the end of the text, before and after.
  private var last: [String] {
    guard let t = before.steps.indices.last else { return [] }
    return ["", "What comes after the text:"]
      + [("before", before), ("after", after)].map { name, run in
        "  " + name.padded(to: 8)
          + model.likeliestNext(after: run.steps[t], count: 6).map {
            character, probability in
            visible(character) + " " + percent(probability)
          }.joined(separator: "   ")
      }
  }
}
