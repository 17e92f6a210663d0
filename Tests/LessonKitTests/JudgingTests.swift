import Foundation
import LessonKit
import ModelFiles
import Testing

struct JudgingTests {
  @Test(arguments: [
    ("1.1", "0.5744 0.2913"), ("1.1", "t=0.2913 s = 0.5744"),
    ("1.1", "0.5744,0.2913"), ("1.1", "0.5744, 0.2913"), ("1.2", "2.634"),
    ("1.2", "2.6"), ("1.3", "b"), ("1.3", " B) "), ("1.4", "1,3-4"),
    ("1.4", "4 3 1"), ("1.5", "C' = i*g + C*f"), ("1.5", "(f⊙C) + i·C̃"),
    ("1.6", "forget: {b: 20}\ninput: {x: 20, b: -10}\ncandidate: {x: 1.0986}"),
  ])
  func rightAnswersPass(_ name: String, _ answer: String) throws {
    let verdict = try SmallCourse().judge(name, answer)
    #expect(verdict.isRight, "\(verdict.reasons)")
  }

  @Test(arguments: [
    ("1.1", "0.2913 0.2913", "That is tanh(0.3)."),
    ("1.1", "0.5744 0.5744", "That is σ(0.3)."),
    ("1.1", "0.5744 -0.2913", "the sign is not"),
    ("1.1", "0.5744 0.295", "close"), ("1.1", "7 8", "7 is not it."),
    ("1.2", "1", "the run gives 2.213, not 10"), ("1.3", "a", "erases"),
    ("1.4", "2,4,5", "count from 0"), ("1.4", "1-2", "1 of your 2 belongs"),
    ("1.5", "f*C - i*g", "Nothing is subtracted."), ("1.5", "f*C", "is right"),
    ("1.5", "ln(0-1)", "gives nan"), ("1.6", "{}", "C is 0."),
  ])
  func wrongAnswersGetAReason(
    _ name: String, _ answer: String, _ reason: String
  ) throws {
    let verdict = try SmallCourse().judge(name, answer)
    #expect(!verdict.isRight)
    #expect(
      verdict.reasons.joined(separator: " ").contains(reason),
      "\(verdict.reasons)")
  }

  @Test(arguments: [
    ("1.1", "", "empty"), ("1.1", "0,5744 0,2913", "0.5744"),
    ("1.2", "50%", "0.5"), ("1.2", "abc", "not a number"),
    ("1.2", "nan", "not a number"), ("1.2", "0x10", "not a number"),
    ("1.2", "1e999", "too large"), ("1.2", "1 2", "one is asked for"),
    ("1.1", "0.5", "s, t"), ("1.1", "q=1 s=2", "no 'q'"), ("1.3", "", "empty"),
    ("1.3", "c", "choices, a, b"), ("1.4", "x", "not a list of units"),
    ("1.4", "3-1", "not a list of units"), ("1.4", "", "empty"),
    ("1.5", "", "empty"), ("1.5", "x + 1", "nothing here is called 'x'"),
    ("1.5", "trace(\"a\")", "trace"), ("1.5", "f *", "too soon"),
    ("1.6", "", "empty"), ("1.6", "forget: 3", "name: value"),
    ("1.6", "forgt: {b: 1}", "line 1, column 1: there is no “forgt”"),
    ("1.6", "input: {b: 1}\nforget: {b: 0,5}", "line 2, column 15"),
    ("1.6", "forget: {b: nan}", "not a number"),
    ("1.6", "input: {b: [1, 2, 3]}", "3 units"), ("1.6", "{{{", "not YAML"),
    ("1.6", "forget: {b: 1}\nforget: {b: 2}", "written twice"),
    ("1.6", String(repeating: "[", count: 9000), "nested"),
    ("1.6", String(repeating: "- ", count: 9000), "nested"),
    ("1.6", String(repeating: "[\n", count: 9000), "nested"),
    ("1.6", String(repeating: "x", count: 100_000), "bytes"),
  ])
  func whatCannotBeJudgedSaysWhatToType(
    _ name: String, _ answer: String, _ message: String
  ) throws {
    let small = try SmallCourse()
    do {
      let verdict = try small.judge(name, answer)
      Issue.record("judged: \(verdict)")
    } catch {
      #expect("\(error)".contains(message), "\(error)")
      #expect(error is AnswerError || error is YAMLError)
    }
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

  @Test(arguments: ["0", "9", "x", "", "1.0", "1.99", "1.x", "99999999999999"])
  func unknownExercisesAreErrors(_ name: String) throws {
    let small = try SmallCourse()
    #expect(throws: CourseError.self) { try small.course.exercise(name) }
  }

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
