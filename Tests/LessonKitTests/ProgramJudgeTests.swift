import Foundation
import Testing

@testable import LessonKit

/// Programs in Python, which need no compiler.
struct ProgramJudgeTests {
  private static func text(_ name: String) throws -> String {
    guard
      case .folder(let lessons) = CourseFiles.folder(CourseFilesTests.lessons)
    else { return "" }
    return try String(
      contentsOf: lessons.appendingPathComponent("workbook/\(name)"),
      encoding: .utf8)
  }

  private func judge(
    _ program: WorkbookProgram, _ text: String
  ) throws -> Verdict {
    try ProgramJudge(program: program).judge(
      .file(name: "answer.py", text: text))
  }

  @Test(arguments: WorkbookProgram.allCases)
  func theSolutionPassesAndTheStartDoesNot(_ program: WorkbookProgram) throws {
    let name = program.fileName(.python)
    #expect(try judge(program, Self.text("solutions/\(name)")).isRight)
    #expect(try !judge(program, Self.text(name)).isRight)
  }

  @Test(arguments: [
    ("f = sigmoid(sum(cell.forget))", "f = tanh(sum(cell.forget))", "f, c, h"),
    ("g = tanh(", "g = sigmoid(", "The candidate went through σ"),
    ("f * c + i * g", "f * c - i * g", "subtracted"),
    ("f * c + i * g", "c + i * g", "The forget gate is missing"),
    ("o * tanh(new_c)", "o * tanh(c)", "the old cell"),
    (" + gate.bias", "", "The biases are missing"),
  ])
  func forwardMistakesAreNamed(
    _ right: String, _ wrong: String, _ reason: String
  ) throws {
    let text = try Self.text("solutions/forward.py")
    #expect(text.contains(right))
    let verdict = try judge(.forward, text.replacing(right, with: wrong))
    #expect(!verdict.isRight)
    #expect(
      verdict.reasons.joined(separator: " ").contains(reason),
      "\(verdict.reasons)")
  }

  @Test(arguments: [
    ("dc + dh * s.o", "dh * s.o", "lost what came from the later step"),
    (" * (1 - shown * shown)", "", "the slope of tanh"),
    ("d_cell * c\n", "d_cell * s.c\n", "∂f takes the new cell"),
    ("(1 - s.g * s.g)", "s.g * (1 - s.g)", "The candidate has the slope of σ"),
    ("z * gate.recurrent", "z * gate.input", "through the input weights"),
    ("d_old_cell = d_cell * s.f", "d_old_cell = d_cell", "∂C leaves out f"),
    ("* s.f * (1 - s.f)", "* s.f", "Not right: zf, x, h"),
  ])
  func backwardMistakesAreNamed(
    _ right: String, _ wrong: String, _ reason: String
  ) throws {
    let text = try Self.text("solutions/backward.py")
    #expect(text.contains(right))
    let verdict = try judge(.backward, text.replacing(right, with: wrong))
    #expect(!verdict.isRight)
    #expect(
      verdict.reasons.joined(separator: " ").contains(reason),
      "\(verdict.reasons)")
  }

  @Test(arguments: [
    ("dh1 + dh, dc", "dh1 + dh, 0", "lost what came along the cell"),
    ("dh1 + dh, dc", "dh1, dc", "lost what came through h"),
    ("dh1 + dh, dc", "dh, dc", "the loss says of its own h"),
    ("a * x1 + b * x2", "(a + b) * x2", "∂W of step 1 took x2"),
    ("a * x1 + b * x2", "a * x2 + b * x1", "have changed places"),
    ("a * h0 + b * s1.h", "a * s1.h + b * s2.h", "∂U takes the new h"),
    (
      "[a * x1 + b * x2, a * h0 + b * s1.h, a + b]", "[b * x2, b * s1.h, b]",
      "from step 2 alone"
    ),
    (
      "[a * x1 + b * x2, a * h0 + b * s1.h, a + b]", "[a * x1, a * h0, a]",
      "from step 1 alone"
    ),
    ("s2, x2, s1.h, s1.c,", "s2, x2, s1.h, c0,", "In step 2 ∂f takes c0"),
    ("d_cell * s.f", "d_cell", "lost f on its way back"),
    ("a + b]", "a]", "Not right: bf, bi, bg, bo"),
  ])
  func mistakesOfTwoStepsAreNamed(
    _ right: String, _ wrong: String, _ reason: String
  ) throws {
    let text = try Self.text("solutions/unrolled.py")
    #expect(text.contains(right))
    let verdict = try judge(.unrolled, text.replacing(right, with: wrong))
    #expect(!verdict.isRight)
    #expect(
      verdict.reasons.joined(separator: " ").contains(reason),
      "\(verdict.reasons)")
  }

  /// The two steps worked by hand in lesson 8.
  @Test func theTableOfTwoStepsIsTrue() throws {
    let trial = WorkbookTrial(
      weights: [0.5, 0, 1, -1, 0, 2, 0.3, 0.5, 0.2, 0.5, 0, 0], x: 1, h: 0,
      c: 0, dh: 0, dc: 0, nextX: 2, nextDh: 1)
    let program = WorkbookProgram.unrolled
    let found = zip(program.parts, program.expected(for: trial))
    let lesson = try String(
      contentsOf: CourseFilesTests.lessons.appendingPathComponent(
        "08-one-step-backward/lesson.md"), encoding: .utf8)
    for (part, row) in [
      ("Wg", "| ∂W_C |"), ("Ug", "| ∂U_C |"), ("bg", "| ∂b_C |"),
      ("x1", "| ∂x₁ |"), ("x2", "| ∂x₂ |"),
    ] {
      let line = try #require(
        lesson.split(separator: "\n").first { $0.hasPrefix(row) })
      let value = try #require(found.first { $0.0 == part }?.1)
      #expect(
        line.hasSuffix("| \((value * 1000).rounded() / 1000) |")
          || line.hasSuffix("| \((value * 1000).rounded() / 1000)0 |"),
        "\(line) \(value)")
    }
  }

  @Test(arguments: [
    ("import numpie\n", "numpie"),
    ("def step(x, h, c, cell):\n  1 / 0\n", "zero"),
    ("def step(x, h, c, cell): return [1, 2]\n", "2 numbers for 6"),
    ("def step(", "never closed"), ("print('hello')\n", "hello"),
    ("def step(x, h, c, cell): raise SystemExit\n", "0 of 50 steps"),
  ])
  func whatGoesWrongIsSaid(_ text: String, _ reason: String) throws {
    let verdict = try judge(.forward, text)
    #expect(!verdict.isRight)
    #expect(
      verdict.reasons.joined(separator: " ").contains(reason),
      "\(verdict.reasons)")
  }

  @Test func endlessOutputIsEnded() {
    #expect(throws: AnswerError.self) {
      try judge(.forward, "while True: print('x' * 1000)\n")
    }
  }

  /// Every mistake is one: it differs from the truth and from every other.
  @Test(arguments: WorkbookProgram.allCases)
  func mistakesAreToldApart(_ program: WorkbookProgram) {
    let trials = WorkbookTrial.random(20)
    let truth = trials.map { program.expected(for: $0) }
    var seen = [truth]
    for mistake in program.mistakes {
      let rows = trials.map(mistake.gives)
      for other in seen {
        let largest =
          zip(rows.joined(), other.joined()).map { abs($0 - $1) }
          .max() ?? 0
        #expect(largest > 1e-3, "\(mistake.because)")
      }
      seen.append(rows)
    }
  }
}
