import LessonKit
import Testing

struct ExerciseVerificationTests {
  private func problems(_ exercises: String) throws -> [String] {
    let small = try SmallCourse(exercises: exercises)
    return try CourseVerification(small.course)
      .exerciseProblems(in: small.course.lessons, programs: false)
      .map(\.description)
  }

  @Test func aSoundCourseHasNoProblems() throws {
    #expect(try problems(SmallCourse.exercises) == [])
  }

  @Test(arguments: [
    ("hints: [One., Two.]", "hints: []", "a hint is missing"),
    ("expect: 10", "expect: 20", "its solution fails"),
    ("tolerance: 0.001", "tolerance: 1e9", "passes unsolved"),
    ("value: tanh(a)", "value: sigmoid(a)", "passes"),
    ("expect: f * C + i * g", "expect: \"0\"", "passes unsolved"),
    ("worked: Because.", "worked: '{1 +}'", "at fault"),
    ("id: keep", "id: open", "is taken"),
    ("otherwise: C is {r.c[2]}.", "otherwise: C is {r.q}.", "at fault"),
    ("ask: One pulse leaves 0.8.", "ask: '{'", "at fault"),
  ])
  func eachFaultIsFound(
    _ sound: String, _ faulty: String, _ reason: String
  ) throws {
    let exercises = SmallCourse.exercises.replacing(
      sound, with: faulty, maxReplacements: 1)
    #expect(exercises != SmallCourse.exercises)
    let found = try problems(exercises)
    #expect(found.contains { $0.contains(reason) }, "\(found)")
  }
}
