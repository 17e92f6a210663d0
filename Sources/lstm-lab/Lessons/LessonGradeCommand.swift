import ArgumentParser
import LessonKit
import Wording

struct LessonGradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade",
    abstract: "Grade a folder of answers, or print the answer key.",
    discussion: """
      The folder holds one file per student, name.yaml (or .yml, .json, .txt), \
      with lines such as 2.1: 0.25, or folders with answers.yaml and the files \
      that it names. `lesson export` writes such a file of a learner's own \
      answers, `lesson export --template` an empty one. A line student: NAME \
      says whose numbers the exercises have.

      --run-programs runs answers as you: each in an empty folder of its own, \
      ended with all that it started, limited in time, memory, processes and \
      output. What you may read or write elsewhere and the network are not kept \
      from it: grade code that you do not trust as another user or in a container.

        lstm-lab lesson grade answers --lessons 1-4 -o marks.csv
        lstm-lab lesson grade --key
      """)

  @OptionGroup var options: LessonOptions
  @Argument(help: ArgumentHelp("The folder with answers.", valueName: "dir"))
  var folder: String?
  @Flag(help: "Print every solution with its reason, made now.")
  var key = false
  @Flag(help: "Print JSON.")
  var json = false
  @Flag(
    name: [.customLong("run-programs"), .customLong("run-swift")],
    help: "Run answers in Swift and Python: code that others wrote.")
  var runPrograms = false
  @Option(
    help: ArgumentHelp(
      "Which lessons count, such as 1-4,7 (default: all).", valueName: "list"))
  var lessons: String?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the marks into this .csv or .json file.", valueName: "file"))
  var output: String?
  @OptionGroup var messages: QuietOption

  func validate() throws {
    guard (folder == nil) == key else {
      throw ValidationError("Name a folder of answers, or give --key.")
    }
    guard !key || (output == nil && lessons == nil) else {
      throw ValidationError("--key takes neither -o nor --lessons.")
    }
    if let output, !output.hasSuffix(".csv"), !output.hasSuffix(".json") {
      throw ValidationError("-o \(output): the file ends in .csv or .json.")
    }
  }

  func run() throws {
    guard let folder else {
      let course = try options.course()
      let text =
        json
        ? try CourseJSON.key(course) : try options.talk.key(course)
      return try Output.write(to: nil) { try $0.write(text) }
    }
    let book = try graded(folder)
    if let output {
      let text = output.hasSuffix(".csv") ? book.csv : try book.json()
      try Output.write(to: output) { try $0.write(text) }
    }
    let text = json ? try book.json() : book.table
    try Output.write(to: nil) { try $0.write(text) }
  }

  private func graded(_ folder: String) throws -> Gradebook {
    let progress = messages.progress
    defer { progress.end() }
    let course = try Course()
    return try Gradebook(
      folder: URL(fileURLWithPath: folder), course: course,
      lessons: try lessons.map { try course.numbers(in: $0) },
      seed: options.seed.map { Seed($0) } ?? .course,
      runsPrograms: runPrograms, told: { progress.show("grading \($0)") })
  }
}
