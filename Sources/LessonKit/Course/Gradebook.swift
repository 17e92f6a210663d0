import Foundation
import ModelFiles
import Wording

/// The answers of a class, judged.
///
/// A folder holds one entry a student: `name.yaml`, or a folder `name` with
/// `answers.yaml` in it and the files that it names. Either lists
///
///     2.1: 0.7311 0.5 -0.7616 0.8808 1.0813 0.6991
///     keep-it: b
///     6.1: latch.yaml
///
/// by number or by id. Weights may stand there in place of a file's name.
package struct Gradebook: Sendable {
  /// The students by name.
  package let students: [Student]
  /// The exercises that were graded, in order.
  package let exercises: [Course.Place]

  /// One student's results.
  package struct Student: Sendable {
    /// The entry's name.
    package let name: String
    /// By exercise, `2.1`; what is missing was not answered.
    package let results: [String: Result]
    /// What was wrong with the entry itself, such as an unknown exercise.
    package let notes: [String]

    /// How many answers are right.
    package var right: Int {
      results.values.count { $0.verdict?.isRight == true }
    }
  }

  /// One answer's result.
  package struct Result: Sendable {
    /// The verdict, or nil where the answer could not be judged.
    package let verdict: Verdict?
    /// Why it could not be.
    package let problem: String?
  }

  /// Judges every student's answers.
  ///
  /// - Parameters:
  ///   - runsPrograms: compile and run answers in Swift: other people's code.
  ///   - told: hears each student's name.
  /// - Throws: `GradebookError` when there is nothing to grade.
  package init(
    folder: URL, course: Course, runsPrograms: Bool, told: (String) -> Void
  ) throws {
    exercises = course.exercises
    let entries = try Self.entries(in: folder)
    students = entries.map { entry in
      told(entry.name)
      return Grader(
        entry: entry, course: course, runsPrograms: runsPrograms
      ).student
    }
  }

  struct Entry {
    let name: String
    /// The file with the answers.
    let answers: URL
    /// Where the files are that it names.
    let folder: URL
  }

  private static func entries(in folder: URL) throws -> [Entry] {
    let files = FileManager.default
    guard let names = try? files.contentsOfDirectory(atPath: folder.path) else {
      throw GradebookError.noFolder(folder.path)
    }
    let entries = names.sorted().compactMap { name -> Entry? in
      let url = folder.appendingPathComponent(name)
      let inside = url.appendingPathComponent("answers.yaml")
      if files.fileExists(atPath: inside.path) {
        return Entry(name: name, answers: inside, folder: url)
      }
      guard ["yaml", "yml"].contains(url.pathExtension) else { return nil }
      return Entry(
        name: url.deletingPathExtension().lastPathComponent, answers: url,
        folder: folder)
    }
    guard !entries.isEmpty else { throw GradebookError.empty(folder.path) }
    return entries
  }
}

/// Why a folder cannot be graded.
package enum GradebookError: Error, Equatable, CustomStringConvertible {
  /// There is no such folder.
  case noFolder(String)
  /// Nothing in it is a student's.
  case empty(String)

  /// What is wrong, and what the folder should hold.
  package var description: String {
    switch self {
    case .noFolder(let path): "There is no folder \(path)."
    case .empty(let path):
      """
      \(path) holds no answers. It needs one file a student, name.yaml, or \
      folders with answers.yaml, with lines such as 2.1: 0.25
      """
    }
  }
}

/// Judges one student's answers; nothing that they hold stops the others.
private struct Grader {
  let entry: Gradebook.Entry
  let course: Course
  let runsPrograms: Bool

  var student: Gradebook.Student {
    do {
      let text = try Submission.read(entry.answers.path)
      return judge(
        try YAMLNode(
          parsing: text, file: entry.answers.lastPathComponent,
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
    // A student's list must not read the teacher's other files.
    let parts = name.split(separator: "/")
    guard !name.hasPrefix("/"), !parts.contains("..") else {
      throw AnswerError.file(name, reason: "must lie beside the answers.")
    }
    return .file(
      name: name,
      text: try Submission.read(
        entry.folder.appendingPathComponent(name).path))
  }
}

extension Gradebook {
  /// A row a student, a column an exercise.
  package var table: String {
    let names = exercises.map(\.name)
    let width = max(7, students.map(\.name.columns).max() ?? 0)
    var text =
      "student".padded(to: width) + "  "
      + names.map { $0.padded(to: 5) }.joined() + " right\n"
    for student in students {
      text += student.name.padded(to: width) + "  "
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
      student.notes.map { "\(student.name): \($0)" }
        + student.results.sorted { $0.key < $1.key }.compactMap {
          name, result in
          result.problem.map { "\(student.name), \(name): \($0)" }
        }
    }
    return lines.isEmpty ? "\n" : "\n" + lines.joined(separator: "\n") + "\n\n"
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
