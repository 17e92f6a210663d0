import LessonKit
import Testing

/// Weights as learners write them.
struct CellShapeTests {
  @Test(arguments: [
    "forget: {b: 20}\ninput: {x: 20, b: -10}\ncandidate: {x: 1.0986}"
  ])
  func rightAnswersPass(_ answer: String) throws {
    try SmallCourse().expectRight("1.6", answer)
  }

  @Test(arguments: [
    ("{}", "C is 0.")
  ])
  func wrongAnswersGetAReason(_ answer: String, _ reason: String) throws {
    try SmallCourse().expectWrong("1.6", answer, reason)
  }

  @Test(arguments: [
    ("", "empty"), ("forget: 3", "name: value"),
    ("forgt: {b: 1}", "line 1, column 1: there is no “forgt”"),
    ("input: {b: 1}\nforget: {b: 0,5}", "line 2, column 15"),
    ("forget: {b: nan}", "not a number"), ("input: {b: [1, 2, 3]}", "3 units"),
    ("{{{", "not YAML"), ("forget: {b: 1}\nforget: {b: 2}", "written twice"),
    (String(repeating: "[", count: 9000), "nested"),
    (String(repeating: "- ", count: 9000), "nested"),
    (String(repeating: "[\n", count: 9000), "nested"),
    (String(repeating: "x", count: 100_000), "bytes"),
  ])
  func whatCannotBeJudgedSaysWhatToType(
    _ answer: String, _ message: String
  ) throws {
    try SmallCourse().expectRefused("1.6", answer, message)
  }
}
