import Wording

extension Gradebook {
  /// A row per student, a column per exercise.
  package var table: String {
    let names = exercises.map(\.name)
    let width = max(7, students.map(\.shownName.columns).max() ?? 0)
    var text =
      "student".padded(to: width) + "  "
      + names.map { $0.padded(to: 5) }.joined() + " right\n"
    for student in students {
      text += student.shownName.padded(to: width) + "  "
      for name in names {
        let result = student.results[name]
        let mark =
          result == nil
          ? "\u{B7}"
          : result?.verdict.map { $0.isRight ? "\u{2713}" : "\u{2717}" } ?? "!"
        text += mark.padded(to: 5)
      }
      text += " \(student.right)/\(names.count)\n"
    }
    return text + notes
      + "\u{2713} right, \u{2717} wrong, ! cannot be judged, \u{B7} missing\n"
  }

  /// What could not be judged, and why.
  private var notes: String {
    let lines = students.flatMap { student in
      student.notes.map { "\(student.shownName): \($0)" }
        + student.results.sorted { $0.key < $1.key }.compactMap {
          name, result in
          result.problem.map { "\(student.shownName), \(name): \($0)" }
        }
    }
    return lines.isEmpty
      ? "\n" : "\n" + lines.joined(separator: "\n").withVisibleControls + "\n\n"
  }

  /// Everything, for programs.
  package func json() throws -> String {
    struct Row: Encodable {
      let student: String
      let right, exercises: Int
      let answers: [CourseJSON.Answer]
      let notes: [String]
    }
    return try CourseJSON.text(
      students.map { student in
        Row(
          student: student.name, right: student.right,
          exercises: exercises.count,
          answers: exercises.compactMap { place in
            student.results[place.name].map { result in
              CourseJSON.Answer(
                exercise: place.name, id: place.exercise.id,
                right: result.verdict?.isRight ?? false,
                reasons: result.verdict?.reasons
                  ?? [result.problem].compactMap { $0 })
            }
          }, notes: student.notes)
      })
  }
}

extension Gradebook.Student {
  /// The name as a terminal may have it, in one line.
  fileprivate var shownName: String {
    name.withVisibleControls.replacing("\n", with: "\u{23CE}")
  }
}
