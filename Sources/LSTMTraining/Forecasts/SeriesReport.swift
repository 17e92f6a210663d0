import LSTMCore
import Wording

/// How well a model predicts a series, beside what needs no network.
package enum SeriesReport {
  /// For each target the root mean squared error of the model and of every
  /// baseline, the best first, in the target's own units; whether the model is
  /// beaten; and what makes the number doubtful. Of too few steps to learn
  /// from, the model's alone. A change is reported as what it makes of the row
  /// read.
  ///
  /// - Parameter range: the steps to score.
  package static func lines(
    of model: Model, on corpus: SeriesCorpus, in range: Range<Int>
  ) -> [String] {
    let scores = SeriesScore.scores(of: model, on: corpus, in: range)
    guard corpus.count >= SeriesCorpus.least else {
      return scores.flatMap { table($0, $0.target, []) }
    }
    let levels = corpus.levels
    let known = levels ?? corpus
    let said = zip(range, model.predictions(on: corpus, in: range)).map {
      t, said in levels?.latest.map { $0.rows[t] + said } ?? said
    }
    return scores.enumerated().flatMap { k, score in
      table(
        score, known.targets.columns[k],
        SeriesBaselines(known, target: k, in: range).scores)
        + [
          SeriesWarnings.outside(corpus, target: k, in: range),
          SeriesWarnings.delay(said.map { $0[k] }, known, target: k, in: range),
        ].compactMap { $0.map { "  note: " + $0 } }
    }
  }

  private static func table(
    _ score: SeriesScore, _ target: String,
    _ baselines: [(name: String, error: Double)]
  ) -> [String] {
    let all = ([(name: "the model", error: score.error)] + baselines)
      .sorted { $0.error < $1.error }
    let width = 4 + (all.map(\.name.count).max() ?? 0)
    let table = TextTable([.left(width), .free])
    let lines = all.map { table.line("  " + $0.name, $0.error.general(4)) }
    let best = baselines.first
    let verdict = best.flatMap { best in
      best.error <= score.error
        ? "  the model does not beat \(best.name)" : nil
    }
    return ["\(target):"] + lines + (verdict.map { [$0] } ?? [])
  }
}
