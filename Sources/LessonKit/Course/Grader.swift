import ModelFiles

/// Judges one student's answers; nothing that they hold stops the others.
struct Grader {
  let entry: Entry
  let files: HandIns
  let course: Course
  let runsPrograms: Bool

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
      return judge(
        try YAMLNode(
          parsing: files.text(entry.folder + entry.file), file: entry.file,
          limits: Submission.limits
        ).entries())
    } catch {
      return Gradebook.Student(
        name: entry.name, results: [:], notes: ["\(error)"])
    }
  }

  private func judge(_ answers: [YAMLNode.Entry]) -> Gradebook.Student {
    var results: [String: Gradebook.Result] = [:]
    var notes: [String] = []
    for answer in answers.sorted(by: { $0.key < $1.key }) {
      do {
        let place = try place(answer.key)
        results[place.name] = result(of: answer.value, for: place.exercise)
      } catch {
        notes.append("\(error)")
      }
    }
    return Gradebook.Student(name: entry.name, results: results, notes: notes)
  }

  private func place(_ name: String) throws -> Course.Place {
    try course.exercises.first { $0.exercise.id == name }
      ?? course.exercise(name)
  }

  private func result(
    of node: YAMLNode, for exercise: Exercise
  ) -> Gradebook.Result {
    if case .program = exercise.question, !runsPrograms {
      return Gradebook.Result(
        verdict: nil, problem: "not run; --run-swift runs answers in Swift")
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
    if node.mapping != nil, exercise.question.takesFile {
      return .weights(node)
    }
    let words =
      node.sequence.map { $0.compactMap(\.scalar) }
      ?? [node.scalar ?? ""]
    guard exercise.question.takesFile, let name = words.first else {
      return .words(words)
    }
    return .file(name: name, text: try files.text(entry.folder + name))
  }
}
