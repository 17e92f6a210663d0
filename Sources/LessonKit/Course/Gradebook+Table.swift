import Wording

extension Gradebook {
  /// A row per student, a column per exercise, or per lesson where those would
  /// not fit into 80 columns.
  package var table: String {
    let byExercise = GradeColumns(exercises: exercises, byLesson: false)
    let columns =
      nameWidth + byExercise.width <= 80
      ? byExercise : GradeColumns(exercises: exercises, byLesson: true)
    var text = "student".padded(to: nameWidth) + columns.head + "  right\n"
    for student in students {
      text += student.shownName(nameWidth).padded(to: nameWidth)
      text += columns.row(of: student)
      text += "  \(student.right(of: exercises))/\(exercises.count)\n"
    }
    text += "right".padded(to: nameWidth) + columns.sums(students) + "\n"
    return text + notes + columns.legend
  }

  /// Room for the names, and for a table beside them.
  private var nameWidth: Int {
    let widest = students.map { $0.shownName(40).columns }.max() ?? 0
    return max(8, min(16, widest + 1))
  }

  /// What could not be judged, and why.
  private var notes: String {
    let order = exercises.map(\.name)
    var lines = students.flatMap { student in
      student.notes.map { "\(student.name): \($0)" }
        + order.compactMap { name in
          student.results[name]?.problem.map {
            "\(student.name), \(name): \($0)"
          }
        }
    }
    lines += ignored.map { "\($0): not graded, for nobody's answers name it" }
    return lines.isEmpty
      ? "\n" : "\n" + lines.joined(separator: "\n").withVisibleControls + "\n\n"
  }

  /// A row per student, a column per exercise, as CSV: 1 for right, 0 for wrong,
  /// a fraction for a part, ! for what cannot be judged, nothing for what is
  /// missing; then how many are right, and the credit with parts.
  package var csv: String {
    let names = exercises.map(\.name)
    let head = ["student"] + names + ["right", "credit", "of"]
    let rows = students.map { student -> [String] in
      let marks = names.map { name -> String in
        guard let result = student.results[name] else { return "" }
        return result.verdict.map { plain($0.share, decimals: 2) } ?? "!"
      }
      return [student.name] + marks + [
        "\(student.right(of: exercises))",
        plain(student.credit(of: exercises), decimals: 2), "\(names.count)",
      ]
    }
    return ([head] + rows).map(CSVRow.text).joined()
  }

  /// Everything, for programs.
  package func json() throws -> String {
    struct Row: Encodable {
      let student: String
      let right: Int
      let credit: Double
      let exercises: Int
      let answers: [CourseJSON.Graded]
      let notes: [String]
    }
    return try CourseJSON.text(
      students.map { student in
        Row(
          student: student.name, right: student.right(of: exercises),
          credit: student.credit(of: exercises), exercises: exercises.count,
          answers: exercises.compactMap { place in
            student.results[place.name].map { result in
              CourseJSON.Graded(
                exercise: place.name, id: place.exercise.id,
                right: result.verdict?.isRight, share: result.verdict?.share,
                reasons: result.verdict?.reasons ?? [], problem: result.problem)
            }
          }, notes: student.notes)
      })
  }
}

extension Gradebook.Student {
  /// The name as a terminal may have it, in one line of less than `width`.
  fileprivate func shownName(_ width: Int) -> String {
    let name = name.withVisibleControls.replacing("\n", with: "\u{23CE}")
    return name.columns < width
      ? name : String(name.prefix(max(1, width - 2))) + "\u{2026}"
  }
}

/// The columns of a table of marks.
private struct GradeColumns {
  /// What each column is called, and the exercises that it counts.
  let columns: [(name: String, exercises: [Course.Place])]
  let byLesson: Bool

  init(exercises: [Course.Place], byLesson: Bool) {
    self.byLesson = byLesson
    if byLesson {
      let numbers = exercises.map(\.lesson.number)
      let lessons = Set(numbers).sorted()
      columns = lessons.map { lesson in
        ("\(lesson)", exercises.filter { $0.lesson.number == lesson })
      }
    } else {
      columns = exercises.map { ($0.name, [$0]) }
    }
  }

  private var step: Int { byLesson ? 3 : 6 }

  /// How wide the columns are, with the one that counts.
  var width: Int { columns.count * step + 8 }

  var head: String {
    columns.map { $0.name.leftPadded(to: step) }.joined()
  }

  func row(of student: Gradebook.Student) -> String {
    columns.map { mark(student, $0.exercises).leftPadded(to: step) }.joined()
  }

  func sums(_ students: [Gradebook.Student]) -> String {
    columns.map { column in
      let right = students.reduce(0) { $0 + $1.right(of: column.exercises) }
      return "\(right)".leftPadded(to: step)
    }.joined()
  }

  var legend: String {
    byLesson
      ? "Right answers by lesson; \u{B7} none handed in, ! none can be judged.\n"
      : "\u{2713} right, \u{2717} wrong, ! cannot be judged, \u{B7} missing\n"
  }

  private func mark(
    _ student: Gradebook.Student, _ exercises: [Course.Place]
  ) -> String {
    let results = exercises.compactMap { student.results[$0.name] }
    guard !results.isEmpty else { return "\u{B7}" }
    guard results.contains(where: { $0.verdict != nil }) else { return "!" }
    let right = student.right(of: exercises)
    return byLesson ? "\(right)" : right == 1 ? "\u{2713}" : "\u{2717}"
  }
}
