import ArgumentParser
import LessonKit
import Wording

struct LessonVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verify the course: exercises, commands, links, pictures.",
    discussion: """
      For those who write lessons. Every exercise must fail unsolved and pass \
      with its solution; every command shown must print what is shown.

        lstm-lab lesson verify
      """)

  @Argument(
    help: ArgumentHelp("A lesson (default: all).", valueName: "n"),
    completion: .lessons)
  var name: String?
  @Flag(help: "Leave out what takes more than seconds.")
  var quick = false
  @Flag(help: "Write real output into the lessons, and what is made from them.")
  var record = false
  @OptionGroup var messages: MessageOptions

  func run() throws {
    let course = try Course()
    let verification = try CourseVerification(course)
    let lessons = try name.map { [try course.lesson($0)] } ?? course.lessons
    let (start, progress) = (Date(), messages.progress)
    var problems: [CourseProblem] = []
    if !quick {
      var pages = lessons.map { "Lessons/\($0.folder)/lesson.md" }
      if name == nil { pages.append("README.md") }
      pages = pages.filter(verification.has)
      for (place, page) in pages.enumerated() {
        let share = Double(place) / Double(pages.count)
        problems += try verification.consoleProblems(
          in: page, program: Self.program, isRecording: record,
          told: {
            progress.show(String("\(page): \($0)".prefix(60)), share: share)
          })
      }
    }
    progress.end()
    if record { try verification.record() }
    // What was recorded is what is checked.
    let fresh = try CourseVerification(Course())
    problems +=
      name == nil
      ? try fresh.quickProblems(programs: !quick)
      : fresh.exerciseProblems(in: lessons, programs: !quick)
    try report(problems, lessons, seconds: -start.timeIntervalSinceNow)
  }

  private func report(
    _ problems: [CourseProblem], _ lessons: [Lesson], seconds: Double
  ) throws {
    let exercises = lessons.reduce(0) { $0 + $1.exercises.count }
    let machine = lessons.reduce(0) {
      $0 + $1.exercises.count(where: \.needsMachine)
    }
    var text = problems.map { "\($0)\n" }.joined()
    text += """
      \(counted(lessons.count, "lesson")), \(counted(exercises, "exercise")), \
      \(machine) with the machine, languages: \
      \(ProgramLanguage.allCases.map(\.name).joined(separator: ", ")): \
      \(problems.isEmpty ? "all is well" : counted(problems.count, "problem")) \
      (\(Int(seconds.rounded(.up))) s)

      """
    try Output.write(to: nil) { try $0.write(text) }
    if !problems.isEmpty { throw ExitCode.failure }
  }

  /// The program that is running.
  static var program: URL {
    let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return FileManager.default.isExecutableFile(atPath: own.path)
      ? own : URL(fileURLWithPath: CommandLine.arguments[0])
  }
}
