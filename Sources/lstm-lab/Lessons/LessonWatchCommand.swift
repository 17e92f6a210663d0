import ArgumentParser
import LessonKit
import ModelFiles

struct LessonWatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Check a file each time it is saved, until it is right.",
    discussion: """
        lstm-lab lesson watch 6.1 latch.yaml
      """)

  @OptionGroup var options: LessonOptions
  @Argument(
    help: ArgumentHelp("An exercise, such as 6.1.", valueName: "n"),
    completion: .lessons)
  var name: String
  @Argument(help: "The file with the answer.", completion: .file())
  var file: String

  func run() throws {
    let course = try options.course()
    let place = try course.exercise(name)
    Talk.say("Watching \(file) for \(place.name). Ctrl-C ends.")
    var seen: Stamp?
    while true {
      let stamp = Stamp(path: file)
      if stamp != seen {
        seen = stamp
        if try check(place, in: course) { return }
      }
      usleep(200_000)
    }
  }

  /// Judges the file as it is now; what cannot be judged is said, for the next
  /// save may mend it.
  private func check(
    _ place: Course.Place, in course: Course
  ) throws -> Bool {
    let exercise = place.exercise
    do {
      let submission = try Submission(file: file)
      let verdict = try exercise.judge(submission)
      warn(ProgressFile().note(verdict, on: submission, of: exercise))
      try Output.write(to: nil) {
        try $0.write(options.talk.tell(verdict, about: place, in: course))
      }
      return verdict.isRight
    } catch let error as ClosedPipe {
      throw error
    } catch {
      Talk.say("\(error)")
      return false
    }
  }

  /// What tells one save of a file from the next.
  private struct Stamp: Equatable {
    var size: Int?
    var date: Date?

    init(path: String) {
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      size = attributes?[.size] as? Int
      date = attributes?[.modificationDate] as? Date
    }
  }
}
