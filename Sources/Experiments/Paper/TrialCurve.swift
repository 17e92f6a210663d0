import LSTMCore

/// How the error of one trial fell: what its learner told on the way, and what
/// came out.
package struct TrialCurve: Equatable, Sendable {
  /// How many sequences had been learned from at each point; rising.
  package private(set) var sequences: [Int] = []
  /// The mean absolute error of the outputs over the 256 sequences before it.
  package private(set) var errors: [Double] = []
  /// Whether the last criterion was met where the curve ends.
  package private(set) var isMet = false

  /// A curve without points.
  package init() {}

  /// Adds what a trial under way tells.
  package mutating func add(_ progress: TrialProgress) {
    add(progress.sequences, progress.latestError)
  }

  /// Ends the curve with what came out; the error stays at its last value.
  package mutating func end(_ records: [TrialRecord]) {
    guard let last = records.last else { return }
    isMet = last.isMet
    if let error = errors.last { add(last.sequences, error) }
  }

  /// Adds a point; one that does not lie behind the last is left out.
  package mutating func add(_ count: Int, _ error: Double) {
    guard count > sequences.last ?? 0, error.isFinite else { return }
    sequences.append(count)
    errors.append(error)
  }

  /// The error after so many sequences, on straight lines between the points;
  /// that of the first before it, of the last behind it. nil for a curve
  /// without points.
  package func error(after count: Int) -> Double? {
    var (low, high) = (0, sequences.count)
    while low < high {
      let middle = (low + high) / 2
      if sequences[middle] <= count { low = middle + 1 } else { high = middle }
    }
    guard low > 0, low < errors.count else {
      return low == 0 ? errors.first : errors.last
    }
    let (before, after) = (sequences[low - 1], sequences[low])
    let share = Double(count - before) / Double(after - before)
    return errors[low - 1] + share * (errors[low] - errors[low - 1])
  }
}

/// The curves of several trials of one condition.
package struct TrialCurves: Equatable, Sendable {
  /// The condition's name.
  package let name: String
  /// The paper's mean number of sequences until success, where it has one.
  package let published: Int?
  /// A curve per trial.
  package var curves: [TrialCurve]

  /// Curves of a condition.
  package init(name: String, published: Int?, curves: [TrialCurve]) {
    (self.name, self.published, self.curves) = (name, published, curves)
  }

  /// How many sequences the longest trial took.
  package var longest: Int { curves.compactMap(\.sequences.last).max() ?? 0 }
}
