/// Proves that an exercise can be failed and passed: what is no solution is
/// turned away, every wrong value gets its own reason, the solution passes.
struct ExerciseVerification {
  let place: Course.Place

  private var exercise: Exercise { place.exercise }

  var problems: [CourseProblem] {
    do {
      // A wrong value may be right with other numbers.
      return try missing() + unsolved()
        + (exercise.seed == .course ? wrongValues() : []) + solved()
    } catch {
      return [problem("\(error)")]
    }
  }

  private func problem(_ reason: String) -> CourseProblem {
    CourseProblem(place: "\(place.name) \(exercise.id)", reason: reason)
  }

  private func missing() throws -> [CourseProblem] {
    var problems: [CourseProblem] = []
    if exercise.hints.isEmpty || exercise.hints.contains("") {
      problems.append(problem("a hint is missing or empty"))
    }
    if exercise.worked?.isEmpty != false {
      problems.append(problem("'worked' is missing: why the solution is right"))
    }
    if case .weights(let shape) = exercise.question {
      if exercise.requirements.isEmpty || shape.inputs.isEmpty {
        problems.append(problem("weights need 'inputs' and 'require'"))
      }
      if exercise.start == nil {
        problems.append(problem("'start' is missing: what the file begins as"))
      }
    }
    let talk = CourseTalk(page: MarkdownPage())
    _ = try talk.show(place)
    _ = try talk.hints(place, upTo: exercise.hints.count)
    _ = try talk.solution(place)
    return problems
  }

  /// Answers that nobody could call solved.
  private func unsolved() throws -> [CourseProblem] {
    var answers: [String] = [""]
    switch exercise.question {
    case .number(let parts, _, _):
      answers.append(parts.map { _ in "123456789" }.joined(separator: " "))
    case .choice(let choices, _):
      let right = try exercise.solvedAnswer()
      answers += choices.map(\.letter).filter { $0 != right }
    case .units: answers.append("99999")
    case .unit: answers += ["c[0]", "h[99999]", "nonsense"]
    case .formula: answers += ["0", "1", "123456789"]
    case .weights, .equations: answers += ["{}", exercise.start ?? ""]
    case .program:
      answers += [exercise.start, exercise.inPython?.start].compactMap { $0 }
    }
    return try answers.filter(passes).map {
      problem("passes unsolved, with '\($0.prefix(40))'")
    }
  }

  private func passes(_ answer: String) throws -> Bool {
    do { return try judge(answer).isRight } catch is AnswerError {
      return false
    }
  }

  private func judge(_ answer: String) throws -> Verdict {
    try exercise.judge(
      exercise.question.takesFile
        ? .file(name: "the answer", text: answer) : .words([answer]))
  }

  private func solved() throws -> [CourseProblem] {
    let texts = [try exercise.solvedAnswer(), exercise.inPython?.solution]
    return try texts.compactMap { $0 }.flatMap(solved)
  }

  private func solved(by answer: String) throws -> [CourseProblem] {
    do {
      let verdict = try judge(answer)
      return verdict.isRight
        ? []
        : [
          problem(
            "its solution fails: \(verdict.reasons.joined(separator: " "))")
        ]
    } catch let error as AnswerError {
      return [problem("its solution fails: \(error)")]
    }
  }

  /// Each wrong value must be wrong, and told apart from those before it.
  private func wrongValues() throws -> [CourseProblem] {
    let evaluator = try exercise.boundEvaluator()
    return try exercise.wrong.enumerated().compactMap { index, wrong in
      let name = "wrong value \(index + 1), \(wrong.value),"
      guard let answer = try answer(giving: wrong, evaluator) else {
        return problem("\(name) is about no part of it")
      }
      let verdict = try judge(answer)
      if verdict.isRight { return problem("\(name) passes") }
      let because = try? evaluator.filled(wrong.because)
      guard let because else { return nil }
      return verdict.reasons.contains { $0.hasSuffix(because) }
        ? nil
        : problem(
          "\(name) is told: \(verdict.reasons.joined(separator: " "))")
    }
  }

  /// The solution with `wrong` in its place.
  private func answer(
    giving wrong: WrongAnswer, _ evaluator: Evaluator
  ) throws -> String? {
    switch exercise.question {
    case .number(let parts, _, _):
      let wrongIndex = parts.firstIndex {
        wrong.part == nil || $0.name == wrong.part
      }
      guard let wrongIndex else { return nil }
      return try parts.enumerated().map { index, part in
        let formula = index == wrongIndex ? wrong.value : part.expected
        return try evaluator.value(of: formula).shown(digits: 12)
      }.joined(separator: " ")
    case .formula: return wrong.value
    default: return try evaluator.value(of: wrong.value).shown(digits: 12)
    }
  }
}
