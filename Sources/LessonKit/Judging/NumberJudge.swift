/// Compares numbers with the values of formulas and finds out what went wrong.
struct NumberJudge {
  let exercise: Exercise
  let parts: [Question.Part]
  let tolerance: Tolerance
  let measure: String?
  let evaluator: Evaluator

  func judge(_ text: String) throws -> Verdict {
    let answers = try numbers(in: text)
    let value: Value =
      answers.count == 1 ? .number(answers[0]) : .numbers(answers)
    var bound = evaluator
    bound.bindings["answer"] = value
    let reasons = try zip(parts, answers).compactMap { part, answer in
      try reason(part, answer, bound)
    }
    if reasons.isEmpty { return try exercise.verdict(on: value, evaluator) }
    let right = parts.count - reasons.count
    let praise =
      parts.count > 1 && right > 0
      ? ["\(right) of \(parts.count) are right."] : []
    return Verdict(isRight: false, reasons: praise + reasons)
  }

  /// The numbers of an answer in the order of the parts: by place, or by name
  /// as `f=0.5`.
  private func numbers(in text: String) throws -> [Double] {
    let words = text.replacing(/\s*=\s*/, with: "=")
      .split { $0.isWhitespace || $0 == ";" }
      .map { word in String(word.hasSuffix(",") ? word.dropLast() : word) }
      .flatMap(apart)
    guard !words.isEmpty else { throw AnswerError.empty }
    let names = parts.map(\.name)
    guard words.contains(where: { $0.contains("=") }) else {
      let numbers = try words.map { try NumberText.number($0) }
      guard numbers.count == parts.count else {
        throw AnswerError.count(
          found: numbers.count, expected: names == [""] ? [] : names)
      }
      return numbers
    }
    var named: [String: Double] = [:]
    for word in words {
      let sides = word.split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(sides[0])
      guard names.contains(name) || names == [""] else {
        throw AnswerError.unknownPart(name, expected: names)
      }
      named[names == [""] ? "" : name] = try NumberText.number(
        sides.count > 1 ? String(sides[1]) : "")
    }
    return try names.map { name in
      guard let number = named[name] else {
        throw AnswerError.count(found: named.count, expected: names)
      }
      return number
    }
  }

  /// `0.5,0.25` are two numbers when two are asked for; `0,5` stays together
  /// and is told about its comma.
  private func apart(_ word: String) -> [String] {
    let pieces = word.split(separator: ",").map(String.init)
    return word.contains(".") && pieces.count == parts.count ? pieces : [word]
  }

  /// Why `answer` is not right for `part`, or nil when it is.
  private func reason(
    _ part: Question.Part, _ answer: Double, _ bound: Evaluator
  ) throws -> String? {
    try exercise.faultless {
      let expected = try evaluator.value(of: part.expected)
        .number("what is expected")
      guard expected.isFinite else {
        throw FormulaError("\(part.expected) is \(expected.shown())")
      }
      let measured =
        try measure.map { try bound.value(of: $0).number("the measure") }
        ?? answer
      if tolerance.accepts(measured, for: expected) { return nil }
      var speaker = bound
      speaker.bindings["measured"] = .number(measured)
      let lead = part.name.isEmpty ? "" : "**\(part.name)**: "
      return lead
        + (try known(part, answer, speaker)
          ?? general(answer, measured, expected))
    }
  }

  private func known(
    _ part: Question.Part, _ answer: Double, _ speaker: Evaluator
  ) throws -> String? {
    for wrong in exercise.wrong
    where wrong.part == nil || wrong.part == part.name {
      let value = try speaker.value(of: wrong.value).number("a wrong value")
      if tolerance.accepts(answer, for: value) {
        return try speaker.filled(wrong.because)
      }
    }
    return nil
  }

  private func general(
    _ answer: Double, _ measured: Double, _ expected: Double
  ) -> String {
    if measure != nil {
      return """
        With \(answer.shown()) the run gives \(measured.shown()), not \
        \(expected.shown()).
        """
    }
    if tolerance.accepts(-answer, for: expected) {
      return "The size is right, the sign is not."
    }
    if tolerance.accepts(answer, for: expected, factor: 10) {
      return """
        \(answer.shown()) is close. The answer must be within \
        \(tolerance.width(at: expected).shown(digits: 2)): carry more digits \
        through the calculation and round at the end.
        """
    }
    return "\(answer.shown()) is not it."
  }
}
