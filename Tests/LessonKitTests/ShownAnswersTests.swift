import Testing

@testable import LessonKit

struct ShownAnswersTests {
  private static let exercises = """
    - id: sum
      kind: number
      ask: Which?
      expect: 100 + 23.4
      tolerance: 0.01
      hints: [Add.]
      worked: So.
    """

  @Test func anAnswerInTheTextIsFound() throws {
    for (prose, count) in [
      ("It is 123.4, as a table shows.", 1), ("It is 123.5.", 0),
      ("<!-- exercises -->\n123.4\n<!-- /exercises -->", 0),
    ] {
      let small = try SmallCourse(exercises: Self.exercises, prose: prose)
      #expect(ShownAnswers.problems(small.course.lessons[0]).count == count)
    }
  }
}
