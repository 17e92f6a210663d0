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

  /// Links, pipes and folders in the place of files: none is read, and the rest
  /// of the class is graded.
  @Test func nothingLeadsOutOfTheFolder() throws {
    let small = try SmallCourse()
    let folder = small.root.appendingPathComponent("class")
    let outside = small.root.appendingPathComponent("outside")
    let files = FileManager.default
    for new in [
      outside, folder.appendingPathComponent("bo"),
      folder.appendingPathComponent("dir.yaml"),
    ] {
      try files.createDirectory(at: new, withIntermediateDirectories: true)
    }
    let answers = outside.appendingPathComponent("answers.yaml")
    try "1.3: secret\n".write(to: answers, atomically: true, encoding: .utf8)
    for (link, target) in [
      ("ann.yaml", answers), ("cy", outside), ("bo/latch.yaml", answers),
      ("bo/more", outside),
    ] {
      try files.createSymbolicLink(
        at: folder.appendingPathComponent(link), withDestinationURL: target)
    }
    for (path, text) in [
      ("bo/answers.yaml", "1.6: latch.yaml\n1.3: b\n"),
      ("eve.yaml", "1.6: cy/answers.yaml\n"), ("fay.yaml", "1.6: pipe\n"),
      ("gus.yaml", "1.6: /etc/passwd\n"), ("hal.yaml", "1.6: none\n"),
    ] {
      try text.write(
        to: folder.appendingPathComponent(path), atomically: true,
        encoding: .utf8)
    }
    for pipe in ["pipe", "ida.yaml"] {
      #expect(mkfifo(folder.appendingPathComponent(pipe).path, 0o600) == 0)
    }
    let book = try Gradebook(
      folder: folder, course: small.course, runsPrograms: false,
      told: { _ in })
    let said = book.students.map { student in
      (
        student.name,
        student.notes + student.results.compactMap(\.value.problem)
      )
    }
    for (name, reason) in [
      ("ann", "is a link"), ("bo", "latch.yaml: is a link"),
      ("cy", "is a link"), ("dir", "no ordinary file"), ("eve", "is a link"),
      ("fay", "no ordinary file"), ("gus", "beside the answers"),
      ("hal", "no such file"), ("ida", "no ordinary file"),
    ] {
      let reasons = said.first { $0.0 == name }?.1 ?? []
      #expect(reasons.count == 1, "\(name): \(reasons)")
      #expect(reasons.first?.contains(reason) == true, "\(name): \(reasons)")
    }
    #expect(book.students.first { $0.name == "bo" }?.right == 1)
    #expect(!book.table.contains("secret"))
  }
}
