/// The trials of one condition and method under one criterion, beside the
/// paper's mean: a row of a picture.
package struct PaperOutcome: Equatable, Sendable {
  /// The experiment, in words.
  package let experiment: String
  /// The condition, such as `adding-t100`.
  package let condition: String
  /// Who learned; `lstm`, or `lstm-…` where something differs from the paper.
  package let method: String
  /// By which rule.
  package let rule: PaperRule
  /// Which criterion.
  package let criterion: String
  /// After how many sequences each trial met it, the quickest first.
  package let solved: [Int]
  /// How long each of the others was tried.
  package let unsolved: [Int]
  /// The paper's mean.
  package let published: Int

  /// An outcome of the given parts.
  package init(
    experiment: String, condition: String, method: String = "lstm",
    rule: PaperRule = .asPublished, criterion: String = "stop",
    solved: [Int], unsolved: [Int] = [], published: Int
  ) {
    self.rule = rule
    (self.experiment, self.condition) = (experiment, condition)
    (self.method, self.criterion) = (method, criterion)
    (self.solved, self.unsolved) = (solved.sorted(), unsolved.sorted())
    self.published = published
  }
}

extension PaperReport {
  /// All that the paper has a figure for, in its order.
  package var outcomes: [PaperOutcome] {
    summaries.compactMap { summary in
      guard let published = summary.published,
        let condition = PaperCatalogue.condition(
          named: summary.first.condition)
      else { return nil }
      let task = condition.task
      return PaperOutcome(
        experiment: PaperTaskName(rawValue: task)?.title ?? task,
        condition: summary.first.condition, method: summary.first.method,
        rule: PaperRule(
          method: summary.first.method, condition: condition),
        criterion: summary.first.criterion,
        solved: summary.records.filter(\.isMet).map(\.sequences),
        unsolved: summary.records.filter { !$0.isMet }.map(\.sequences),
        published: published.sequences)
    }
  }
}
