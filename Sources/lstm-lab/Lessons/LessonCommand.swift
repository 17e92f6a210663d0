import ArgumentParser
import LessonKit
import Wording

struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "Work through the course: lessons, exercises, checked answers.",
    discussion: """
      Begin with `lstm-lab lesson next`: it says where you are and what to do \
      now. An exercise is named as 2.3; 2 alone means 2.1.

        lstm-lab lesson next
        lstm-lab lesson show 2
        lstm-lab lesson check 2.1 0.73
      """,
    subcommands: [
      LessonNextCommand.self, LessonListCommand.self, LessonShowCommand.self,
      LessonCheckCommand.self, LessonHintCommand.self,
      LessonSolutionCommand.self, LessonWatchCommand.self,
      LessonExportCommand.self,
      LessonVerifyCommand.self, LessonGradeCommand.self,
      LessonResetCommand.self,
    ],
    defaultSubcommand: LessonListCommand.self)
}

/// How lesson commands print.
struct LessonOptions: ParsableArguments {
  @OptionGroup var colour: ColourOption
  @Option(
    help: ArgumentHelp(
      "Whose numbers the exercises have: a name, a number, or 0 for those in the "
        + "text (default: the learner's).", valueName: "name"))
  var seed: String?

  /// The course with the numbers that are asked for, or the learner's own.
  func course(_ progress: Progress? = nil) throws -> Course {
    let seed =
      self.seed.map { Seed($0) }
      ?? (progress ?? ProgressFile().load().progress).seed
    return try Course(seed: seed)
  }

  /// A page as wide as the terminal, or 80 columns elsewhere.
  var talk: CourseTalk {
    CourseTalk(
      page: MarkdownPage(
        width: min(100, TerminalFacts.width),
        isColoured: colour.isColoured))
  }
}

/// Warns about the progress file, where anything is wrong with it.
func warn(_ notice: String?) {
  if let notice { Talk.say("warning: \(notice)") }
}

struct LessonListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the lessons and what is passed.",
    discussion: """
        lstm-lab lesson list
      """)

  @OptionGroup var options: LessonOptions
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let (progress, notice) = ProgressFile().load()
    warn(notice)
    let course = try options.course(progress)
    let text =
      json
      ? try CourseJSON.list(course, progress)
      : options.talk.list(course, progress)
    try Output.write(to: nil) { try $0.write(text) }
  }
}

struct LessonHintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hint", abstract: "Show a hint; each call shows one more.",
    discussion: """
        lstm-lab lesson hint 2.3
      """)

  @OptionGroup var options: LessonOptions
  @Argument(help: ArgumentHelp("An exercise, such as 2.3.", valueName: "n"))
  var name: String

  func run() throws {
    let place = try options.course().exercise(name)
    var shown = 0
    warn(
      ProgressFile().update { progress in
        shown = min(
          progress[place.exercise.id].hints + 1, place.exercise.hints.count)
        progress[place.exercise.id].hints = shown
      })
    let text = try options.talk.hints(place, upTo: shown)
    try Output.write(to: nil) { try $0.write(text) }
  }
}

struct LessonSolutionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solution",
    abstract: "Show a solution, once the exercise is passed.",
    discussion: """
        lstm-lab lesson solution 2.3
      """)

  @OptionGroup var options: LessonOptions
  @Argument(help: ArgumentHelp("An exercise, such as 2.3.", valueName: "n"))
  var name: String
  @Flag(help: "Show it although the exercise is not passed.")
  var giveUp = false

  func run() throws {
    let place = try options.course().exercise(name)
    let file = ProgressFile()
    let (progress, notice) = file.load()
    warn(notice)
    let record = progress[place.exercise.id]
    guard record.isPassed || record.gaveUp || giveUp else {
      throw Refusal(
        """
        \(place.name) is not passed yet. `lstm-lab lesson hint \(place.name)` \
        helps; `lstm-lab lesson solution \(place.name) --give-up` shows it all \
        the same.
        """)
    }
    if !record.isPassed, !record.gaveUp {
      warn(file.update { $0[place.exercise.id].gaveUp = true })
    }
    let text = try options.talk.solution(place)
    try Output.write(to: nil) { try $0.write(text) }
  }
}

struct LessonResetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Forget the progress of an exercise, a lesson or the course.",
    discussion: """
        lstm-lab lesson reset 2.3
        lstm-lab lesson reset --all
      """)

  @Argument(
    help: ArgumentHelp("A lesson, 2, or an exercise, 2.3.", valueName: "n"))
  var name: String?
  @Flag(help: "Forget the whole course.")
  var all = false

  func validate() throws {
    guard (name == nil) == all else {
      throw ValidationError("Name a lesson or an exercise, or give --all.")
    }
  }

  func run() throws {
    let course = try Course()
    let exercises: [Exercise]? =
      if let name {
        name.contains(".")
          ? [try course.exercise(name).exercise]
          : try course.lesson(name).exercises
      } else { nil }
    let ids = exercises?.map(\.id)
    warn(
      ProgressFile().update { progress in
        for id in ids ?? Array(progress.exercises.keys) {
          progress.exercises[id] = nil
        }
        if ids == nil { progress.predictions = [:] }
      })
    Talk.say("Forgotten: \(name ?? "all progress").")
  }
}
