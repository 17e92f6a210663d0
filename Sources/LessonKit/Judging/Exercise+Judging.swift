import LSTMCore
import ModelFiles

extension Exercise {
  /// Judges an answer by running what the exercise names.
  ///
  /// - Throws: `AnswerError` for what cannot be judged, `CourseError.broken`
  ///   when the exercise itself is at fault.
  package func judge(_ submission: Submission) throws -> Verdict {
    let evaluator = try faultless { try boundEvaluator() }
    return try judge(submission, evaluator)
  }

  private func judge(
    _ submission: Submission, _ evaluator: Evaluator
  ) throws -> Verdict {
    switch question {
    case .number(let parts, let tolerance, let measure):
      return try NumberJudge(
        exercise: self, parts: parts, tolerance: tolerance, measure: measure,
        evaluator: evaluator
      ).judge(submission.line)
    case .choice(let choices, let expected):
      return try judge(
        choice: submission.line, of: choices, expected, evaluator)
    case .units(let members):
      return try MembersJudge(
        exercise: self, members: members, evaluator: evaluator
      ).judge(submission.line)
    case .formula(let variables, let expected):
      return try FormulaJudge(
        exercise: self, variables: variables, expected: expected,
        evaluator: evaluator
      ).judge(submission.line)
    case .unit:
      return try verdict(
        on: .text(UnitName(submission.line).text), evaluator)
    case .weights(let shape):
      return try judge(weights: submission, shape, evaluator)
    case .equations: return try EquationsJudge().judge(submission)
    case .program(let program):
      return try ProgramJudge(program: program, seed: seed).judge(submission)
    }
  }

  /// An evaluator with the exercise's names bound.
  func boundEvaluator() throws -> Evaluator {
    var evaluator = Evaluator()
    evaluator.bindings["seed"] = .number(Double(seed.number))
    bindChoices(&evaluator)
    try evaluator.bind(bindings)
    // Again, so that a shared name cannot hide a choice's letter.
    bindChoices(&evaluator)
    return evaluator
  }

  private func bindChoices(_ evaluator: inout Evaluator) {
    guard case .choice(let choices, _) = question else { return }
    for choice in choices {
      evaluator.bindings[choice.name] = .text(choice.letter)
    }
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
      return Verdict(
        isRight: true,
        reasons: try says.map { [try evaluator.filled($0)] } ?? [])
    }
  }

  private func judge(
    choice text: String, of choices: [Question.Choice], _ expected: String,
    _ evaluator: Evaluator
  ) throws -> Verdict {
    let typed = Self.bare(text)
    guard !typed.isEmpty else { throw AnswerError.empty }
    let choice =
      choices.first { Self.bare($0.letter) == typed }
      ?? choices.first { Self.bare($0.text) == typed }
    guard let choice else {
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
      return .wrong("It is another one; the hints help to tell which.")
    }
  }

  /// What is typed of a choice, `(B)`, or its whole text, in one form.
  private static func bare(_ text: String) -> String {
    text.lowercased().filter { !" .,`*)(\t\n".contains($0) }
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
