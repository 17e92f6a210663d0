import LSTMCore
import Wording

extension InterventionEffect {
  /// The effect on what is predicted of numbers, as lines of at most 80
  /// columns.
  var numbers: String {
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
          + String(read.labels[t].suffix(18)).padded(to: 18)
          + [plain(a), plain(b), signed(b - a)]
          .map { $0.leftPadded(to: 12) }.joined()
      }
      let mean =
        predictions.reduce(0) { $0 + abs($1.after[k] - $1.before[k]) }
        / Double(predictions.count)
      lines += [
        mean == 0
          ? "Nothing changed, not by a bit."
          : "Mean change over \(counted(predictions.count, "step")): \(plain(mean)).",
        "",
      ]
    }
    return lines.joined(separator: "\n")
  }

  /// The names of what is predicted.
  private var targets: [String] {
    let names = model.readout?.targets?.names ?? []
    return names.isEmpty
      ? (0..<(model.readout?.bias.count ?? 0)).map { "y\($0)" } : names
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
