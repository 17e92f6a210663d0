import LSTMCore

/// Logistic regression on the words and the pairs of neighbouring words that a
/// text has, however often:
///
///     p(c | text) = softmax(W·x + b),   x = (1 where it has the word or pair)/‖x‖
///
/// The mean loss plus ½·λ·‖W‖², by Nesterov's accelerated gradient, with a step
/// of each feature's own: one step for all would leave rare words where they
/// began. Features that stand in one training text alone are left out.
package struct WordRegression: Sendable {
  private let places: [String: Int]
  private var weights: [Double]
  private var bias: [Double]
  private let classes: Int

  /// λ.
  package let penalty: Double

  /// Fits the weights.
  ///
  /// - Parameters:
  ///   - texts: the words of each text.
  ///   - labels: the class of each.
  ///   - iterations: how many steps are taken.
  package init(
    _ texts: [[String]], labels: [Int], classes: Int, penalty: Double,
    iterations: Int = 150
  ) {
    let features = texts.map(Self.features)
    var counts: [String: Int] = [:]
    for text in features { for name in text { counts[name, default: 0] += 1 } }
    let kept = counts.filter { $0.value > 1 }.keys.sorted()
    places = Dictionary(
      uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    (self.classes, self.penalty) = (classes, penalty)
    weights = [Double](repeating: 0, count: kept.count * classes)
    bias = [Double](repeating: 0, count: classes)
    fit(features.map { [places] in Self.rows($0, places) }, labels, iterations)
  }

  /// The penalty of some that does best on other texts.
  package init(
    training: (texts: [[String]], labels: [Int]),
    validation: (texts: [[String]], labels: [Int]), classes: Int,
    penalties: [Double] = [1e-5, 3e-5, 1e-4]
  ) {
    let fits = penalties.map {
      WordRegression(
        training.texts, labels: training.labels, classes: classes, penalty: $0)
    }
    func loss(_ fit: WordRegression) -> Double {
      zip(validation.texts, validation.labels).reduce(0) {
        $0 + crossEntropy(fit.logits(of: $1.0), target: $1.1)
      }
    }
    let losses = fits.map(loss)
    let best = losses.indices.min { losses[$0] < losses[$1] } ?? 0
    self = fits[best]
  }

  /// W·x + b; (classes).
  package func logits(of text: [String]) -> Vector {
    Vector(logits(Self.rows(Self.features(of: text), places), weights, bias))
  }

  /// The words of a text and its pairs, each once.
  private static func features(of text: [String]) -> Set<String> {
    Set(text).union(zip(text, text.dropFirst()).map { "\($0) \($1)" })
  }

  private static func rows(
    _ features: Set<String>, _ places: [String: Int]
  ) -> [Int] {
    features.compactMap { places[$0] }.sorted()
  }

  private func logits(
    _ row: [Int], _ weights: [Double], _ bias: [Double]
  ) -> [Double] {
    var sum = [Double](repeating: 0, count: classes)
    for place in row {
      for c in 0..<classes { sum[c] += weights[place * classes + c] }
    }
    let share = row.isEmpty ? 0 : 1 / Double(row.count).squareRoot()
    return (0..<classes).map { sum[$0] * share + bias[$0] }
  }

  /// The steps are 1/d where diag(d) bounds the Hessian: the softmax loss bends
  /// by at most ½, and XᵀX ≼ diag(XᵀX·1) for features that are never negative.
  private mutating func fit(
    _ rows: [[Int]], _ labels: [Int], _ iterations: Int
  ) {
    let curvature = curvature(of: rows)
    var (ahead, aheadBias, momentum) = (weights, bias, 1.0)
    for _ in 0..<iterations {
      let (dWeights, dBias) = gradient(rows, labels, ahead, aheadBias)
      let next = (1 + (1 + 4 * momentum * momentum).squareRoot()) / 2
      let push = (momentum - 1) / next
      for k in weights.indices {
        let moved =
          ahead[k]
          - (dWeights[k] + penalty * ahead[k])
          / (curvature.features[k / classes] + penalty)
        ahead[k] = moved + push * (moved - weights[k])
        weights[k] = moved
      }
      for c in bias.indices {
        let moved = aheadBias[c] - dBias[c] / curvature.bias
        aheadBias[c] = moved + push * (moved - bias[c])
        bias[c] = moved
      }
      momentum = next
    }
  }

  /// ½·XᵀX·1/n of every feature and of the bias, whose own feature is 1.
  private func curvature(
    of rows: [[Int]]
  ) -> (features: [Double], bias: Double) {
    var features = [Double](repeating: 0, count: weights.count / classes)
    let share = 0.5 / Double(max(1, rows.count))
    var bias = 0.0
    for row in rows {
      let length = Double(row.count).squareRoot()
      for place in row { features[place] += share * (1 + 1 / length) }
      bias += share * (length + 1)
    }
    return (features, bias)
  }

  /// The gradient of the mean loss, without the penalty's.
  private func gradient(
    _ rows: [[Int]], _ labels: [Int], _ weights: [Double], _ bias: [Double]
  ) -> (weights: [Double], bias: [Double]) {
    var d = [Double](repeating: 0, count: weights.count)
    var dBias = [Double](repeating: 0, count: classes)
    let share = 1 / Double(max(1, rows.count))
    for (row, label) in zip(rows, labels) {
      let p = softmax(Vector(logits(row, weights, bias)))
      let length = row.isEmpty ? 0 : 1 / Double(row.count).squareRoot()
      for c in 0..<classes {
        let error = share * (p[c] - (c == label ? 1 : 0))
        dBias[c] += error
        for place in row { d[place * classes + c] += error * length }
      }
    }
    return (d, dBias)
  }
}
