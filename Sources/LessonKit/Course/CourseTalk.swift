import ModelFiles
import Wording

/// The words that the lesson commands answer with, as Markdown or lines.
package struct CourseTalk: Sendable {
  /// The page that Markdown is set on.
  package var page: MarkdownPage

  /// Answers on the given page.
  package init(page: MarkdownPage) { self.page = page }

  /// Every lesson with what is passed of it.
  package func list(_ course: Course, _ progress: Progress) -> String {
    let widest = course.lessons.map(\.title.columns).max() ?? 0
    var text = ""
    for lesson in course.lessons {
      let passed = lesson.exercises.count { progress[$0.id].isPassed }
      let marks = lesson.exercises.map { Self.mark(progress[$0.id]) }.joined()
      let minutes = lesson.minutes.map { "\($0) min" } ?? ""
      text += "\(lesson.number)".leftPadded(to: 2) + "  "
      text += lesson.title.padded(to: widest) + "  "
      text += minutes.leftPadded(to: 7)
      text +=
        lesson.exercises.isEmpty
        ? "\n" : "  \(marks)  \(passed)/\(lesson.exercises.count)\n"
    }
    let all = course.exercises
    let passed = all.count { progress[$0.exercise.id].isPassed }
    let next = all.first { !progress[$0.exercise.id].isPassed }
    text += "\n● at the first try, ◐ later or with the solution, ○ open\n"
    text += "\(passed) of \(all.count) exercises passed."
    if let next {
      text += " Next: lstm-lab lesson show \(next.lesson.number)"
    }
    return text + "\n"
  }

  /// Passed at the first try, passed later or with the solution, not passed.
  private static func mark(_ record: Progress.Record) -> String {
    guard record.isPassed else { return "\u{25CB}" }
    return record.attempts < 2 && !record.gaveUp ? "\u{25CF}" : "\u{25D0}"
  }

  /// A lesson's prose, then its exercises.
  ///
  /// - Throws: `CourseError` for an exercise at fault.
  package func show(_ lesson: Lesson) throws -> String {
    page.render(try Self.markdown(of: lesson))
  }

  /// A lesson's prose, then its exercises, as Markdown.
  ///
  /// - Throws: `CourseError` for an exercise at fault.
  package static func markdown(of lesson: Lesson) throws -> String {
    let marker = /(?s)<!-- exercises -->.*?(<!-- \/exercises -->|$)/
    guard !lesson.exercises.isEmpty else { return lesson.text }
    let exercises = try exercises(of: lesson)
    return lesson.text.contains(marker)
      ? lesson.text.replacing(marker, with: exercises)
      : lesson.text + "\n" + exercises
  }

  /// One exercise.
  ///
  /// - Throws: `CourseError` for an exercise at fault.
  package func show(_ place: Course.Place) throws -> String {
    page.render(try Self.markdown(of: place))
  }

  /// The exercises of a lesson as Markdown, as they stand at the end of its
  /// `lesson.md` too.
  static func exercises(of lesson: Lesson) throws -> String {
    try "## Exercises\n\n"
      + lesson.exercises.enumerated().map { index, exercise in
        try markdown(
          of: Course.Place(
            lesson: lesson, number: index + 1, exercise: exercise))
      }.joined(separator: "\n")
  }

  static func markdown(of place: Course.Place) throws -> String {
    let exercise = place.exercise
    let ask = try exercise.faultless {
      try exercise.boundEvaluator().filled(exercise.ask)
    }
    var text = "**\(place.name)** \(ask)\n\n"
    if case .choice(let choices, _) = exercise.question {
      for choice in choices { text += "- \(choice.letter)) \(choice.text)\n" }
      text += "\n"
    }
    if exercise.question.takesFile { text += begin(place) }
    return text + "`lstm-lab lesson check \(place.name) "
      + exercise.answerForm + "`\(exercise.precision)\n"
  }

  /// How the learner's file begins.
  private static func begin(_ place: Course.Place) -> String {
    let show = "lstm-lab lesson show \(place.name) --start"
    guard case .program(let program) = place.exercise.question else {
      return "Begin with `\(show) > \(place.exercise.fileName)`.\n\n"
    }
    return """
      Begin with `\(show) > \(program.fileName(.swift))`, or in Python with \
      `\(show) --python > \(program.fileName(.python))`.


      """
  }

  /// What is said about an answer.
  ///
  /// - Parameter course: what comes after the last exercise of a lesson.
  package func tell(
    _ verdict: Verdict, about place: Course.Place, in course: Course? = nil
  ) -> String {
    let exercise = place.exercise
    var text = verdict.isRight ? "**Right.**" : "**Not yet.**"
    if !verdict.reasons.isEmpty {
      text +=
        verdict.reasons.count == 1
        ? " " + verdict.reasons[0]
        : "\n\n" + verdict.reasons.map { "- \($0)" }.joined(separator: "\n")
    }
    if verdict.isRight {
      text += next(after: place, in: course)
    } else if !exercise.hints.isEmpty {
      text += "\n\nA hint: `lstm-lab lesson hint \(place.name)`"
    }
    return page.render(text)
  }

  /// The hints up to `count`.
  ///
  /// - Throws: `CourseError` for an exercise at fault.
  package func hints(_ place: Course.Place, upTo count: Int) throws -> String {
    let exercise = place.exercise
    guard !exercise.hints.isEmpty else { return "There is no hint.\n" }
    let evaluator = try exercise.faultless { try exercise.boundEvaluator() }
    let shown = try exercise.hints.prefix(max(1, count)).enumerated().map {
      index, hint in
      try exercise.faultless {
        "\(index + 1). " + (try evaluator.filled(hint))
      }
    }
    let left = exercise.hints.count - shown.count
    let more = left > 0 ? "\n\n\(left) more: ask again." : ""
    return page.render(shown.joined(separator: "\n") + more)
  }

  /// Every exercise with its solution, for teachers.
  ///
  /// - Throws: `CourseError` for an exercise at fault.
  package func key(_ course: Course) throws -> String {
    try course.exercises.map(solution).joined(separator: "\n")
  }

  /// The solution and why it is one.
  ///
  /// - Throws: `CourseError` for an exercise at fault.
  package func solution(_ place: Course.Place) throws -> String {
    let exercise = place.exercise
    let solution = try exercise.faultless { try exercise.solvedAnswer() }
    let worked = try exercise.faultless {
      try exercise.worked.map { try exercise.boundEvaluator().filled($0) }
    }
    let fence =
      exercise.question.takesFile
      ? "**\(place.name)**\n\n```\n\(solution)\n```"
        + (exercise.inPython.map { "\n\n```\n\($0.solution)\n```" } ?? "")
      : "**\(place.name)**  `\(solution)`"
    return page.render(fence + (worked.map { "\n\n\($0)" } ?? ""))
  }
}

