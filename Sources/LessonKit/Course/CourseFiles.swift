import CLessons

/// Where the course's files come from: a folder called Lessons, or the copy
/// inside the program, so that one binary runs anywhere.
package enum CourseFiles: Sendable {
  /// A folder on disk.
  case folder(URL)
  /// The copy that was built in.
  case builtIn

  /// The Lessons folder of the working directory or the nearest one above it
  /// that is a course, or else the copy inside the program.
  package static func nearest(
    to folder: String = FileManager.default.currentDirectoryPath
  ) -> CourseFiles {
    var url = URL(fileURLWithPath: folder).standardizedFileURL
    while true {
      let lessons = url.appendingPathComponent("Lessons", isDirectory: true)
        .resolvingSymlinksInPath()
      let files = CourseFiles.folder(lessons)
      if !files.lessonFolders.isEmpty { return files }
      guard url.path != "/" else { return .builtIn }
      url.deleteLastPathComponent()
    }
  }

  /// The names of the lessons' folders in order: two digits, a hyphen, words.
  var lessonFolders: [String] {
    let folders = paths.compactMap { path -> String? in
      let parts = path.split(separator: "/")
      guard parts.count == 2, parts[1] == "lesson.md",
        parts[0].wholeMatch(of: /\d\d-[a-z0-9-]+/) != nil
      else { return nil }
      return String(parts[0])
    }
    return folders.sorted()
  }

  /// The paths of all files, below Lessons, in order.
  var paths: [String] {
    switch self {
    case .folder(let url):
      let paths = try? FileManager.default.subpathsOfDirectory(atPath: url.path)
      return (paths ?? []).filter { path in
        !isFolder(url.appendingPathComponent(path).path)
          && !path.contains("/.") && !path.hasPrefix(".")
      }.sorted()
    case .builtIn: return Self.embedded.keys.sorted()
    }
  }

  /// The text of the file at `path` below Lessons.
  ///
  /// - Throws: `CourseError`.
  func text(_ path: String) throws(CourseError) -> String {
    let bytes: Data?
    switch self {
    case .folder(let url):
      bytes = try? Data(contentsOf: url.appendingPathComponent(path))
    case .builtIn: bytes = Self.embedded[path]
    }
    guard let bytes else { throw .missing(named(path)) }
    guard let text = String(data: bytes, encoding: .utf8) else {
      throw .notText(named(path))
    }
    return text
  }

  /// A path below Lessons as messages name it.
  func named(_ path: String) -> String { "Lessons/\(path)" }

  private static let embedded: [String: Data] = {
    var count = 0
    guard let files = lstm_lab_lesson_files(&count) else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: (0..<count).map { index in
        let file = files[index]
        return (
          String(cString: file.path), Data(bytes: file.bytes, count: file.size)
        )
      })
  }()
}

/// Why the course or a part of it cannot be had.
package enum CourseError: Error, Equatable {
  /// A file of the course is not there.
  case missing(String)
  /// A file of the course is not UTF-8.
  case notText(String)
  /// The course is not on disk, where it could be checked.
  case noFolder
  /// There is no course at all.
  case noLessons
  /// There is no lesson of that number.
  case noLesson(String, known: [Int])
  /// The lesson has no exercise of that number.
  case noExercise(lesson: Int, exercise: Int, count: Int)
  /// The exercise is answered on the command line, not in a file.
  case noStart(String)
  /// The exercise is no program.
  case noPython(String)
  /// The exercise itself is at fault.
  case broken(exercise: String, reason: String)
}

extension CourseError: CustomStringConvertible {
  /// What is wrong, and what to do.
  package var description: String {
    switch self {
    case .missing(let path): "\(path) is missing from the course."
    case .notText(let path): "\(path) is not UTF-8 text."
    case .noFolder:
      """
      There is no Lessons folder here or above. Call this from a clone of the \
      repository.
      """
    case .noLessons: "There are no lessons here."
    case .noLesson(let name, let known):
      """
      There is no lesson '\(name)'; the lessons are \
      \(known.map(String.init).joined(separator: ", ")). `lstm-lab lesson \
      list` shows them.
      """
    case .noExercise(let lesson, let exercise, let count):
      """
      Lesson \(lesson) has no exercise \(exercise); it has \
      \(count == 1 ? "one, \(lesson).1" : "\(count), \(lesson).1 to \(lesson).\(count)").
      """
    case .noStart(let name):
      "Exercise \(name) needs no file; answer it on the command line."
    case .noPython(let name):
      "Exercise \(name) is no program; leave out --python."
    case .broken(let exercise, let reason):
      "Exercise \(exercise) of the course is itself at fault: \(reason)."
    }
  }
}
