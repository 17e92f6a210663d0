import LSTMCore

/// One trial: a fresh network learns one condition's task until its last
/// criterion is met. The condition, the method and the seed say all that it
/// depends on.
package struct Trial: Sendable {
  /// What is learned, and how.
  package let condition: PaperCondition
  /// Who learns.
  package let method: LearningMethod
  /// Where all randomness comes from.
  package let seed: UInt64
  /// After how many sequences it has failed.
  package let limit: Int

  /// A trial of the given parts; the condition's own limit unless another is
  /// given.
  package init(
    _ condition: PaperCondition, method: LearningMethod = .memory,
    seed: UInt64, limit: Int? = nil
  ) {
    (self.condition, self.method) = (condition, method)
    (self.seed, self.limit) = (seed, limit ?? condition.limit)
  }

  /// Runs to its end.
  ///
  /// - Parameter progress: told how it goes, every few hundred steps of time.
  /// - Returns: a record for each criterion.
  package func run(
    progress: (TrialProgress) -> Void = { _ in }
  ) -> [TrialRecord] {
    var course = Course(self)
    return course.run(progress: progress)
  }

  /// Runs to its end, and has the network read one more sequence; nil where
  /// another network than that of 1997 learns.
  package func runAndTrace(
    progress: (TrialProgress) -> Void = { _ in }
  ) -> TracedTrial? {
    var course = Course(self)
    guard let learner = course.learner as? MemoryLearner else { return nil }
    let records = course.run(progress: progress)
    let example = course.testExample()
    let (task, network) = (course.task, learner.network)
    let trace = network.trace(of: example)
    return TracedTrial(
      records: records, trace: trace, labels: task.labels(of: example),
      inputs: task.inputNames.isEmpty
        ? nil : Series(columns: task.inputNames, rows: trace.inputs),
      answers: task.outputCount > 1
        ? nil
        : Series(columns: ["answer"], rows: network.outputs(over: example)),
      asked: example.targetValues.last)
  }
}

/// A trial's outcome, and what its network does with one sequence.
package struct TracedTrial: Sendable {
  /// A record for each criterion.
  package let records: [TrialRecord]
  /// What every cell did at every step; a block's gates stand once for each
  /// of its cells.
  package let trace: Trace
  /// What each step read, in a character or two.
  package let labels: [String]
  /// The numbers that each step read; nil where it read a symbol.
  package let inputs: Series?
  /// What the only output says after every step; nil where there are more.
  package let answers: Series?
  /// What it should say after the last.
  package let asked: Double?
}

/// How far a trial has come.
package struct TrialProgress: Sendable {
  /// How many sequences were learned from.
  package let sequences: Int
  /// The mean absolute error over the latest 2000.
  package let error: Double
  /// The same over those since the last report, 256 of them.
  package let latestError: Double
  /// The share of them that were right.
  package let shareRight: Double
}

/// A trial under way.
struct Course {
  private let trial: Trial
  let task: any PaperTask
  let learner: any Learner
  private var training: SplitMix64
  private var judge: Judge
  private var finalTests: SplitMix64
  private let throughout: Bool

  init(_ trial: Trial) {
    self.trial = trial
    let condition = trial.condition
    var strings = SplitMix64.stream(1, seed: trial.seed)
    task = condition.makeTask(&strings)
    learner = trial.method.makeLearner(condition, seed: trial.seed)
    training = .stream(3, seed: trial.seed)
    judge = Judge(
      task: task, bound: condition.goals[0].bound,
      tests: .stream(4, seed: trial.seed))
    finalTests = .stream(5, seed: trial.seed)
    throughout =
      condition.goals.contains {
        if case .successive(_, true) = $0.rule { true } else { false }
      }
  }

  /// A fresh sequence to look at.
  mutating func testExample() -> Example {
    var example = Example(inputsPerStep: task.inputsPerStep)
    task.generateTest(into: &example, using: &finalTests)
    return example
  }

  mutating func run(progress: (TrialProgress) -> Void) -> [TrialRecord] {
    let start = ContinuousClock.now
    var example = Example(inputsPerStep: task.inputsPerStep)
    var open = trial.condition.goals[...]
    var records: [TrialRecord] = []
    var sequences = 0
    var upcomingReport = 256
    var errorSince = 0.0
    while let goal = open.first, sequences < trial.limit {
      task.generate(into: &example, using: &training)
      let outcome = learner.present(example, learning: true)
      sequences += 1
      errorSince += outcome.meanLastError
      judge.watch(outcome, throughout: throughout, goal: goal)
      // Goals may be reached together.
      while let goal = open.first,
        judge.isReached(goal, by: learner, after: sequences)
      {
        records.append(record(goal, sequences, isMet: true, since: start))
        open = open.dropFirst()
      }
      if sequences == upcomingReport {
        upcomingReport += 256
        progress(
          TrialProgress(
            sequences: sequences, error: judge.recentError,
            latestError: errorSince / 256, shareRight: judge.recentShare))
        errorSince = 0
      }
    }
    records += open.map { record($0, sequences, isMet: false, since: start) }
    return records
  }

  /// The record of one goal, with what 2560 fresh sequences say where errors
  /// come at the end alone.
  private func record(
    _ goal: Goal, _ sequences: Int, isMet: Bool,
    since start: ContinuousClock.Instant
  ) -> TrialRecord {
    var (wrong, error): (Int?, Double) = (nil, judge.recentError)
    if !task.isSupervisedThroughout {
      var tester = Judge(task: task, bound: goal.bound, tests: finalTests)
      let test = tester.test(learner, count: 2560, bound: goal.bound)
      wrong = test.wrong
      error =
        trial.condition.measuresSquares ? test.squaredError : test.error
    }
    return TrialRecord(
      condition: trial.condition.name, method: trial.method.name,
      seed: trial.seed, criterion: goal.name, isMet: isMet,
      sequences: sequences, wrong: wrong, error: error,
      seconds: (ContinuousClock.now - start) / .seconds(1))
  }
}
