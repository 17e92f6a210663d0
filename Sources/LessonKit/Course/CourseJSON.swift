/// Answers for programs, such as a teacher's script.
package enum CourseJSON {
  /// The verdict on one answer.
  package static func verdict(
    _ verdict: Verdict, of place: Course.Place
  ) throws -> String {
    try text(
      Answer(
        exercise: place.name, id: place.exercise.id, right: verdict.isRight,
        reasons: verdict.reasons))
  }

  /// The lessons and what is passed of them.
  package static func list(
    _ course: Course, _ progress: Progress
  ) throws -> String {
    try text(
      course.lessons.map { lesson in
        Entry(
          number: lesson.number, folder: lesson.folder, title: lesson.title,
          minutes: lesson.minutes,
          exercises: lesson.exercises.enumerated().map { index, exercise in
            let record = progress[exercise.id]
            return Entry.Exercise(
              exercise: "\(lesson.number).\(index + 1)", id: exercise.id,
              kind: exercise.question.kind, passed: record.isPassed,
              attempts: record.attempts, hints: record.hints)
          })
      })
  }

  /// Every solution, made now.
  package static func key(_ course: Course) throws -> String {
    struct Solution: Encodable { let exercise, id, kind, solution: String }
    return try text(
      course.exercises.map { place in
        let exercise = place.exercise
        return Solution(
          exercise: place.name, id: exercise.id, kind: exercise.question.kind,
          solution: try exercise.faultless { try exercise.solvedAnswer() })
      })
  }

  struct Answer: Encodable {
    let exercise, id: String
    let right: Bool
    let reasons: [String]
  }

  /// One graded answer; `right` and `share` are missing where it cannot be
  /// judged, and `problem` then says why.
  struct Graded: Encodable {
    let exercise, id: String
    let right: Bool?
    let share: Double?
    let reasons: [String]
    let problem: String?
  }

  private struct Entry: Encodable {
    let number: Int
    let folder, title: String
    let minutes: Int?
    let exercises: [Exercise]

    struct Exercise: Encodable {
      let exercise, id, kind: String
      let passed: Bool
      let attempts, hints: Int
    }
  }

  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [
      .prettyPrinted, .sortedKeys, .withoutEscapingSlashes,
    ]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}
