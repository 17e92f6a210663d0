import ArgumentParser
import LessonKit

struct LessonNextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "Say where you are and what to do now.",
    discussion: """
        lstm-lab lesson next
        lstm-lab lesson next --name "Ada Lovelace"
      """)

  @OptionGroup var options: LessonOptions
  @Option(
    help: ArgumentHelp(
      "What you are called, kept with your progress: the exercises then have "
        + "numbers of your own.", valueName: "name"))
  var name: String?

  func validate() throws {
    guard name?.contains(where: { !$0.isWhitespace }) != false else {
      throw ValidationError("--name needs a name.")
    }
  }

  func run() throws {
    if let name {
      warn(ProgressFile().update { $0.learner = String(name.prefix(100)) })
    }
    let (progress, notice) = ProgressFile().load()
    warn(notice)
    let text = try options.talk.next(options.course(progress), progress)
    try Output.write(to: nil) { try $0.write(text) }
  }
}
