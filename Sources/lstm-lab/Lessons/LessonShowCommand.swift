import ArgumentParser
import LessonKit
import Wording

struct LessonShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Read a lesson, or one exercise.",
    discussion: """
      On a terminal a lesson stops where it asks for a prediction: type a guess, \
      or Enter alone, then see. Guesses are kept with your progress, and the end \
      of the lesson says how they went.

        lstm-lab lesson show 2
        lstm-lab lesson show 8.3 --start > backward.swift
      """)

  @OptionGroup var options: LessonOptions
  @Argument(
    help: ArgumentHelp("A lesson, 2, or an exercise, 2.3.", valueName: "n"))
  var name: String
  @Flag(help: "Print what the exercise's file begins as.")
  var start = false
  @Flag(help: "With --start: the file for Python in place of Swift.")
  var python = false
  @Flag(help: "Print the whole lesson without stopping.")
  var all = false

  func validate() throws {
    guard start || !python else {
      throw ValidationError("--python goes with --start.")
    }
  }

  func run() throws {
    let course = try options.course()
    guard !start, !name.contains(".") else {
      let place = try course.exercise(name)
      let text =
        try start
        ? place.start(inPython: python) : options.talk.show(place)
      return try Output.write(to: nil) { try $0.write(text) }
    }
    let lesson = try course.lesson(name)
    let isAsking =
      !all && TerminalFacts.isOutputTerminal && isatty(STDIN_FILENO) == 1
    guard isAsking else {
      let text = try options.talk.show(lesson)
      return try Output.write(to: nil) { try $0.write(text) }
    }
    try read(lesson)
  }

  /// The lesson piece by piece, with a guess asked for between two.
  private func read(_ lesson: Lesson) throws {
    let pages = LessonPages(try CourseTalk.markdown(of: lesson)).pieces
    var guesses: [(place: Int, guess: String)] = []
    for (place, piece) in pages.enumerated() {
      try Output.write(to: nil) {
        try $0.write(options.talk.page.render(piece) + "\n")
      }
      guard place + 1 < pages.count else { break }
      guard let guess = Self.answer(to: "Your guess (Enter to go on): ") else {
        break
      }
      if !guess.isEmpty { guesses.append((place, guess)) }
    }
    try judge(guesses, of: lesson)
  }

  /// Asks of each guess whether it came so, keeps them and says how they went.
  private func judge(
    _ guesses: [(place: Int, guess: String)], of lesson: Lesson
  ) throws {
    guard !guesses.isEmpty else { return }
    var predictions: [String: Progress.Prediction] = [:]
    for (place, guess) in guesses {
      predictions[lesson.predictionName(place)] = Progress.Prediction(
        guess: guess, cameTrue: Self.cameTrue(guess))
    }
    warn(
      ProgressFile().update { progress in
        progress.predictions.merge(predictions) { $1 }
      })
    let right = predictions.values.count { $0.cameTrue == true }
    try Output.write(to: nil) {
      try $0.write(
        "\(right) of \(counted(guesses.count, "prediction")) came so.\n")
    }
  }

  /// Whether a guess came so; nil where nobody says.
  private static func cameTrue(_ guess: String) -> Bool? {
    let question =
      "You guessed “\(guess.withVisibleControls)”. Did it come so? (y/n) "
    while let reply = answer(to: question)?.lowercased(), !reply.isEmpty {
      if "yes".hasPrefix(reply) { return true }
      if "no".hasPrefix(reply) { return false }
    }
    return nil
  }

  /// A line that is typed; nil at the end of the input.
  private static func answer(to question: String) -> String? {
    Talk.ask(question)
    return readLine()?.trimmed
  }
}
