import LSTMCore

/// What predicts a target of a series without a network, each method fitted to
/// the training part; where there is something to choose, by the error on the
/// validation part. With y_t the latest value read and `ahead` h:
///
/// - mean: that of the training part
/// - persistence: y_t
/// - drift: y_t and h times the mean step of the training part
/// - seasonal naive: the latest known value of the same phase
/// - exponential smoothing: a level, and the same with a trend (Holt)
/// - autoregression: least squares on the latest rows, all columns read
///
/// (Hyndman & Athanasopoulos, *Forecasting: Principles and Practice*.)
package struct SeriesBaselines: Sendable {
  /// The name of each method, and the root of its mean squared error, the best
  /// first.
  package private(set) var scores: [(name: String, error: Double)] = []

  /// The scores of all methods that have enough rows.
  ///
  /// - Parameters:
  ///   - target: which of the corpus's targets.
  ///   - range: the steps to score.
  package init(
    _ corpus: SeriesCorpus, target: Int, in range: Range<Int>
  ) {
    let fit = BaselineFit(corpus, target)
    for (name, predict) in fit.methods {
      let error = fit.error(of: predict, in: range)
      if error.isFinite { scores.append((name, error)) }
    }
    scores.sort { $0.error < $1.error }
  }
}

/// One target of a series, and what is fitted to it.
private struct BaselineFit {
  /// What a method says after step t; NaN where it says nothing yet.
  typealias Method = (Int) -> Double

  let corpus: SeriesCorpus
  let target: Int
  let ahead: Int
  /// y at the row read; empty where targets are not read.
  let latest: [Double]
  let truth: [Double]

  init(_ corpus: SeriesCorpus, _ target: Int) {
    (self.corpus, self.target, ahead) = (corpus, target, corpus.ahead)
    truth = corpus.targets.rows.map { $0[target] }
    latest = corpus.latest?.rows.map { $0[target] } ?? []
  }

  var methods: [(String, Method)] {
    let training = corpus.training
    let mean =
      training.reduce(0) { $0 + truth[$1] } / Double(max(1, training.count))
    var methods: [(String, Method)] = [("mean", { _ in mean })]
    if let regression { methods.append(regression) }
    guard !latest.isEmpty else { return methods }
    methods.append(("persistence", { latest[$0] }))
    let steps = Double(max(1, training.count - 1))
    let step = (latest[training.upperBound - 1] - latest[0]) / steps
    methods.append(("drift", { latest[$0] + Double(ahead) * step }))
    if let period {
      methods.append(("seasonal naive, period \(period)", seasonal(period)))
    }
    return methods + [smoothing]
  }

