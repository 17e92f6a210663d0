/// Checks the whole course against the program, and writes anew what comes from
/// running it.
package struct CourseVerification: Sendable {
  /// The course.
  package let course: Course
  /// The folder that holds Lessons.
  package let root: URL

  /// A check of a course on disk.
  ///
  /// - Throws: `CourseError` for the copy inside the program: there are no
  ///   pictures and sources beside it to hold it to.
  package init(_ course: Course) throws {
    guard case .folder(let lessons) = course.files else {
      throw CourseError.noFolder
    }
    self.course = course
    root = lessons.deletingLastPathComponent()
  }

  /// What can be checked in seconds: ids, exercises, links, pictures,
  /// and that the program carries these very files.
  ///
  /// - Parameter programs: check exercises too whose answers are compiled.
  package func quickProblems(programs: Bool) throws -> [CourseProblem] {
    let links = try LinkVerification(root: root, files: course.files).problems
    return try exerciseProblems(in: course.lessons, programs: programs)
      + course.lessons.flatMap(strayFiles) + recordedExerciseProblems()
      + timeProblems() + carriedProblems() + links
      + course.lessons.flatMap(unmarkedPredictions)
      + course.lessons.flatMap { pictures(of: $0).problems }
  }

  /// Predictions that a lesson asks for and does not stop at.
  private func unmarkedPredictions(of lesson: Lesson) -> [CourseProblem] {
    LessonPages.unmarked(in: lesson.text).map {
      CourseProblem(
        place: "Lessons/\(lesson.folder)/lesson.md",
        reason: "no line \(LessonPages.mark) ends the question “\($0)”")
    }
  }

  /// The exercises of some lessons, with the course's numbers and with those of
  /// three learners; and that no learner can copy a number from the text above.
  package func exerciseProblems(
    in lessons: [Lesson], programs: Bool
  ) -> [CourseProblem] {
    let chosen = Set(lessons.map(\.number))
    return takenIds(in: chosen)
      + problems(of: course, in: chosen, programs: programs)
      + Self.learners.flatMap { name -> [CourseProblem] in
        do {
          let course = try Course(self.course.files, seed: Seed(name))
          return problems(of: course, in: chosen, programs: programs)
            + course.lessons.filter { chosen.contains($0.number) }
            .flatMap(ShownAnswers.problems)
        } catch {
          return [
            CourseProblem(place: "the course of \(name)", reason: "\(error)")
          ]
        }
      }
  }

  /// Whose numbers are tried besides the course's own.
  static let learners = ["Ada", "Emmy", "Sofya"]

  private func takenIds(in lessons: Set<Int>) -> [CourseProblem] {
    var seen: Set<String> = []
    return course.exercises.compactMap { place in
      let isNew = seen.insert(place.exercise.id).inserted
      guard !isNew, lessons.contains(place.lesson.number) else { return nil }
      return CourseProblem(
        place: place.name, reason: "the id \(place.exercise.id) is taken")
    }
  }

  private func problems(
    of course: Course, in lessons: Set<Int>, programs: Bool
  ) -> [CourseProblem] {
    course.exercises.flatMap { place -> [CourseProblem] in
      guard lessons.contains(place.lesson.number) else { return [] }
      if case .program = place.exercise.question, !programs { return [] }
      return ExerciseVerification(place: place).problems
    }
  }

  /// Whether there is a page at this path below the root.
  package func has(page: String) -> Bool {
    FileManager.default.fileExists(
      atPath: root.appendingPathComponent(page).path)
  }

  /// The commands of one page compared with what they print.
  ///
  /// - Parameters:
  ///   - page: a path below the root.
  ///   - program: the lstm-lab to run.
  ///   - runsLong: run the long blocks as well.
  ///   - isRecording: write what was printed into the page.
  ///   - told: hears of each command before it runs.
  package func consoleProblems(
    in page: String, program: URL, runsLong: Bool = false, isRecording: Bool,
    told: (String) -> Void
  ) throws -> [CourseProblem] {
    let url = root.appendingPathComponent(page)
    let text = try String(contentsOf: url, encoding: .utf8)
    let result = try ConsoleVerification(
      root: root, program: program, seesRoot: !page.hasPrefix("Lessons/"),
      runsLong: runsLong
    ).run(text, named: page, told: told)
    guard isRecording else { return result.problems }
    if result.recorded != text {
      try result.recorded.write(to: url, atomically: true, encoding: .utf8)
    }
    // What still is at fault cannot be mended by recording.
    return result.problems.filter {
      $0.reason.contains("exits with") || $0.reason.contains("still running")
    }
  }

  /// What draws no picture, of the commands that the pictures of a lesson carry.
  package func drawingProblems(
    in lesson: Lesson, program: URL, drawsLong: Bool
  ) throws -> [CourseProblem] {
    try pictures(of: lesson).drawingProblems(
      root: root, program: program, drawsLong: drawsLong)
  }

  private func pictures(of lesson: Lesson) -> PictureVerification {
    PictureVerification(
      page: "Lessons/\(lesson.folder)/lesson.md", text: lesson.text)
  }

  /// Writes the exercises at the end of each lesson, and the list of files that
  /// the program carries.
  package func record() throws {
    for lesson in course.lessons {
      let url = root.appendingPathComponent(
        "Lessons/\(lesson.folder)/lesson.md")
      let text = try String(contentsOf: url, encoding: .utf8)
      let recorded = lesson.timed(
        try RecordedExercises.written(into: text, of: lesson))
      if recorded != text {
        try recorded.write(to: url, atomically: true, encoding: .utf8)
      }
    }
    let fresh = try Course(course.files)
    let map = root.appendingPathComponent(Self.mapPath)
    if let text = try? String(contentsOf: map, encoding: .utf8) {
      try fresh.lessons.reduce(text) { $1.timed(map: $0) }
        .write(to: map, atomically: true, encoding: .utf8)
    }
    let list = root.appendingPathComponent(CarriedFiles.listPath)
    let folder = list.deletingLastPathComponent().path
    guard FileManager.default.fileExists(atPath: folder) else { return }
    try CarriedFiles.list(of: course.files)
      .write(to: list, atomically: true, encoding: .utf8)
  }

  private func strayFiles(in lesson: Lesson) -> [CourseProblem] {
    let known = ["lesson.md", "exercises.yaml"]
    return course.files.paths.filter { path in
      path.hasPrefix(lesson.folder + "/")
        && !known.contains(String(path.dropFirst(lesson.folder.count + 1)))
    }.map {
      CourseProblem(place: "Lessons/\($0)", reason: "is no part of a lesson")
    }
  }

  private func recordedExerciseProblems() throws -> [CourseProblem] {
    try course.lessons.compactMap { lesson in
      try RecordedExercises.written(into: lesson.text, of: lesson)
        == lesson.text
        ? nil
        : CourseProblem(
          place: "Lessons/\(lesson.folder)/lesson.md",
          reason: "shows other exercises than exercises.yaml holds: run "
            + "lstm-lab lesson verify --record")
    }
  }

  /// Lessons, or rows of their map, that claim another time than is counted.
  private func timeProblems() -> [CourseProblem] {
    let url = root.appendingPathComponent(Self.mapPath)
    let map = try? String(contentsOf: url, encoding: .utf8)
    return course.lessons.flatMap { lesson -> [CourseProblem] in
      let minutes = lesson.counted.minutes
      var places: [String] = []
      if lesson.minutes != minutes {
        places.append("Lessons/\(lesson.folder)/lesson.md")
      }
      if let map, lesson.timed(map: map) != map { places.append(Self.mapPath) }
      return places.map {
        CourseProblem(
          place: $0,
          reason: "lesson \(lesson.number) takes \(minutes) minutes by its "
            + "words, commands and exercises: run lstm-lab lesson verify --record"
        )
      }
    }
  }

  /// The page with the map of the course.
  private static let mapPath = "Lessons/README.md"

  private func carriedProblems() throws -> [CourseProblem] {
    let list = root.appendingPathComponent(CarriedFiles.listPath)
    guard let text = try? String(contentsOf: list, encoding: .utf8),
      text != CarriedFiles.list(of: course.files)
    else { return [] }
    return [
      CourseProblem(
        place: CarriedFiles.listPath,
        reason: "lists other files than Lessons holds: run lstm-lab lesson "
          + "verify --record, then build")
    ]
  }
}

