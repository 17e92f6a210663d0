import Foundation
import LessonKit
import Testing

struct HandInsTests {
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
    #expect(
      book.students.first { $0.name == "bo" }?.right(of: book.exercises) == 1)
    #expect(!book.table.contains("secret"))
  }
}
