import Foundation
import LessonKit
import Testing

struct GradebookTests {
  @Test func aClassIsGraded() throws {
    let small = try SmallCourse()
    let folder = small.root.appendingPathComponent("class")
    let bo = folder.appendingPathComponent("bo")
    try FileManager.default.createDirectory(
      at: bo, withIntermediateDirectories: true)
    for (path, text) in [
      ("ann.yaml", "two-numbers: [0.5744, 0.2913]\n1.3: a\n1.4: '1,3,4'\n"),
      ("bo/answers.yaml", "1.6: pulse.yaml\n1.2: '0,5'\n7.1: 3\n"),
      (
        "bo/pulse.yaml",
        "forget: {b: 20}\ninput: {x: 20, b: -10}\ncandidate: {x: 1.0986}\n"
      ),
      ("cy.yaml", "1.6: {input: {x: 1}}\n"), ("dee.yaml", "1.6: ../ann.yaml\n"),
      ("eve.yaml", "1.3: b\n1.2: 2.634\n1.2: 1\n1.4: [\n"),
      ("frank.txt", "1.3: b\n"), ("gil.json", "{\"1.3\": \"b\"}"),
      ("hal.yaml", "1.1: {t: 0.2913, S: 0.5}\n1.6: weights.yaml\n1.5:\n"),
      ("weights.yaml", "input: {x: 1}\n"), ("photo.png", "x"),
    ] {
      try text.write(
        to: folder.appendingPathComponent(path), atomically: true,
        encoding: .utf8)
    }
    let book = try Gradebook(
      folder: folder, course: small.course, runsPrograms: false,
      told: { _ in })
    #expect(
      book.students.map(\.name)
        == ["ann", "bo", "cy", "dee", "eve", "frank", "gil", "hal"])
    #expect(
      book.students.map { $0.right(of: book.exercises) }
        == [2, 1, 0, 0, 2, 1, 1, 0])
    #expect(book.students[7].credit(of: book.exercises) == 0.5)
    #expect(book.ignored == ["photo.png"])
    let results = book.students.map(\.results)
    #expect(results[0]["1.3"]?.verdict?.reasons == ["That erases."])
    #expect(results[1]["1.2"]?.problem?.contains("0.5") == true)
    #expect(results[7]["1.6"]?.verdict?.isRight == false)
    #expect(results[7]["1.5"] == nil)
    #expect(book.students[1].notes.first?.contains("no lesson '7'") == true)
    #expect(results[2]["1.6"]?.verdict?.isRight == false)
    #expect(results[3]["1.6"]?.problem?.contains("beside the answers") == true)
    #expect(book.students[4].notes.first?.contains("line 3") == true)
    #expect(book.table.contains("ann          ✓     ·     ✗     ✓     ·     ·"))
    #expect(book.table.split(separator: "\n").allSatisfy { $0.count <= 120 })
    #expect(
      book.csv.hasPrefix(
        "student,1.1,1.2,1.3,1.4,1.5,1.6,right,credit,of\nann,1.00,,0.00,1.00,,,2,2.00,6\n"
      ))
    let json = try JSONSerialization.jsonObject(
      with: Data(book.json().utf8))
    #expect((json as? [[String: Any]])?[0]["right"] as? Int == 2)
  }

  @Test func aFolderWithoutAnswersIsAnError() throws {
    let small = try SmallCourse()
    for path in ["none", "Lessons/01-all/lesson.md"] {
      #expect(throws: GradebookError.self) {
        try Gradebook(
          folder: small.root.appendingPathComponent(path),
          course: small.course, runsPrograms: false, told: { _ in })
      }
    }
  }
}
