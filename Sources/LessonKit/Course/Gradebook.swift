import ModelFiles
import Wording

/// The answers of a class, judged.
///
/// A folder holds one entry per student: a file such as `name.yaml`, `.yml`,
/// `.json` or `.txt`, or a folder `name` with `answers.yaml` in it and the files
/// that it names. Each lists
///
///     student: Ada
///     2.1: {f: 0.7311, i: 0.5, g: -0.7616, o: 0.8808, c: 1.0813, h: 0.6991}
///     keep-it: b
///     6.1: latch.yaml
///
/// by number or by id. The student, where one is named, says whose numbers the
/// exercises have. Weights and programs may stand there in place of a file's name.
package struct Gradebook: Sendable {
  /// The students by name.
  package let students: [Student]
  /// The exercises that were graded, in order.
  package let exercises: [Course.Place]
  /// Files of the folder that nobody's answers are or name.
  package let ignored: [String]

  /// One student's results.
  package struct Student: Sendable {
    /// The entry's name.
    package let name: String
    /// By exercise, `2.1`; what is missing was not answered.
    package let results: [String: Result]
    /// What was wrong with the entry itself, such as an unknown exercise.
    package let notes: [String]

    /// How many answers are right.
    package func right(of exercises: [Course.Place]) -> Int {
      exercises.count { results[$0.name]?.verdict?.isRight == true }
    }

    /// The same with parts: of several numbers, those that are right or follow
    /// rightly from one that is not.
    package func credit(of exercises: [Course.Place]) -> Double {
      exercises.reduce(0) { $0 + (results[$1.name]?.verdict?.share ?? 0) }
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
  ///   - lessons: which lessons; all if nil.
  ///   - seed: whose numbers a student has who is not named in the answers.
  ///   - runsPrograms: run answers in Swift and Python: other people's code.
  ///   - told: hears each student's name.
  /// - Throws: `GradebookError` when there is nothing to grade.
  package init(
    folder: URL, course: Course, lessons: Set<Int>? = nil,
    seed: Seed = .course, runsPrograms: Bool, told: (String) -> Void
  ) throws {
    exercises = course.exercises.filter {
      lessons?.contains($0.lesson.number) ?? true
    }
    let chosen = Set(exercises.map(\.name))
    let files = HandIns(folder: folder)
    let listing = try HandInListing(folder: folder, files: files)
    ignored = listing.ignored
    let courses = SeededCourses(course.files, seed: seed)
    students = listing.entries.map { entry in
      told(entry.name)
      let student = Grader(
        entry: entry, files: files, courses: courses,
        runsPrograms: runsPrograms,
        chosen: chosen
      ).student
      return student
    }
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
      \(path) holds no answers. It needs one file per student, name.yaml (or \
      .yml, .json, .txt), or folders with answers.yaml, with lines such as \
      2.1: 0.25. `lstm-lab lesson export --template` prints such a file.
      """
    }
  }
}
