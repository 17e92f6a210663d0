import LessonKit
import Testing

struct FormulaJudgeTests {
  @Test(arguments: [
    "C' = i*g + C*f", "(f⊙C) + i·C̃", "f∘c + i⋅g", "F*C**1 + I*G",
  ])
  func rightAnswersPass(_ answer: String) throws {
    try SmallCourse().expectRight("1.5", answer)
  }

  @Test(arguments: [
    ("f*C - i*g", "Nothing is subtracted."), ("f*C", "is right"),
    ("ln(0-1)", "gives nan"),
  ])
  func wrongAnswersGetAReason(_ answer: String, _ reason: String) throws {
    try SmallCourse().expectWrong("1.5", answer, reason)
  }

  @Test(arguments: [
    ("", "empty"), ("x + 1", "nothing here is called 'x'"),
    ("trace(\"a\")", "trace"), ("f *", "too soon"),
  ])
  func whatCannotBeJudgedSaysWhatToType(
    _ answer: String, _ message: String
  ) throws {
    try SmallCourse().expectRefused("1.5", answer, message)
  }
}
