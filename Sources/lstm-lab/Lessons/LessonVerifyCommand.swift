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
  @Flag(help: "Run what takes long, too; texts are looked for in the root.")
  var all = false
  @Flag(help: "Write real output into the lessons, and what is made from them.")
  var record = false
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard !quick || !all else {
      throw ValidationError("Give --quick or --all, not both.")
    }
  }

  func run() throws {
    let course = try Course()
    let verification = try CourseVerification(course)
    let lessons = try name.map { [try course.lesson($0)] } ?? course.lessons
    let start = Date()
    var problems = quick ? [] : try runProblems(of: lessons, verification)
    if record { try verification.record() }
    // What was recorded is what is checked.
    let fresh = try CourseVerification(Course())
    problems +=
      name == nil
      ? try fresh.quickProblems(programs: !quick)
      : fresh.exerciseProblems(in: lessons, programs: !quick)
    problems += lessons.flatMap(Self.unknownCommands)
    try report(problems, lessons, seconds: -start.timeIntervalSinceNow)
  }

  /// What comes of running the commands that are shown and those that draw.
  private func runProblems(
    of lessons: [Lesson], _ verification: CourseVerification
  ) throws -> [CourseProblem] {
    let progress = messages.progress
    defer { progress.end() }
    var problems: [CourseProblem] = []
    var pages = lessons.map { "Lessons/\($0.folder)/lesson.md" }
    if name == nil { pages += ["Lessons/TEACHING.md", "README.md"] }
    pages = pages.filter(verification.has)
    for (place, page) in pages.enumerated() {
      let share = Double(place) / Double(pages.count)
      problems += try verification.consoleProblems(
        in: page, program: Self.program, runsLong: all, isRecording: record,
        told: {
          progress.show(String("\(page): \($0)".prefix(60)), share: share)
        })
    }
    for lesson in lessons {
      progress.show("pictures of lesson \(lesson.number)")
      problems += try verification.drawingProblems(
        in: lesson, program: Self.program, drawsLong: all)
    }
    return problems
  }

  /// What a lesson or its hints name that is no command or option.
  private static func unknownCommands(in lesson: Lesson) -> [CourseProblem] {
    let texts = [lesson.text] + lesson.exercises.flatMap(\.hints)
    return texts.flatMap(MentionedCommand.all).compactMap { mention in
      let check = CommandLineCheck(mention.words)
      do {
        try check.requireCommand()
        try check.requireKnownOptions()
        return nil
      } catch {
        return CourseProblem(
          place: "Lessons/\(lesson.folder)",
          reason: "lstm-lab \(mention.words.joined(separator: " ")): \(error)")
      }
    }
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
      ? own : URL(fileURLWithPath: CalledWith.words[0])
  }
}
