import LSTMCore

/// The future of a series as a model of numbers has it, many steps beyond its
/// end: rows that are not known yet are the model's own predictions, read as
/// if they had come.
///
/// A model that predicts `ahead` rows ahead has said the next `ahead` rows when
/// it has read the last one; from then on each row read is one that it said.
/// So every column that it reads must be a target.
package struct Forecast: Sendable {
  /// The columns, in the order of the targets.
  package let columns: [String]
  /// One row a step ahead, in the targets' own units; (steps × targets).
  package let rows: [Vector]
  /// By step ahead and target, the quantiles of what came less what was said,
  /// over all origins in the held-out part; in the order of `shares`. Empty
  /// where there are too few origins.
  package let residuals: [[[Double]]]
  /// By step ahead, from how many origins.
  package let origins: [Int]
  /// By step ahead and target, the root mean squared error over the origins of
  /// the forecast and of persistence.
  package let errors: [(model: Vector, persistence: Vector)]
  /// By step ahead and target, how well the fan of the first half of the
  /// origins foretells the second, and that of persistence; nil where there are
  /// too few origins.
  package let scores: [[(model: FanScore, persistence: FanScore)?]]

  /// The quantiles.
  package static let shares = [0.05, 0.25, 0.75, 0.95]
  /// The fewest origins that quantiles are taken over.
  package static let leastOrigins = 10
  /// The most origins.
  static let mostOrigins = 100

  /// Reads a series and goes on beyond it.
  ///
  /// - Parameters:
  ///   - model: must predict numbers at least one row ahead, all that it reads.
  ///   - series: with the columns that it reads, or whose changes it reads, at
  ///     least one row.
  ///   - held: where the part begins that the model was not trained on.
  package init(
    of model: Model, over series: Series, steps: Int, heldOutFrom held: Int
  ) throws(ForecastError) {
    let run = try ForecastRun(model, columns: series.columns)
    guard series.count >= run.ahead else {
      throw .tooShort(rows: series.count, needed: run.ahead)
    }
    columns = run.columns
    var state = ForecastRun.State(model.stack.zeroState)
    var (saved, left) = ([(origin: Int, state: ForecastRun.State)](), 0)
    let last = series.count - 2
    let first = max(held, run.ahead - 1)
    let stride = max(1, (last - first + 1) / Self.mostOrigins)
    for (t, row) in series.rows.enumerated() {
      run.read(row, &state)
      if t >= first, t <= last {
        if left == 0 { saved.append((t, state)) }
        left = left == 0 ? stride - 1 : left - 1
      }
    }
    rows = run.goOn(from: state, steps)
    let walks = saved.map { origin, state in
      (origin, run.goOn(from: state, min(steps, series.count - 1 - origin)))
    }
    let truth = series.rows.map(run.targets)
    let steps = (0..<steps).map { Step($0, walks, truth) }
    origins = steps.map(\.apart.count)
    errors = steps.map(\.errors)
    residuals = steps.map(\.quantiles)
    scores = steps.map(\.scores)
  }

  /// What came at one step ahead, less what was said and less what was there.
  private struct Step {
    let apart, stayed: [Vector]
    let width: Int

    init(_ step: Int, _ walks: [(Int, [Vector])], _ truth: [Vector]) {
      let there = walks.filter { $0.1.count > step }
      apart = there.map { truth[$0.0 + step + 1] - $0.1[step] }
      stayed = there.map { truth[$0.0 + step + 1] - truth[$0.0] }
      width = truth[0].count
    }

    var errors: (model: Vector, persistence: Vector) {
      (root(apart, width), root(stayed, width))
    }

    var quantiles: [[Double]] {
      guard apart.count >= leastOrigins else { return [] }
      return (0..<width).map { k in
        let sorted = apart.map { $0[k] }.sorted()
        return shares.map { quantile(sorted, $0) }
      }
    }

    var scores: [(model: FanScore, persistence: FanScore)?] {
      (0..<width).map { k in
        guard let model = FanScore(errors: apart.map { $0[k] }),
          let persistence = FanScore(errors: stayed.map { $0[k] })
        else { return nil }
        return (model, persistence)
      }
    }
  }

  private static func root(_ errors: [Vector], _ width: Int) -> Vector {
    let sum = errors.reduce(Vector(zeros: width)) { $0 + $1.squared }
    return sum.map { ($0 / Double(max(1, errors.count))).squareRoot() }
  }

  /// The value below which a share of sorted ones lies, between two of them by
  /// a straight line.
  static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below))
      * (sorted[above] - sorted[below])
  }

  /// The quantiles of a target at a step ahead, in its own units; empty where
  /// there are too few origins.
  package func fan(_ step: Int, target: Int) -> [Double] {
    guard residuals.indices.contains(step), !residuals[step].isEmpty else {
      return []
    }
    return residuals[step][target].map { $0 + rows[step][target] }
  }
}
