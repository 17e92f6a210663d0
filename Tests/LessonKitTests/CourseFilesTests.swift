import Foundation
import LessonKit
import Testing

struct CourseFilesTests {
  static let lessons = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Lessons")

  @Test func theProgramCarriesTheCourse() throws {
    let (carried, onDisk) = (
      try Course(.builtIn), try Course(.folder(Self.lessons))
    )
    #expect(carried.lessons.map(\.text) == onDisk.lessons.map(\.text))
    #expect(
      carried.exercises.map(\.exercise.ask)
        == onDisk.exercises.map(\.exercise.ask))
  }

  @Test func theNearestCourseIsFoundUpward() {
    let inside = Self.lessons.appendingPathComponent("workbook/solutions").path
    guard case .folder(let found) = CourseFiles.nearest(to: inside) else {
      Issue.record("not found")
      return
    }
    #expect(found.path == Self.lessons.resolvingSymlinksInPath().path)
    guard case .builtIn = CourseFiles.nearest(to: "/") else {
      Issue.record("there is no course at the root")
      return
    }
  }
}
