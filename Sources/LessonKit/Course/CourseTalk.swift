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
      let marks = lesson.exercises.map {
        progress[$0.id].isPassed ? "\u{25CF}" : "\u{25CB}"
      }.joined()
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
    text += "\n\(passed) of \(all.count) exercises passed."
    if let next {
      text += " Next: lstm-lab lesson show \(next.lesson.number)"
    }
    return text + "\n"
  }

  /// A lesson's prose, then its exercises.
  ///
  /// - Throws: `CourseError` for an exercise at fault.
  package func show(_ lesson: Lesson) throws -> String {
    let marker = /(?s)<!-- exercises -->.*?(<!-- \/exercises -->|$)/
    guard !lesson.exercises.isEmpty else { return page.render(lesson.text) }
    let exercises = try Self.exercises(of: lesson)
    return page.render(
      lesson.text.contains(marker)
        ? lesson.text.replacing(marker, with: exercises)
        : lesson.text + "\n" + exercises)
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

  private static func markdown(of place: Course.Place) throws -> String {
    let exercise = place.exercise
    let ask = try exercise.faultless {
      try exercise.boundEvaluator().filled(exercise.ask)
    }
    var text = "**\(place.name)** \(ask)\n\n"
    if case .choice(let choices, _) = exercise.question {
      for choice in choices { text += "- \(choice.letter)) \(choice.text)\n" }
      text += "\n"
    }
    if exercise.question.takesFile {
      text += """
        Begin with `lstm-lab lesson show \(place.name) --start > \
        \(exercise.fileName)`.


        """
    }
    return text + "`lstm-lab lesson check \(place.name) "
      + exercise.answerForm + "`\n"
  }

  /// What is said about an answer.
  package func tell(_ verdict: Verdict, about place: Course.Place) -> String {
    let exercise = place.exercise
    var text = verdict.isRight ? "**Right.**" : "**Not yet.**"
    if !verdict.reasons.isEmpty {
      text +=
        verdict.reasons.count == 1
        ? " " + verdict.reasons[0]
        : "\n\n" + verdict.reasons.map { "- \($0)" }.joined(separator: "\n")
    }
    if verdict.isRight {
      text += next(after: place)
    } else if !exercise.hints.isEmpty {
      text += "\n\nA hint: `lstm-lab lesson hint \(place.name)`"
    }
    return page.render(text)
  }

  private func next(after place: Course.Place) -> String {
    let (lesson, number) = (place.lesson.number, place.number + 1)
    return number > place.lesson.exercises.count
      ? " That was the last exercise of lesson \(lesson)."
      : " Next: `lstm-lab lesson show \(lesson).\(number)`"
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
      : "**\(place.name)**  `\(solution)`"
    return page.render(fence + (worked.map { "\n\n\($0)" } ?? ""))
  }
}

extension Course.Place {
  /// What the exercise's file begins as.
  ///
  /// - Throws: `CourseError` where the answer is no file.
  package func start() throws -> String {
    guard let start = exercise.start else {
      throw CourseError.noStart(name)
    }
    return start.hasSuffix("\n") ? start : start + "\n"
  }
}

extension Exercise {
  /// The reference solution, its `{formulas}` evaluated.
  func solvedAnswer() throws -> String {
    question.takesFile ? solution : try boundEvaluator().filled(solution)
  }

  /// What an answer looks like on the command line.
  var answerForm: String {
    switch question {
    case .number(let parts, _, _):
      parts.count == 1
        ? "NUMBER" : parts.map { "\($0.name)=\u{2026}" }.joined(separator: " ")
    case .choice: "LETTER"
    case .units: "UNITS"
    case .formula: "'FORMULA'"
    case .weights, .program: fileName
    }
  }

  /// What a learner's file may be called.
  var fileName: String {
    switch question {
    case .program(let program): program.fileName
    default: "\(id).yaml"
    }
  }
}
