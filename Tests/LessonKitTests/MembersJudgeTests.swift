import LessonKit
import Testing

struct MembersJudgeTests {
  private static let exercises = """
    - id: steps
      kind: units
      of: steps
      below: 4 + 2
      ask: Which?
      expect: "[2, 3, 5]"
      hints: [Count.]
      worked: So.
    """

  @Test func stepsAreListedAndCounted() throws {
    let small = try SmallCourse(exercises: Self.exercises)
    try small.expectRight("1.1", "steps 2, 3 and 5")
    try small.expectRight("1.1", "2 to 3, 5")
    try small.expectWrong("1.1", "2", "It belongs; 2 are missing.")
    try small.expectWrong("1.1", "1 2", "1 of your 2 belongs; 1 does not; 2")
    try small.expectWrong("1.1", "3-6", "no step 6; they are 0 to 5")
    try small.expectRefused("1.1", "x", "not a list of steps")
  }
}
