import LessonKit
import Testing

struct NumberJudgeTests {
  @Test(arguments: [
    ("1.1", "0.5744 0.2913"), ("1.1", "t=0.2913 s = 0.5744"),
    ("1.1", "0.5744,0.2913"), ("1.1", "0.5744, 0.2913"), ("1.2", "2.634"),
    ("1.2", "2.6"), ("1.2", "ln(13.93)"), ("1.2", "263.4%"),
    ("1.2", "≈ 2.634."), ("1.1", "S=0.5744 T=0.2913"),
  ])
  func rightAnswersPass(_ name: String, _ answer: String) throws {
    try SmallCourse().expectRight(name, answer)
  }

  @Test(arguments: [
    ("1.1", "0.2913 0.2913", "That is tanh(0.3)."),
    ("1.1", "0.5744 0.5744", "That is σ(0.3)."),
    ("1.1", "0.5744 -0.2913", "the sign is not"),
    ("1.1", "0.5744 0.29", "0.29 is close"),
    ("1.1", "0.5744 0.295", "0.295 is not it."),
    ("1.1", "7 16,128", "16,128 is not it."),
    ("1.1", "1/2 0.29", "1/2 = 0.5 is not it."),
    // One digit says nothing of which wrong value was meant.
    ("1.1", "0.3 0.2913", "0.3 is not it."),
    ("1.1", "0.5744 29.13", "29.13 is not it."),
    ("1.1", "0.5744 8", "1 of 2 is right."),
    ("1.2", "1", "the run gives 2.213, not 10"),
  ])
  func wrongAnswersGetAReason(
    _ name: String, _ answer: String, _ reason: String
  ) throws {
    try SmallCourse().expectWrong(name, answer, reason)
  }

  /// Where a question speaks of one, the other is not simply wrong.
  @Test func sharesAndPerCentAreToldApart() throws {
    let small = try SmallCourse(
      exercises: """
        - id: share
          kind: number
          ask: What is the probability?
          expect: 0.14
          tolerance: 0.005
          hints: [Count.]
          worked: So.
        - id: hundredths
          kind: number
          ask: How many per cent?
          expect: 11.3
          tolerance: 0.6
          hints: [Count.]
          worked: So.
        """)
    try small.expectWrong("1.1", "14", "A share is asked for: is it 14%?")
    try small.expectRight("1.1", "14%")
    try small.expectWrong("1.2", "0.113", "Per cent are asked for.")
  }

  @Test(arguments: [
    ("1.1", "", "empty"), ("1.1", "0,5744 0,2913", "0.5744"),
    ("1.2", "abc", "not a number"),
    ("1.2", "nan", "not a number"), ("1.2", "0x10", "not a number"),
    ("1.2", "1e999", "too large"), ("1.2", "1 2", "one is asked for"),
    ("1.1", "0.5", "s, t"), ("1.1", "q=1 s=2", "no 'q'"),
  ])
  func whatCannotBeJudgedSaysWhatToType(
    _ name: String, _ answer: String, _ message: String
  ) throws {
    try SmallCourse().expectRefused(name, answer, message)
  }
}
