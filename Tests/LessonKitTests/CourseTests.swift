import LessonKit
import Testing

struct CourseTests {
  @Test(arguments: ["0", "9", "x", "", "1.0", "1.99", "1.x", "99999999999999"])
  func unknownExercisesAreErrors(_ name: String) throws {
    let small = try SmallCourse()
    #expect(throws: CourseError.self) { try small.course.exercise(name) }
  }
}
