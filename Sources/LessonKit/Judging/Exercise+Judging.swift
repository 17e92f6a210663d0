import LSTMCore
import ModelFiles

extension Exercise {
  /// Judges an answer by running what the exercise names.
  ///
  /// - Throws: `AnswerError` for what cannot be judged, `CourseError.broken`
  ///   when the exercise itself is at fault.
  package func judge(_ submission: Submission) throws -> Verdict {
    let evaluator = try faultless { try boundEvaluator() }
    switch question {
    case .number(let parts, let tolerance, let measure):
      return try NumberJudge(
        exercise: self, parts: parts, tolerance: tolerance, measure: measure,
        evaluator: evaluator
      ).judge(submission.line)
    case .choice(let choices, let expected):
      return try judge(
        choice: submission.line, of: choices, expected, evaluator)
    case .units(let expected):
      return try judge(units: submission.line, expected, evaluator)
    case .formula(let variables, let expected):
      return try FormulaJudge(
        exercise: self, variables: variables, expected: expected,
        evaluator: evaluator
      ).judge(submission.line)
    case .weights(let shape):
      return try judge(weights: submission, shape, evaluator)
    case .program(let program):
      return try ProgramJudge(program: program).judge(submission)
    }
  }

  /// An evaluator with the exercise's names bound.
  func boundEvaluator() throws -> Evaluator {
    var evaluator = Evaluator()
    try evaluator.bind(bindings)
    // Last, so that a shared name cannot hide a choice's letter.
    if case .choice(let choices, _) = question {
      for choice in choices {
        evaluator.bindings[choice.letter] = .text(choice.letter)
      }
    }
    return evaluator
  }

  /// Runs `body`, whose errors are the exercise's fault.
  func faultless<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as FormulaError {
      throw CourseError.broken(exercise: id, reason: error.description)
    }
  }

  /// The first requirement that `answer` does not meet, or right.
  func verdict(
    on answer: Value, _ evaluator: Evaluator
  ) throws -> Verdict {
    try faultless {
      var evaluator = evaluator
      evaluator.bindings["answer"] = answer
      try evaluator.bind(later)
      for requirement in requirements {
        let holds = try evaluator.value(of: requirement.that)
          .flag("a requirement")
        guard holds else {
          return .wrong(try evaluator.filled(requirement.otherwise))
        }
      }
      return .right
    }
  }

  private func judge(
    choice text: String, of choices: [Question.Choice], _ expected: String,
    _ evaluator: Evaluator
  ) throws -> Verdict {
    let typed = text.lowercased().filter { !" .)(\t\n".contains($0) }
    guard !typed.isEmpty else { throw AnswerError.empty }
    guard
      let choice = choices.first(where: { $0.letter.lowercased() == typed })
    else {
      throw AnswerError.noSuchChoice(
        String(text.prefix(40)), choices: choices.map(\.letter))
    }
    return try faultless {
      let expected = try evaluator.value(of: expected).text("what is expected")
      if choice.letter == expected {
        return try verdict(on: .text(expected), evaluator)
      }
      for wrong in wrong
      where try evaluator.value(of: wrong.value).text("a wrong value")
        == choice.letter
      {
        return .wrong(try evaluator.filled(wrong.because))
      }
      return .wrong("It is another one.")
    }
  }

  private func judge(
    units text: String, _ expected: String, _ evaluator: Evaluator
  ) throws -> Verdict {
    let units = try UnitSet.parse(text)
    let right = try faultless {
      try Self.units(evaluator.value(of: expected))
    }
    if units == right {
      return try verdict(
        on: .numbers(units.sorted().map { Double($0) }), evaluator)
    }
    for wrong in wrong {
      let reason: String? = try faultless {
        let value = try Self.units(evaluator.value(of: wrong.value))
        return value == units ? try evaluator.filled(wrong.because) : nil
      }
      if let reason { return .wrong(reason) }
    }
    let (hits, extra) = (
      units.intersection(right).count, units.subtracting(right).count
    )
    return .wrong(
      """
      \(hits) of your \(units.count) belong\(hits == 1 ? "s" : ""), \
      \(extra) \(extra == 1 ? "does" : "do") not, and \
      \(right.count - hits) \(right.count - hits == 1 ? "is" : "are") missing.
      """)
  }

  private static func units(_ value: Value) throws -> Set<Int> {
    Set(
      try value.list("a set of units").map { try $0.whole("a unit") })
  }

  private func judge(
    weights submission: Submission, _ shape: CellShape, _ evaluator: Evaluator
  ) throws -> Verdict {
    let cell = try shape.cell(from: submission.yaml())
    return try verdict(on: .cell(cell), evaluator)
  }
}

extension Evaluator {
  /// Binds names in order; each formula sees those before it.
  mutating func bind(_ bindings: [Binding]) throws {
    for binding in bindings {
      switch binding.meaning {
      case .value(let value): self.bindings[binding.name] = value
      case .formula(let formula):
        self.bindings[binding.name] = try value(of: formula)
      }
    }
  }
}

/// Units as people list them: `0, 3, 8-15`.
enum UnitSet {
  /// More units than any layer here has.
  private static let most = 100_000

  static func parse(_ text: String) throws(AnswerError) -> Set<Int> {
    let pieces = text.split { ", ;\t\n".contains($0) }
    guard !pieces.isEmpty else { throw .empty }
    var units: Set<Int> = []
    for piece in pieces {
      guard
        let match = piece.wholeMatch(of: /(\d{1,5})(?:[-\u{2013}](\d{1,5}))?/),
        let first = Int(match.1), let last = match.2.map({ Int($0) }) ?? first,
        first <= last, last < most
      else { throw .notUnits(String(text.prefix(40))) }
      units.formUnion(first...last)
    }
    return units
  }
}
