/// How long a lesson takes, by a count that anyone can repeat: 200 words a
/// minute, half a minute to look at what each command prints, and for each
/// exercise what its kind takes a student who thinks.
package struct LessonTime {
  let text: String
  let exercises: [Exercise]

  /// The count, rounded up to five minutes.
  package var minutes: Int {
    let words = text.split(whereSeparator: \.isWhitespace).count
    let commands = ConsoleBlock.parse(text).reduce(0) { $0 + $1.entries.count }
    let reading = Double(words) / 200 + Double(commands) / 2
    let working = exercises.reduce(0) { $0 + Self.minutes(of: $1) }
    return Int(((reading + Double(working)) / 5).rounded(.up)) * 5
  }

  /// Of one exercise; a command to be run takes a minute more.
  private static func minutes(of exercise: Exercise) -> Int {
    let own =
      switch exercise.question {
      case .choice: 1
      case .number, .formula, .units: 2
      case .unit: 5
      case .equations: 8
      case .weights: 12
      case .program: 25
      }
    return own + (exercise.command == nil ? 0 : 1)
  }
}

extension Lesson {
  /// What the lesson should say of its time.
  var counted: LessonTime { LessonTime(text: text, exercises: exercises) }

  /// A text of this lesson with the counted time in it.
  func timed(_ text: String) -> String {
    let minutes = LessonTime(text: text, exercises: exercises).minutes
    return text.replacing(
      /(Time:\W*)\d+( minutes)/, maxReplacements: 1
    ) { "\($0.1)\(minutes)\($0.2)" }
  }

  /// The course's map with the counted time of this lesson in it.
  func timed(map: String) -> String {
    map.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard line.hasPrefix("| \(number) |"), line.contains(folder) else {
        return String(line)
      }
      return String(
        line.replacing(/\| (\d+) \|(?=[^|]*\|$)/) { _ in
          "| \(counted.minutes) |"
        })
    }.joined(separator: "\n")
  }
}