extension Course.Place {
  /// What the exercise's file begins as.
  ///
  /// - Throws: `CourseError` where the answer is no file.
  package func start(inPython: Bool = false) throws -> String {
    let text = inPython ? exercise.inPython?.start : exercise.start
    guard let start = text else {
      throw exercise.start == nil
        ? CourseError.noStart(name) : .noPython(name)
    }
    return start.hasSuffix("\n") ? start : start + "\n"
  }
}

extension Exercise {
  /// The reference solution, its `{formulas}` evaluated.
  func solvedAnswer() throws -> String {
    guard question.takesFile else {
      return try boundEvaluator().filled(solution)
    }
    // Weights are full of braces: {=formula} is what is filled in.
    let evaluator = try boundEvaluator()
    return try solution.replacing(/\{=([^}]*)\}/) { match in
      try evaluator.filled("{\(match.1)}")
    }
  }

  /// What an answer looks like on the command line.
  var answerForm: String {
    switch question {
    case .number(let parts, _, _):
      parts.count == 1
        ? "NUMBER" : parts.map { "\($0.name)=\u{2026}" }.joined(separator: " ")
    case .choice: "LETTER"
    case .unit: "'QUANTITY[UNIT]'"
    case .units(let members): members.noun.uppercased()
    case .formula: "'FORMULA'"
    case .weights, .equations, .program: fileName
    }
  }

  /// How near a number must be, said behind the command.
  var precision: String {
    guard case .number(_, let tolerance, nil) = question else { return "" }
    return switch tolerance {
    case .absolute(0): ""
    case .absolute(let width): " (to within \(width.shown()))"
    case .relative(let share): " (to within \((100 * share).shown())%)"
    }
  }

  /// What a learner's file may be called.
  var fileName: String {
    switch question {
    case .program(let program): program.fileName(.swift)
    case .equations: "mine.cell"
    default: "\(id).yaml"
    }
  }
}
