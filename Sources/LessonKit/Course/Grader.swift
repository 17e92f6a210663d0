import ModelFiles

/// Judges one student's answers; nothing that they hold stops the others.
struct Grader {
  let entry: Entry
  let files: HandIns
  let courses: SeededCourses
  let runsPrograms: Bool
  /// The exercises that count; others are not even run.
  let chosen: Set<String>

  /// Where one student's answers are.
  struct Entry {
    let name: String
    /// The folder with the files that the answers name, below that of the
    /// class, with a slash at its end.
    let folder: String
    /// The file with the answers, in that folder.
    let file: String
  }

  var student: Gradebook.Student {
    do {
      let sheet = HandedInSheet(
        try files.text(entry.folder + entry.file), file: entry.file)
      return try judge(sheet)
    } catch {
      return Gradebook.Student(
        name: entry.name, results: [:], notes: ["\(error)"])
    }
  }

  /// Names that stand among the answers and are none.
  private static let named = ["student", "name", "seed"]

  private func judge(_ sheet: HandedInSheet) throws -> Gradebook.Student {
    let course = try courses.course(of: sheet.learner)
    var results: [String: Gradebook.Result] = [:]
    var notes = sheet.problems
    for answer in sheet.answers where !Self.named.contains(answer.key) {
      do {
        let place = try place(answer.key, in: course)
        guard chosen.contains(place.name), !answer.value.isEmptyAnswer else {
          continue
        }
        results[place.name] = result(of: answer.value, for: place.exercise)
      } catch {
        notes.append("\(error)")
      }
    }
    return Gradebook.Student(name: entry.name, results: results, notes: notes)
  }

  private func place(
    _ name: String, in course: Course
  ) throws -> Course.Place {
    try course.exercises.first { $0.exercise.id == name }
      ?? course.exercise(name)
  }

  private func result(
    of node: YAMLNode, for exercise: Exercise
  ) -> Gradebook.Result {
    if case .program = exercise.question, !runsPrograms {
      return Gradebook.Result(
        verdict: nil,
        problem: "not run; --run-programs runs answers in Swift and Python")
    }
    do {
      let submission = try submission(node, exercise)
      return Gradebook.Result(
        verdict: try exercise.judge(submission), problem: nil)
    } catch {
      return Gradebook.Result(verdict: nil, problem: "\(error)")
    }
  }

  private func submission(
    _ node: YAMLNode, _ exercise: Exercise
  ) throws -> Submission {
    if let entries = node.mapping {
      return exercise.question.takesFile
        ? .weights(node)
        : .words(entries.map { "\($0.key)=\($0.value.scalar ?? "")" })
    }
    let words =
      node.sequence.map { $0.compactMap(\.scalar) }
      ?? [node.scalar ?? ""]
    guard exercise.question.takesFile, let name = words.first else {
      return .words(words)
    }
    // The text itself, in whatever language, or the name of a file beside the
    // answers.
    return name.contains("\n")
      ? .file(name: "the answer", text: name)
      : .file(name: name, text: try files.text(entry.folder + name))
  }
}

/// The course as each student has it, made once for each seed.
final class SeededCourses {
  private let files: CourseFiles
  /// The seed of a student whose answers name nobody.
  private let seed: Seed
  private var known: [Int: Course] = [:]

  init(_ files: CourseFiles, seed: Seed) {
    (self.files, self.seed) = (files, seed)
  }

  func course(of learner: String?) throws -> Course {
    let name = learner?.filter { !$0.isWhitespace } ?? ""
    let seed = name.isEmpty ? self.seed : Seed(name)
    if let course = known[seed.number] { return course }
    let course = try Course(files, seed: seed)
    known[seed.number] = course
    return course
  }
}

extension YAMLNode {
  /// Whether nothing was filled in.
  var isEmptyAnswer: Bool {
    scalar.map { !$0.contains { !$0.isWhitespace } } ?? false
  }
}
