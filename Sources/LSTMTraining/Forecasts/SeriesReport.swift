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
        ].compactMap(\.self).flatMap { note($0, after: "  ") }
    }
  }

  /// A remark in lines of 80 columns.
  fileprivate static func note(
    _ text: String, after indent: String
  ) -> [String] {
    let first = indent + "note: "
    return text.lines(of: 80 - first.columns).enumerated().map { k, line in
      (k == 0 ? first : "".padded(to: first.columns)) + line
    }
  }

  /// The same of several series: errors over the steps of all, and a line for
  /// each series with what is best on it.
  ///
  /// - Parameter part: the steps of a series to score.
  package static func lines(
    of model: Model, on corpora: [SeriesCorpus],
    in part: (SeriesCorpus) -> Range<Int>
  ) -> [String] {
    if corpora.count == 1 {
      return lines(of: model, on: corpora[0], in: part(corpora[0]))
    }
    let scored = corpora.filter { !part($0).isEmpty }
    return (scored.first?.targets.columns.indices ?? 0..<0).flatMap { k in
      let parts = scored.map { corpus in
        let known = corpus.levels ?? corpus
        return Scored(
          corpus.name ?? "", steps: part(corpus).count,
          target: known.targets.columns[k],
          SeriesScore.scores(of: model, on: corpus, in: part(corpus))[k].error,
          corpus.count < SeriesCorpus.least
            ? [] : SeriesBaselines(known, target: k, in: part(corpus)).scores,
          note: SeriesWarnings.outside(corpus, target: k, in: part(corpus)))
      }
      // What is compared stands on the same rows.
      let fitted = parts.filter { !$0.baselines.isEmpty }
      let pooled = fitted.isEmpty ? parts : fitted
      return table(
        SeriesScore(
          target: parts[0].target, error: Scored.root(pooled) { $0.error },
          baseline: .nan),
        "\(parts[0].target), "
          + counted(pooled.count, "series", plural: "series"),
        Scored.pooled(pooled)) + parts.flatMap(\.lines)
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

/// What a model and simpler methods have on one series of several.
private struct Scored {
  let name: String
  let steps: Int
  let target: String
  let error: Double
  let baselines: [(name: String, error: Double)]
  let note: String?

  init(
    _ name: String, steps: Int, target: String, _ error: Double,
    _ baselines: [(name: String, error: Double)], note: String?
  ) {
    (self.name, self.steps, self.target) = (name, steps, target)
    (self.error, self.note) = (error, note)
    // What was chosen for a series, such as a period, differs between them.
    self.baselines = baselines.map { name, error in
      (
        name.components(separatedBy: " on ")[0].components(separatedBy: ",")[0],
        error
      )
    }
  }

  var lines: [String] {
    let best = baselines.first.map { ", \($0.name) \($0.error.general(4))" }
    let place = name.isEmpty ? "no name" : name
    return [
      "    \(place): \(error.general(4))"
        + (best ?? ", too short to compare")
    ] + (note.map { SeriesReport.note($0, after: "      ") } ?? [])
  }

  /// The root of the mean square over the steps of all.
  static func root(
    _ parts: [Scored], _ error: (Scored) -> Double
  ) -> Double {
    let steps = parts.reduce(0) { $0 + $1.steps }
    let sum = parts.reduce(0) {
      $0 + error($1) * error($1) * Double($1.steps)
    }
    return (sum / Double(max(1, steps))).squareRoot()
  }

  /// The methods that say something of every series, the best first.
  static func pooled(
    _ parts: [Scored]
  ) -> [(name: String, error: Double)] {
    func error(_ part: Scored, _ name: String) -> Double? {
      part.baselines.first { $0.name == name }?.error
    }
    return parts[0].baselines.map(\.name).filter { name in
      parts.allSatisfy { error($0, name) != nil }
    }.map { name in (name, root(parts) { error($0, name) ?? 0 }) }
      .sorted { $0.1 < $1.1 }
  }
}
