import Wording

/// A learner's answers as a file to hand in, which `Gradebook` reads.
///
///     student: Ada
///
///     # 2.1 keep-it, at the first try
///     2.1: "b"
package struct AnswerSheet: Sendable {
  /// The course, with the learner's own numbers.
  package let course: Course
  /// What the learner is called, if that is known.
  package let learner: String?

  /// A sheet for one learner.
  package init(course: Course, learner: String?) {
    (self.course, self.learner) = (course, learner)
  }

  /// Every right answer that was kept, with how it came about.
  package func answers(_ progress: Progress) -> String {
    let entries = course.exercises.compactMap { place -> String? in
      let record = progress[place.exercise.id]
      guard record.isPassed, let answer = record.answer else { return nil }
      return "\n# \(place.exercise.id), \(Self.tale(record))\n"
        + Self.entry(place.name, answer)
    }
    return head + entries.joined()
      + (entries.isEmpty ? "\n# No exercise is passed yet.\n" : "")
  }

  /// Every question with its answer left out.
  ///
  /// - Throws: `CourseError` for an exercise at fault.
  package func template() throws -> String {
    try head + """
      # Fill in what stands behind the colons. Several numbers: "f=0.5 i=0.2".
      # Formulas and lists need quotation marks. Weights and programs: the name of
      # a file handed in beside this one, or the text itself below a |.

      """
      + course.exercises.map { place in
        let exercise = place.exercise
        let ask = try exercise.faultless {
          try exercise.boundEvaluator().filled(exercise.ask)
        }
        return "\n" + Self.comment(ask) + Self.choices(exercise)
          + "\(place.name):   # \(exercise.answerForm)\n"
      }.joined()
  }

  /// The learner, by whom the numbers are drawn.
  private var head: String {
    "student: \(Self.quoted(learner ?? ""))\n"
  }

  private static func tale(_ record: Progress.Record) -> String {
    let tries =
      record.attempts < 2
      ? "at the first try"
      : "after \(counted(record.attempts, "try", plural: "tries"))"
    let hints = record.hints > 0 ? ", \(counted(record.hints, "hint"))" : ""
    return tries + hints + (record.gaveUp ? ", after the solution" : "")
  }

  private static func entry(_ name: String, _ answer: String) -> String {
    guard answer.contains("\n") else {
      return "\(name): \(quoted(answer))\n"
    }
    let lines = answer.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "  \($0)" }
    return "\(name): |\n" + lines.joined(separator: "\n") + "\n"
  }

  private static func choices(_ exercise: Exercise) -> String {
    guard case .choice(let choices, _) = exercise.question else { return "" }
    return choices.map { "#   \($0.letter)) \($0.text)\n" }.joined()
  }

  private static func comment(_ text: String) -> String {
    text.trimmed.split(separator: "\n").map { "# \($0)\n" }.joined()
  }

  /// A YAML text in double quotation marks.
  private static func quoted(_ text: String) -> String {
    "\""
      + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .filter { !$0.isNewline } + "\""
  }
}
