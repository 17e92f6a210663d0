import LessonKit
import Testing

struct ExerciseParsingTests {
  @Test(arguments: [
    "", "x: 1", "- id: a", "- {id: a, kind: number, ask: x, expect: 1}",
    "- {id: a, kind: riddle, ask: x}", "- 3", "[", "- [a]",
    "- {id: a, kind: choice, ask: x, choices: {a: 1}, expect: a}",
    "- {id: a, kind: number, ask: x, expect: 1, tolerance: 1, typo: 2}",
  ])
  func aDamagedCourseNamesItsFile(_ exercises: String) {
    do {
      _ = try SmallCourse(exercises: exercises)
      Issue.record("loaded")
    } catch {
      #expect("\(error)".contains("Lessons/01-all/exercises.yaml"), "\(error)")
    }
  }
}
