import ArgumentParser
import LessonKit
import ModelFiles

struct LessonCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check an answer; exit 0 if it is right.",
    discussion: """
        lstm-lab lesson check 2.1 0.25
        lstm-lab lesson check 6.1 latch.yaml
        lstm-lab lesson check 2.1 -            (from standard input)
      """)

  @OptionGroup var options: LessonOptions
  @Argument(
    help: ArgumentHelp("An exercise, such as 2.3.", valueName: "n"),
    completion: .lessons)
  var name: String
  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp(
      "The answer, or a file that holds it.", valueName: "answer|file"))
  var answer: [String] = []

  func run() throws {
    // A negative number is an answer, not an option; what follows is taken
    // apart here.
    var words = answer.filter { $0 != "--" }
    var options = options
    let json = words.contains("--json")
    if words.contains("--no-color") { options.colour.noColor = true }
    words.removeAll { ["--json", "--no-color"].contains($0) }
    if let place = words.firstIndex(of: "--seed"), place + 1 < words.count {
      options.seed = words[place + 1]
      words.removeSubrange(place...place + 1)
    }
    if words.contains(where: { ["--help", "-h"].contains($0) }) {
      throw CleanExit.helpRequest(self)
    }
    let file = ProgressFile()
    let progress = file.load().progress
    let course = try options.course(progress)
    let place = try course.exercise(name)
    try requireHint(place, progress)
    let submission = try Submission(
      words: words, takesFile: place.exercise.question.takesFile)
    let verdict = try place.exercise.judge(submission)
    warn(file.note(verdict, on: submission, of: place.exercise))
    let text =
      json
      ? try CourseJSON.verdict(verdict, of: place)
      : options.talk.tell(verdict, about: place, in: course)
    try Output.write(to: nil) { try $0.write(text) }
    if !verdict.isRight { throw ExitCode.failure }
  }

  /// A wrong choice costs a hint: trying all letters in turn teaches nothing.
  private func requireHint(
    _ place: Course.Place, _ progress: Progress
  ) throws {
    let record = progress[place.exercise.id]
    guard place.exercise.asksForHint(after: record) else { return }
    throw Refusal(
      """
      That choice was wrong. Read a hint before the next try: `lstm-lab lesson \
      hint \(place.name)`
      """)
  }
}
