import ModelFiles
import Wording

/// The answers of a class, judged.
///
/// A folder holds one entry per student: `name.yaml`, or a folder `name` with
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
    let files = HandIns(folder: folder)
    students = try Self.entries(in: folder).map { entry in
      told(entry.name)
      return Grader(
        entry: entry, files: files, course: course, runsPrograms: runsPrograms
      ).student
    }
  }

  private static func entries(in folder: URL) throws -> [Grader.Entry] {
    let files = FileManager.default
    guard let names = try? files.contentsOfDirectory(atPath: folder.path) else {
      throw GradebookError.noFolder(folder.path)
    }
    let entries = names.sorted().compactMap { name -> Grader.Entry? in
      let url = folder.appendingPathComponent(name)
      let inside = url.appendingPathComponent("answers.yaml").path
      if files.fileExists(atPath: inside) {
        return Grader.Entry(
          name: name, folder: name + "/", file: "answers.yaml")
      }
      guard ["yaml", "yml"].contains(url.pathExtension) else { return nil }
      return Grader.Entry(
        name: url.deletingPathExtension().lastPathComponent, folder: "",
        file: name)
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
      \(path) holds no answers. It needs one file per student, name.yaml, or \
      folders with answers.yaml, with lines such as 2.1: 0.25
      """
    }
  }
}
