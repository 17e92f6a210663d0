import ArgumentParser
import LessonKit
import Wording

struct LessonExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write your right answers into a file to hand in.",
    discussion: """
        lstm-lab lesson export -o me.yaml       what was passed, for your teacher
        lstm-lab lesson export --template       every question, to be filled in
      """)

  @OptionGroup var options: LessonOptions
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write (default: standard output).", valueName: "file"))
  var output: String?
  @Flag(help: "Write the questions without answers.")
  var template = false

  func run() throws {
    let (progress, notice) = ProgressFile().load()
    warn(notice)
    let course = try options.course(progress)
    let sheet = AnswerSheet(course: course, learner: progress.learner)
    let text = try template ? sheet.template() : sheet.answers(progress)
    try Output.write(to: output) { try $0.write(text) }
  }
}
