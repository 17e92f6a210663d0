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
      ("eve.yaml", "1.3: a\n1.3: b\n"), ("notes.txt", "nothing"),
    ] {
      try text.write(
        to: folder.appendingPathComponent(path), atomically: true,
        encoding: .utf8)
    }
    let book = try Gradebook(
      folder: folder, course: small.course, runsPrograms: false,
      told: { _ in })
    #expect(book.students.map(\.name) == ["ann", "bo", "cy", "dee", "eve"])
    #expect(book.students.map(\.right) == [2, 1, 0, 0, 0])
    let results = book.students.map(\.results)
    #expect(results[0]["1.3"]?.verdict?.reasons == ["That erases."])
    #expect(results[1]["1.2"]?.problem?.contains("0.5") == true)
    #expect(book.students[1].notes.first?.contains("no lesson '7'") == true)
    #expect(results[2]["1.6"]?.verdict?.isRight == false)
    #expect(results[3]["1.6"]?.problem?.contains("beside the answers") == true)
    #expect(book.students[4].notes.first?.contains("line 2") == true)
    #expect(book.table.contains("ann      ✓    ·    ✗    ✓"))
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
