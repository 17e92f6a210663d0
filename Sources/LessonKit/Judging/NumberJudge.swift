/// Compares numbers with the values of formulas and finds out what went wrong.
struct NumberJudge {
  let exercise: Exercise
  let parts: [Question.Part]
  let tolerance: Tolerance
  let measure: String?
  let evaluator: Evaluator

  func judge(_ text: String) throws -> Verdict {
    let answers = try NumberAnswer(parts: parts.map(\.name)).numbers(in: text)
    let value: Value =
      answers.count == 1
      ? .number(answers[0].value) : .numbers(answers.map(\.value))
    var bound = evaluator
    bound.bindings["answer"] = value
    let faults = try zip(parts, answers).compactMap { part, answer in
      try fault(part, answer, bound)
    }
    if faults.isEmpty { return try exercise.verdict(on: value, evaluator) }
    let right = parts.count - faults.count
    let praise =
      parts.count > 1 && right > 0
      ? ["\(right) of \(parts.count) \(right == 1 ? "is" : "are") right."] : []
    let said = try exercise.says.map { says in
      try exercise.faultless { [try bound.filled(says)] }
    }
    return Verdict(
      isRight: false, reasons: praise + faults.map(\.reason) + (said ?? []),
      share: Double(right + faults.count(where: \.isCarriedOn))
        / Double(parts.count))
  }

  /// Why a number is not right.
  private struct Fault {
    var reason: String
    /// Whether it follows rightly from a number that is not.
    var isCarriedOn = false
  }

  /// Why `answer` is not right for `part`, or nil when it is.
  private func fault(
    _ part: Question.Part, _ answer: NumberText, _ bound: Evaluator
  ) throws -> Fault? {
    try exercise.faultless {
      let expected = try evaluator.value(of: part.expected)
        .number("what is expected")
      guard expected.isFinite else {
        throw FormulaError("\(part.expected) is \(expected.shown())")
      }
      let measured =
        try measure.map { try bound.value(of: $0).number("the measure") }
        ?? answer.value
      if tolerance.accepts(measured, for: expected) { return nil }
      // 29% may be typed where a number of per cent is asked for.
      if answer.isPercent, measure == nil,
        tolerance.accepts(100 * answer.value, for: expected)
      {
        return nil
      }
      if measure == nil, let share = inOtherUnits(answer, expected) {
        return Fault(reason: Self.lead(part) + share)
      }
      var speaker = bound
      speaker.bindings["measured"] = .number(measured)
      let lead = Self.lead(part)
      if try follows(part, answer, bound) {
        return Fault(reason: lead + Self.carriedOn, isCarriedOn: true)
      }
      return Fault(
        reason: lead
          + (try known(part, answer, speaker, expected)
            ?? general(answer, measured, expected)))
    }
  }

  private static func lead(_ part: Question.Part) -> String {
    part.name.isEmpty ? "" : "**\(part.name)**: "
  }

  /// What is said of a share where per cent are asked for, or the other way round;
  /// not where the question speaks of neither.
  private func inOtherUnits(
    _ answer: NumberText, _ expected: Double
  ) -> String? {
    let (value, asked) = (answer.value, exercise.ask.lowercased())
    let shares = ["share", "probability", "chance", "auc"]
    if !answer.isPercent, value.magnitude >= 1, expected.magnitude < 1,
      shares.contains(where: asked.contains),
      tolerance.accepts(value / 100, for: expected)
    {
      return "A share is asked for: is it \(answer.typed)%?"
    }
    if value.magnitude < 1, expected.magnitude >= 1,
      asked.contains("per cent"), tolerance.accepts(100 * value, for: expected)
    {
      return "Per cent are asked for."
    }
    return nil
  }

  private func known(
    _ part: Question.Part, _ answer: NumberText, _ speaker: Evaluator,
    _ expected: Double
  ) throws -> String? {
    let fitting = try exercise.wrong.filter {
      $0.part == nil || $0.part == part.name
    }.map { wrong in
      (wrong, try speaker.value(of: wrong.value).number("a wrong value"))
    }
    // One that was typed in full comes before one that was rounded to few digits,
    // which may be the right one.
    let mayBeRounded =
      !answer.isRounding(of: expected) && answer.significantDigits > 1
    let found =
      fitting.first { isSame(answer, as: $0.1) }
      ?? fitting.first { mayBeRounded && answer.isRounding(of: $0.1) }
    return try found.map { try speaker.filled($0.0.because) }
  }

  /// Whether an answer is this value. The tolerance of a measured answer is that
  /// of what is measured and says nothing about the answer.
  private func isSame(_ answer: NumberText, as value: Double) -> Bool {
    let width = measure == nil ? tolerance : .relative(0.005)
    let distance = (answer.value - value).magnitude
    return width.accepts(answer.value, for: value)
      && distance <= 0.1 * value.magnitude
  }

  private static let carriedOn =
    "it follows from the others, of which one is not right yet."

  /// Whether the number is what the learner's other numbers give: an error that
  /// was made before and carried on.
  private func follows(
    _ part: Question.Part, _ answer: NumberText, _ bound: Evaluator
  ) throws -> Bool {
    guard let formula = part.follows else { return false }
    var theirs = bound
    let given = try bound.bindings["answer"]?.list("the answers") ?? []
    for (other, value) in zip(parts, given) {
      theirs.bindings[other.name] = value
    }
    return isSame(
      answer, as: try theirs.value(of: formula).number("what follows"))
  }

  private func general(
    _ answer: NumberText, _ measured: Double, _ expected: Double
  ) -> String {
    if measure != nil {
      return """
        With \(answer.shown) the run gives \(measured.shown()), not \
        \(expected.shown()).
        """
    }
    if let decimal = answer.withDecimalComma,
      tolerance.accepts(decimal, for: expected)
    {
      return """
        \(answer.typed) is read as a number in thousands. Write decimals with a \
        point.
        """
    }
    if tolerance.accepts(-answer.value, for: expected) {
      return "The size is right, the sign is not."
    }
    if answer.isRounding(of: expected) {
      return """
        \(answer.shown) is close: it has too few digits. The answer must be \
        within \(tolerance.width(at: expected).shown(digits: 2)).
        """
    }
    return "\(answer.shown) is not it."
  }
}

extension NumberText {
  /// What was typed, with its value where that is a calculation.
  var shown: String {
    lastDigit == nil ? "\(typed) = \(value.shown())" : typed
  }
}
