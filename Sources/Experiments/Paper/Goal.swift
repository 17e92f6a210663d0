import LSTMCore

/// When a trial counts as solved: one of the paper's criteria.
package struct Goal: Equatable, Sendable {
  /// How success is judged.
  package enum Rule: Equatable, Sendable {
    /// Every symbol of all training and test strings: the outputs of the
    /// symbols that may follow are the most active (experiment 1). Looked at
    /// every 10 sequences.
    case everySuccessorLegal
    /// The error of every output is below `bound` on 10,000 successive random
    /// sequences, at the end or throughout (experiments 2). Tested with the
    /// weights held, once 100 training sequences in a row were right.
    case successive(bound: Double, throughout: Bool)
    /// Of 256 fresh random sequences fewer than `fewerWrong` have an error of
    /// `bound` or more, and the mean error is below `mean` (experiments 3).
    /// Looked at every 100 sequences.
    case testSet(fewerWrong: Int, bound: Double, mean: Double?)
    /// Of the 2000 latest training sequences fewer than `fewerWrong` had an
    /// output error of `bound` or more, and the mean absolute error over them
    /// is below `mean` (experiments 4 to 6).
    case recent(fewerWrong: Int, bound: Double, mean: Double?)
  }

  /// What results call it, such as `ST1`.
  package let name: String
  /// How success is judged.
  package let rule: Rule

  /// A criterion with a name.
  package init(_ name: String, _ rule: Rule) {
    (self.name, self.rule) = (name, rule)
  }

  /// The error below which a sequence is right.
  var bound: Double {
    switch rule {
    case .everySuccessorLegal: 0.5
    case .successive(let bound, _), .testSet(_, let bound, _),
      .recent(_, let bound, _):
      bound
    }
  }
}

/// Watches a learner on its way through the goals of a condition.
package struct Judge {
  private let task: any PaperTask
  private let fixed: [Example]
  private var tests: SplitMix64
  private var example: Example
  private var recent: RecentErrors
  private var rightInARow = 0

  package init(task: any PaperTask, bound: Double, tests: SplitMix64) {
    self.task = task
    self.tests = tests
    fixed = task.allExamples
    example = Example(inputsPerStep: task.inputsPerStep)
    recent = RecentErrors(bound: bound)
  }

  /// The mean absolute error over the latest sequences.
  package var recentError: Double { recent.mean }
  /// The share of the latest sequences that were right.
  package var recentShare: Double { recent.shareRight }

  /// Takes in how the learner did on one more training sequence.
  package mutating func watch(_ outcome: Outcome, throughout: Bool, goal: Goal)
  {
    let error = throughout ? outcome.largestError : outcome.lastError
    rightInARow = error < goal.bound ? rightInARow + 1 : 0
    recent.add(outcome)
  }

  /// Whether the goal is reached after `sequence` training sequences.
  package mutating func isReached(
    _ goal: Goal, by learner: any Learner, after sequence: Int
  ) -> Bool {
    switch goal.rule {
    case .everySuccessorLegal:
      guard sequence % 10 == 0 else { return false }
      return fixed.allSatisfy { learner.present($0, learning: false).isLegal }
    case .successive(let bound, let throughout):
      guard rightInARow >= 100 else { return false }
      let isRight = passes(
        learner, 10_000, fewerWrong: 1, bound: bound, throughout: throughout)
      if !isRight { rightInARow = 0 }
      return isRight
    case .testSet(let fewerWrong, let bound, let mean):
      return sequence % 100 == 0
        && passes(
          learner, 256, fewerWrong: fewerWrong, bound: bound, mean: mean)
    case .recent(let fewerWrong, _, let mean):
      return recent.isFull && recent.wrong < fewerWrong
        && recent.mean < mean ?? .infinity
    }
  }

  /// How many of `count` fresh sequences are wrong, and the mean error.
  package mutating func test(
    _ learner: any Learner, count: Int, bound: Double
  ) -> (wrong: Int, error: Double, squaredError: Double) {
    var (wrong, sum, squares) = (0, 0.0, 0.0)
    for _ in 0..<count {
      task.generateTest(into: &example, using: &tests)
      let outcome = learner.present(example, learning: false)
      if outcome.lastError >= bound { wrong += 1 }
      sum += outcome.meanLastError
      squares += outcome.squaredError / Double(task.outputCount)
    }
    return (wrong, sum / Double(count), squares / Double(count))
  }

  /// The same as a yes or no, given up as soon as it is no.
  private mutating func passes(
    _ learner: any Learner, _ count: Int, fewerWrong: Int, bound: Double,
    mean: Double? = nil, throughout: Bool = false
  ) -> Bool {
    // Where all sequences are known, each needs to be looked at once.
    let cases = fixed.isEmpty ? count : fixed.count
    var (wrong, sum) = (0, 0.0)
    for k in 0..<cases {
      if fixed.isEmpty { task.generateTest(into: &example, using: &tests) }
      let outcome = learner.present(
        fixed.isEmpty ? example : fixed[k], learning: false)
      let error = throughout ? outcome.largestError : outcome.lastError
      if error >= bound { wrong += 1 }
      sum += outcome.meanLastError
      if wrong >= fewerWrong { return false }
      if let mean, sum >= mean * Double(cases) { return false }
    }
    return true
  }
}

/// The errors of the 2000 latest training sequences.
package struct RecentErrors {
  package static let capacity = 2000
  private let bound: Double
  private var errors: [Double]
  private var isWrong: [Bool]
  private var upcoming = 0
  package private(set) var count = 0
  package private(set) var wrong = 0
  private var sum = 0.0

  package init(bound: Double) {
    self.bound = bound
    errors = Array(repeating: 0, count: Self.capacity)
    isWrong = Array(repeating: false, count: Self.capacity)
  }

  package var isFull: Bool { count == Self.capacity }
  package var mean: Double { count == 0 ? 0 : max(0, sum) / Double(count) }
  package var shareRight: Double {
    count == 0 ? 0 : 1 - Double(wrong) / Double(count)
  }

  package mutating func add(_ outcome: Outcome) {
    add(error: outcome.meanLastError, isWrong: outcome.lastError >= bound)
  }

  package mutating func add(error: Double, isWrong now: Bool) {
    if isFull {
      sum -= errors[upcoming]
      if isWrong[upcoming] { wrong -= 1 }
    } else {
      count += 1
    }
    (errors[upcoming], isWrong[upcoming]) = (error, now)
    sum += error
    if now { wrong += 1 }
    upcoming = (upcoming + 1) % Self.capacity
  }
}
