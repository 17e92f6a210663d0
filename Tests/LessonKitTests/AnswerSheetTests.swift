import Foundation
import LessonKit
import Testing

struct AnswerSheetTests {
  @Test func whatIsExportedIsGradedAsItWas() throws {
    let small = try SmallCourse()
    var progress = Progress()
    progress.learner = "Ada \"L\""
    for (id, answer) in [
      ("two-numbers", "t=0.2913 s=0.5744"), ("keep", "b"),
      ("memory", "f*C + i*g"),
      (
        "pulse",
        "forget: {b: 20}\ninput: {x: 20, b: -10}\ncandidate: {x: 1.0986}\n"
      ),
    ] {
      progress[id].isPassed = true
      progress[id].attempts = 2
      progress[id].answer = answer
    }
    let sheet = AnswerSheet(course: small.course, learner: progress.learner)
    let text = sheet.answers(progress)
    #expect(text.contains("# keep, after 2 tries\n1.3: \"b\"\n"))
    let folder = small.root.appendingPathComponent("class")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true)
    try text.write(
      to: folder.appendingPathComponent("ada.yaml"), atomically: true,
      encoding: .utf8)
    let book = try Gradebook(
      folder: folder, course: small.course, runsPrograms: false,
      told: { _ in })
    #expect(book.students[0].notes == [])
    #expect(book.students[0].right(of: book.exercises) == 4)
  }

  @Test func theTemplateHasEveryQuestionAndNoAnswer() throws {
    let small = try SmallCourse()
    let text = try AnswerSheet(course: small.course, learner: nil).template()
    for place in small.course.exercises {
      #expect(text.contains("\n\(place.name):   # "))
    }
  }
}
