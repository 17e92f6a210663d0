import Foundation
import LessonKit
import ModelFiles
import Testing

/// A course of one lesson with an exercise of each kind, in a folder that goes
/// away with its value.
final class SmallCourse {
  let root: URL
  let course: Course

  init(exercises: String = SmallCourse.exercises, prose: String = "") throws {
    root = FileManager.default.temporaryDirectory
      .appendingPathComponent("lstm-lab-\(UUID().uuidString)")
    let folder = root.appendingPathComponent("Lessons/01-all")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true)
    for (name, text) in [
      ("lesson.md", "# 1. All kinds\n\nTime: 5 minutes\n\n\(prose)\n"),
      ("exercises.yaml", exercises),
    ] {
      try text.write(
        to: folder.appendingPathComponent(name), atomically: true,
        encoding: .utf8)
    }
    course = try Course(.folder(root.appendingPathComponent("Lessons")))
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  func judge(_ name: String, _ answer: String) throws -> Verdict {
    let exercise = try course.exercise(name).exercise
    return try exercise.judge(
      exercise.question.takesFile
        ? .file(name: "answer.yaml", text: answer) : .words([answer]))
  }

  func expectRight(_ name: String, _ answer: String) throws {
    let verdict = try judge(name, answer)
    #expect(verdict.isRight, "\(verdict.reasons)")
  }

  func expectWrong(_ name: String, _ answer: String, _ reason: String) throws {
    let verdict = try judge(name, answer)
    #expect(!verdict.isRight)
    #expect(
      verdict.reasons.joined(separator: " ").contains(reason),
      "\(verdict.reasons)")
  }

  func expectRefused(
    _ name: String, _ answer: String, _ message: String
  ) throws {
    let error = #expect(throws: (any Error).self) { try judge(name, answer) }
    #expect("\(try #require(error))".contains(message), "\(answer)")
    #expect(error is AnswerError || error is YAMLError)
  }

  static let exercises = """
    let:
      a: 0.3
    exercises:
      - id: two-numbers
        kind: number
        ask: σ and tanh of {a}?
        expect: {s: sigmoid(a), t: tanh(a)}
        tolerance: 0.001
        hints: [One., Two.]
        worked: They are {sigmoid(a)} and {tanh(a)}.
        wrong:
          - part: s
            value: tanh(a)
            because: That is tanh({a}).
          - part: t
            value: sigmoid(a)
            because: That is σ({a}).
      - id: half-life
        kind: number
        ask: Which b_f halves a memory in ten steps?
        measure: ln(0.5) / ln(sigmoid(answer))
        expect: 10
        tolerance: 0.5
        solution: "{ln(0.5^0.1 / (1 - 0.5^0.1))}"
        hints: [f to the tenth is a half.]
        worked: f = 0.5^0.1.
      - id: keep
        kind: choice
        ask: Which keeps?
        choices: {a: forget, b: keep}
        expect: "1 * a0 == a0 ? b : a"
        let: {a0: 2}
        hints: [b]
        worked: Because.
        wrong:
          - value: a
            because: That erases.
      - id: open
        kind: units
        ask: Which are above 2?
        expect: where([1, 3, 2, 5, 7] > 2)
        hints: [Count from 0.]
        worked: So.
        wrong:
          - value: "[2, 4, 5]"
            because: Units count from 0.
      - id: memory
        kind: formula
        ask: The new memory?
        variables: {f: [0, 1], i: [0, 1], g: [-1, 1], C: [-3, 3]}
        expect: f * C + i * g
        hints: [Add.]
        worked: So.
        wrong:
          - value: f * C - i * g
            because: Nothing is subtracted.
      - id: pulse
        kind: weights
        inputs: [x]
        ask: One pulse leaves 0.8.
        then: {r: "run(answer, [1, 0, 0])"}
        require:
          - that: abs(r.c[2] - 0.8) < 0.05
            otherwise: C is {r.c[2]}.
        start: "input: {x: 0}"
        solution: |
          forget: {b: 20}
          input: {x: 20, b: -10}
          candidate: {x: 1.0986}
        hints: [Keep.]
        worked: So.
    """
}

/// The number that a formula gives.
func number(of formula: String) throws -> Double {
  guard case .number(let number) = try Evaluator().value(of: formula) else {
    Issue.record("\(formula) is no number")
    return .nan
  }
  return number
}
