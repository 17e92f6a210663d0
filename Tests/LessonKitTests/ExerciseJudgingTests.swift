import LessonKit
import Testing

/// Choices and units.
struct ExerciseJudgingTests {
  @Test(arguments: [
    ("1.3", "b"), ("1.3", " B) "), ("1.3", "(b)."), ("1.3", "Keep"),
    ("1.4", "1,3-4"), ("1.4", "4 3 1"),
  ])
  func rightAnswersPass(_ name: String, _ answer: String) throws {
    try SmallCourse().expectRight(name, answer)
  }

  @Test(arguments: [
    ("1.3", "a", "erases"), ("1.4", "2,4,5", "count from 0"),
    ("1.4", "1-2", "1 of your 2 belongs"),
  ])
  func wrongAnswersGetAReason(
    _ name: String, _ answer: String, _ reason: String
  ) throws {
    try SmallCourse().expectWrong(name, answer, reason)
  }

  @Test(arguments: [
    ("1.3", "", "empty"), ("1.3", "c", "choices, a, b"),
    ("1.4", "x", "not a list of units"), ("1.4", "3-1", "not a list of units"),
    ("1.4", "", "empty"),
  ])
  func whatCannotBeJudgedSaysWhatToType(
    _ name: String, _ answer: String, _ message: String
  ) throws {
    try SmallCourse().expectRefused(name, answer, message)
  }

  @Test func anExerciseAtFaultSaysSo() throws {
    let small = try SmallCourse(
      exercises: """
        - id: broken
          kind: number
          ask: What?
          expect: nothing + 1
          tolerance: 0.1
          hints: [None.]
        """)
    #expect(throws: CourseError.self) { try small.judge("1", "1") }
  }
}
