import ArgumentParser
import LessonKit
import Wording

struct LessonGradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade",
    abstract: "Grade a folder of answers, or print the answer key.",
    discussion: """
      The folder holds one file per student, name.yaml, with lines such as \
      2.1: 0.25, or folders with answers.yaml and the files that it names.

      --run-swift runs answers as you: each in an empty folder of its own, ended \
      with all that it started, limited in time, memory, processes and output. \
      What you may read or write elsewhere and the network are not kept from \
      it: grade code that you do not trust as another user or in a container.
      """)

  @OptionGroup var options: LessonOptions
  @Argument(help: ArgumentHelp("The folder with answers.", valueName: "dir"))
  var folder: String?
  @Flag(help: "Print every solution with its reason, made now.")
  var key = false
  @Flag(help: "Print JSON.")
  var json = false
  @Flag(help: "Compile and run answers in Swift: code that others wrote.")
  var runSwift = false
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard (folder == nil) == key else {
      throw ValidationError("Name a folder of answers, or give --key.")
    }
  }

  func run() throws {
    let course = try Course()
    guard let folder else {
      let text =
        json
        ? try CourseJSON.key(course) : try options.talk.key(course)
      return try Output.write(to: nil) { try $0.write(text) }
    }
    let progress = messages.progress
    let book = try Gradebook(
      folder: URL(fileURLWithPath: folder), course: course,
      runsPrograms: runSwift,
      told: { progress.show("grading \($0)") })
    progress.end()
    let text = json ? try book.json() : book.table
    try Output.write(to: nil) { try $0.write(text) }
  }
}
