import Foundation
import LessonKit
import Testing

/// The course that lies in the repository.
enum RepositoryCourse {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func load() throws -> Course {
    try Course(.folder(root.appendingPathComponent("Lessons")))
  }
}

struct LessonsTests {
  @Test func theCourseLoads() throws {
    #expect(try !RepositoryCourse.load().lessons.isEmpty)
  }
}
