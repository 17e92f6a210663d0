/// The lessons in order, with their exercises.
package struct Course: Sendable {
  /// The lessons, by number.
  package let lessons: [Lesson]
  /// Where they came from.
  package let files: CourseFiles

  /// Loads every lesson, its exercises as the learner of `seed` has them.
  ///
  /// - Throws: `CourseError`, `YAMLError`.
  package init(
    _ files: CourseFiles = .nearest(), seed: Seed = .course
  ) throws {
    self.files = files
    lessons = try files.lessonFolders.map {
      try Lesson(folder: $0, of: files, seed: seed)
    }
    guard !lessons.isEmpty else { throw CourseError.noLessons }
  }

  /// The lesson called `name`: `2`, `02`, or its folder.
  ///
  /// - Throws: `CourseError`.
  package func lesson(_ name: String) throws(CourseError) -> Lesson {
    let number = Int(name)
    guard
      let lesson = lessons.first(where: {
        $0.number == number || $0.folder == name
      })
    else {
      throw .noLesson(
        String(name.prefix(40)), known: lessons.map(\.number))
    }
    return lesson
  }

  /// The exercise called `name`: `2.3`, or `2` for `2.1`.
  ///
  /// - Throws: `CourseError`.
  package func exercise(_ name: String) throws(CourseError) -> Place {
    let parts = name.split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let lesson = try lesson(String(parts.first ?? ""))
    let number = parts.count > 1 ? Int(parts[1]) ?? 0 : 1
    guard lesson.exercises.indices.contains(number - 1) else {
      throw .noExercise(
        lesson: lesson.number, exercise: number,
        count: lesson.exercises.count)
    }
    return Place(
      lesson: lesson, number: number, exercise: lesson.exercises[number - 1])
  }

  /// The lessons of a list such as `1-4,7`.
  ///
  /// - Throws: `CourseError`, `AnswerError`.
  package func numbers(in list: String) throws -> Set<Int> {
    let numbers = try NumberSet.parse(list, of: "lessons")
    for number in numbers.sorted() { _ = try lesson("\(number)") }
    return numbers
  }

  /// Every exercise in order.
  package var exercises: [Place] {
    lessons.flatMap { lesson in
      lesson.exercises.enumerated().map {
        Place(lesson: lesson, number: $0 + 1, exercise: $1)
      }
    }
  }

  /// An exercise and where it stands.
  package struct Place: Sendable {
    /// The lesson it belongs to.
    package let lesson: Lesson
    /// Its number in the lesson, from 1.
    package let number: Int
    /// The exercise.
    package let exercise: Exercise

    /// `2.3`.
    package var name: String { "\(lesson.number).\(number)" }
  }
}

/// One lesson: prose and exercises.
package struct Lesson: Sendable {
  /// From the folder's name.
  package let number: Int
  /// `02-one-step-by-hand`.
  package let folder: String
  /// The first heading, without the number that may stand before it.
  package let title: String
  /// How long it takes, if the text says so: `Time: 20 minutes`.
  package let minutes: Int?
  /// The prose, Markdown.
  package let text: String
  /// The exercises in order.
  package let exercises: [Exercise]

  init(folder: String, of files: CourseFiles, seed: Seed) throws {
    self.folder = folder
    number = Int(folder.prefix(2)) ?? 0
    text = try files.text("\(folder)/lesson.md")
    let heading = text.split(separator: "\n")
      .first { $0.hasPrefix("# ") }?.dropFirst(2)
    title =
      heading.map { String($0.trimmingPrefix(/\d+\.?\s+/)) } ?? folder
    minutes = text.firstMatch(of: /Time:\W*(\d+) minutes/)
      .flatMap { Int($0.1) }
    let path = "\(folder)/exercises.yaml"
    exercises =
      files.paths.contains(path)
      ? try ExerciseFile.parse(
        files.text(path), file: files.named(path), files: files, seed: seed)
      : []
  }
}