  /// The root of the mean squared error; NaN where nothing is said.
  func error(of method: Method, in range: Range<Int>) -> Double {
    let errors = range.map { method($0) - truth[$0] }.filter { !$0.isNaN }
    guard errors.count == range.count, !errors.isEmpty else { return .nan }
    return (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count))
      .squareRoot()
  }

  private func best(_ methods: [(String, Method)]) -> (String, Method)? {
    let part =
      corpus.validation.isEmpty ? corpus.training : corpus.validation
    let errors = methods.map { error(of: $0.1, in: part) }
    return methods.indices.filter { errors[$0].isFinite }
      .min { errors[$0] < errors[$1] }.map { methods[$0] }
  }

  /// The latest known value of the same phase.
  private func seasonal(_ period: Int) -> Method {
    let back = (ahead + period - 1) / period * period - ahead
    return { $0 < back ? .nan : latest[$0 - back] }
  }

  /// The period that has the least error over the training part, the latest 5,000
  /// rows of it at most, among the lags at which its steps are like themselves,
  /// those beside them, for noise may move such a peak by one, and halves and
  /// thirds of them, for a season's multiples are peaks too. Such a multiple is as
  /// good but for chance: one of about half the length or less is taken where it
  /// is off by no more than a tenth more.
  private var period: Int? {
    let training = corpus.training
    let longest = min(400, training.count / 3)
    guard longest > 1 else { return nil }
    let first = max(training.lowerBound + longest, training.upperBound - 5_000)
    func off(_ lag: Int) -> Double {
      error(of: seasonal(lag), in: first..<training.upperBound)
    }
    var best: (lag: Int, error: Double)?
    var found: [(lag: Int, error: Double)] = []
    for lag in candidates(upTo: longest) {
      let error = off(lag)
      // What only grows with the lag is no season.
      guard error < off(lag - 1), error <= off(lag + 1) else { continue }
      found.append((lag, error))
      if error < best?.error ?? .infinity { best = (lag, error) }
    }
    guard let best else { return nil }
    let shorter = found.first { lag, error in
      lag <= best.lag / 2 + 1 && error <= 1.1 * best.error
    }
    return shorter?.lag ?? best.lag
  }

  /// The lags that may be a season, from 2 on, the shortest first.
  private func candidates(upTo longest: Int) -> [Int] {
    var lags: Set<Int> = []
    for peak in seasons(upTo: longest) {
      for near in [peak, peak / 2, peak / 3] {
        lags.formUnion([near - 1, near, near + 1])
      }
    }
    return lags.filter { $0 > 1 }.sorted()
  }

  /// The lags from 2 on at which the steps of the training part are most like
  /// themselves: peaks of their autocorrelation above 0.3.
  private func seasons(upTo longest: Int) -> [Int] {
    let y = corpus.training.map { latest[$0] }
    let steps = zip(y.dropFirst(), y).map { $0 - $1 }
    let mean = steps.reduce(0, +) / Double(max(1, steps.count))
    let centred = steps.map { $0 - mean }
    let variance = centred.reduce(0) { $0 + $1 * $1 }
    guard variance > 0 else { return [] }
    let alike = (0...min(longest, centred.count)).map { lag in
      zip(centred.dropFirst(lag), centred).reduce(0) { $0 + $1.0 * $1.1 }
        / variance
    }
    return alike.indices.dropFirst(2).dropLast().filter {
      alike[$0] > 0.3 && alike[$0] > alike[$0 - 1] && alike[$0] >= alike[$0 + 1]
    }
  }

  /// Holt's linear method, without a trend where β is 0:
  ///
  ///     l_t = α·y_t + (1 − α)·(l_{t−1} + b_{t−1})
  ///     b_t = β·(l_t − l_{t−1}) + (1 − β)·b_{t−1},   ŷ = l_t + h·b_t
  private var smoothing: (String, Method) {
    let rates = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1]
    let trends: [Double] = [0, 0.02, 0.1, 0.3]
    let choices: [(alpha: Double, beta: Double)] = trends.flatMap { beta in
      rates.map { (alpha: $0, beta: beta) }
    }
    let methods = choices.map { choice -> (String, Method) in
      var (level, trend) = (latest[0], 0.0)
      let said = latest.map { value -> Double in
        let before = level
        level = choice.alpha * value + (1 - choice.alpha) * (level + trend)
        trend = choice.beta * (level - before) + (1 - choice.beta) * trend
        return level + Double(ahead) * trend
      }
      return (
        "exponential smoothing" + (choice.beta > 0 ? " with a trend" : ""),
        { said[$0] }
      )
    }
    return best(methods) ?? methods[0]
  }

  /// Least squares on the latest p rows, p by the validation part, at most 128
  /// numbers and a tenth of the training steps.
  private var regression: (String, Method)? {
    let rows = corpus.inputs.rows
    let (width, training) = (corpus.inputs.columns.count, corpus.training)
    let most = min(128, training.count / 10)
    let methods = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128].filter {
      $0 * width <= most
    }.map { lags -> (String, Method) in
      func input(_ t: Int) -> Vector {
        Vector(joining: (0..<lags).map { rows[t - $0] })
      }
      let places = (lags - 1..<training.upperBound)
      let fit = LeastSquares(places.map(input), places.map { truth[$0] })
      return (
        "least squares on \(lags * width) "
          + (lags * width == 1 ? "number" : "numbers"),
        { $0 < lags - 1 ? .nan : fit(input($0)) }
      )
    }
    return best(methods)
  }
}
