import LSTMCore
import Wording

/// What an intervention does to what a model of numbers predicts.
package struct SeriesEffect: Sendable {
  /// What was held.
  package let intervention: Intervention
  /// The run as it is, and the run with values held.
  package let before, after: Trace
  /// What is predicted after each step in the targets' own units; empty for a
  /// model that predicts nothing.
  package let predictions: [(before: Vector, after: Vector)]
  /// The targets.
  package let targets: [String]
  private let labels: [String]?

  /// Reads a series twice.
  package init(
    _ intervention: Intervention, on model: Model, series: Series?
  ) {
    self.intervention = intervention
    let inputs = (series?.rows ?? []).map { model.reader(.row($0)) }
    before = model.stack.trace(over: inputs)
    after = model.stack.trace(over: inputs, under: intervention)
    predictions = zip(before.steps, after.steps).compactMap { a, b in
      model.prediction(after: a).flatMap { a in
        model.prediction(after: b).map { (a, $0) }
      }
    }
    let names = model.readout?.targets?.names ?? []
    targets =
      names.isEmpty
      ? (0..<(model.readout?.bias.count ?? 0)).map { "y\($0)" } : names
    labels = series?.labels
  }

  /// The run after less the run before, quantity by quantity.
  package var change: Trace { after.less(before) }

  /// The effect as lines of at most 80 columns.
  package var text: String {
    var lines = [
      "Held: "
        + intervention.clamps.map(\.description).joined(separator: ", "), "",
    ]
    guard !predictions.isEmpty else {
      return
        (lines + ["The model predicts nothing; -o draws what changed.", ""])
        .joined(separator: "\n")
    }
    for (k, target) in targets.enumerated() {
      lines += [
        "\(target.prefix(60)), as predicted, where it changed most:",
        " step   row                   before       after      change",
      ]
      lines += largest(k).map { t in
        let (a, b) = (predictions[t].before[k], predictions[t].after[k])
        return "\(t)".leftPadded(to: 5) + "   "
          + String((labels?[t] ?? "").suffix(18)).padded(to: 18)
          + [plain(a), plain(b), signed(b - a)]
          .map { $0.leftPadded(to: 12) }.joined()
      }
      let mean =
        predictions.reduce(0) { $0 + abs($1.after[k] - $1.before[k]) }
        / Double(predictions.count)
      lines += [
        mean == 0
          ? "Nothing changed, not by a bit."
          : "Mean change over \(predictions.count) steps: \(plain(mean)).", "",
      ]
    }
    return lines.joined(separator: "\n")
  }

  /// The ten steps whose prediction changed most, in their order.
  private func largest(_ k: Int) -> [Int] {
    predictions.indices.sorted { a, b in
      func size(_ t: Int) -> Double {
        abs(predictions[t].after[k] - predictions[t].before[k])
      }
      return (size(b), a) < (size(a), b)
    }.prefix(10).sorted()
  }
}

extension Trace {
  /// This run less another of the same layers and steps, value by value.
  func less(_ other: Trace) -> Trace {
    var result = self
    for t in result.steps.indices {
      for layer in result.steps[t].indices {
        for quantity in result.steps[t][layer].quantities {
          result.steps[t][layer][quantity] =
            steps[t][layer][quantity] - other.steps[t][layer][quantity]
        }
      }
    }
    return result
  }
}
