import Wording

/// What the biases of an LSTM tell of the order of its parts: training leaves
/// the forget gates open (frameworks start them at 0 or +1), and the candidate
/// near 0.
package struct LayoutEvidence: Sendable {
  /// The mean of the biases of each part, in our order i, f, g, o.
  package let means: [Double]

  package enum Verdict: Sendable { case agrees, silent, disagrees }

  /// Nil for a layer without biases, or one that is no LSTM.
  package init?(_ recurrence: ForeignRecurrence) throws(ForeignFileError) {
    guard recurrence.cell == .lstm else { return nil }
    let (units, weights) = (recurrence.units, recurrence.directions[0])
    var sums = [Double](repeating: 0, count: 4)
    var isThere = false
    for bias in [weights.bias, weights.recurrentBias] {
      guard let values = try bias?.values() else { continue }
      isThere = true
      for (k, value) in values.enumerated() { sums[k / units] += value }
    }
    guard isThere else { return nil }
    means = sums.map { $0 / Double(units) }
  }

  /// How far the forget gates lie above the highest of the others.
  package var margin: Double {
    means[1] - max(means[0], means[2], means[3])
  }

  package var verdict: Verdict {
    if margin > 0.3 { return .agrees }
    let highest = means.max() ?? 0
    let second = means.sorted().dropLast().last ?? 0
    return highest - second > 0.5 && highest != means[1] ? .disagrees : .silent
  }

  /// In words.
  package var description: String {
    let list = zip(["i", "f", "g", "o"], means).map { letter, mean in
      "\(letter) \(mean.fixed(2))"
    }.joined(separator: ", ")
    return switch verdict {
    case .agrees:
      "the biases agree: forget gates lie highest (mean \(list))"
    case .silent: "the biases do not tell (mean \(list))"
    case .disagrees:
      "the biases DOUBT it: another part lies highest, as forget gates "
        + "usually do (mean \(list))"
    }
  }
}