/// The exercises as they stand in `lesson.md`, for readers without a terminal.
enum RecordedExercises {
  private static let (open, close) = (
    "<!-- exercises -->", "<!-- /exercises -->"
  )

  /// The text with the exercises between its two marks, if it has them.
  static func written(
    into text: String, of lesson: Lesson
  ) throws -> String {
    guard let start = text.firstRange(of: open),
      let end = text.firstRange(of: close), start.upperBound <= end.lowerBound,
      !lesson.exercises.isEmpty
    else { return text }
    let exercises = try CourseTalk.exercises(of: lesson)
    return text[..<start.upperBound] + "\n\n" + exercises + "\n"
      + text[end.lowerBound...]
  }
}

/// The C file through which the program carries the course.
enum CarriedFiles {
  static let listPath = "Sources/CLessons/lessons.c"

  /// The file's text: one `#embed` for each file of the course.
  static func list(of files: CourseFiles) -> String {
    let paths = files.paths.filter { path in
      path.hasSuffix("/lesson.md") || path.hasSuffix("/exercises.yaml")
        || (path.hasPrefix("workbook/")
          && (path.hasSuffix(".swift") || path.hasSuffix(".py")))
    }
    let bytes = paths.enumerated().map { index, path in
      """
      static const unsigned char file\(index)[] = {
      #embed "../../Lessons/\(path)"
      };

      """
    }.joined()
    let entries = paths.enumerated().map { index, path in
      "    {\"\(path)\", file\(index), sizeof file\(index)},\n"
    }.joined()
    return """
      // Written by `lstm-lab lesson verify --record`.

      #include "CLessons.h"

      // #embed is C23; compilers that know it in older modes say so, which is
      // noise.
      #pragma clang diagnostic ignored "-Wc23-extensions"

      \(bytes)
      static const lstm_lab_lesson_file files[] = {
      \(entries)};

      const lstm_lab_lesson_file *lstm_lab_lesson_files(size_t *count) {
        *count = sizeof files / sizeof files[0];
        return files;
      }

      """
  }
}
