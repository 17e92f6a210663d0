import LSTMCore

/// How well a model predicts the targets of a series, each in its own units.
package struct SeriesScore: Equatable, Sendable {
  /// The target.
  package let target: String
  /// The root of the mean squared error.
  package let error: Double
  /// The same for the prediction that the target stays what it is; where
  /// targets are not read, for their mean. What a network has to beat.
  package let baseline: Double

  /// The scores of every target over a part of a corpus. Up to 1,000 rows
  /// before the part are read first, from the zero state.
  package static func scores(
    of model: Model, on corpus: SeriesCorpus, in range: Range<Int>
  ) -> [SeriesScore] {
    let count = corpus.targets.columns.count
    var squares = Vector(zeros: count)
    var baselines = Vector(zeros: count)
    let mean = Scaling(
      of: corpus.targets.rows[corpus.training], columns: count
    ).mean
    model.forEachPrediction(on: corpus, in: range) { t, prediction in
      let actual = corpus.targets.rows[t]
      squares += (prediction - actual).squared
      baselines += ((corpus.latest?.rows[t] ?? mean) - actual).squared
    }
    let steps = Double(max(range.count, 1))
    return corpus.targets.columns.enumerated().map { k, target in
      SeriesScore(
        target: target, error: (squares[k] / steps).squareRoot(),
        baseline: (baselines[k] / steps).squareRoot())
    }
  }
}

extension Model {
  /// The mean squared error over a part of a corpus, the targets about as
  /// large as 1: what training makes small. 1 is what their mean would give.
  func loss(on corpus: SeriesCorpus, in range: Range<Int>) -> Double {
    guard let scaling = readout?.targets?.scaling, !range.isEmpty else {
      return .nan
    }
    var sum = 0.0
    forEachPrediction(on: corpus, in: range) { t, prediction in
      let error =
        scaling.scaled(prediction) - scaling.scaled(corpus.targets.rows[t])
      sum += error.dot(error)
    }
    return sum / Double(range.count * scaling.mean.count)
  }

  /// What is said over a part of a corpus, in the targets' own units; one row a
  /// step.
  func predictions(
    on corpus: SeriesCorpus, in range: Range<Int>
  ) -> [Vector] {
    var said: [Vector] = []
    forEachPrediction(on: corpus, in: range) { said.append($1) }
    return said
  }

  fileprivate func forEachPrediction(
    on corpus: SeriesCorpus, in range: Range<Int>,
    _ body: (_ step: Int, _ prediction: Vector) -> Void
  ) {
    let first = max(0, range.lowerBound - 1_000)
    let rows = corpus.inputs.rows[first..<range.upperBound]
    for (t, step) in zip(first..., steps(over: rows.lazy.map(Datum.row)))
    where t >= range.lowerBound {
      if let prediction = prediction(after: step) { body(t, prediction) }
    }
  }
}
