import Foundation
import LessonKit
import Testing

struct VerificationTests {
  private func problems(_ exercises: String) throws -> [String] {
    let small = try SmallCourse(exercises: exercises)
    return try CourseVerification(small.course)
      .exerciseProblems(in: small.course.lessons, programs: false)
      .map(\.description)
  }

  @Test func aSoundCourseHasNoProblems() throws {
    #expect(try problems(SmallCourse.exercises) == [])
  }

  @Test(arguments: [
    ("hints: [One., Two.]", "hints: []", "a hint is missing"),
    ("expect: 10", "expect: 20", "its solution fails"),
    ("tolerance: 0.001", "tolerance: 1e9", "passes unsolved"),
    ("value: tanh(a)", "value: sigmoid(a)", "passes"),
    ("expect: f * C + i * g", "expect: \"0\"", "passes unsolved"),
    ("worked: Because.", "worked: '{1 +}'", "at fault"),
    ("id: keep", "id: open", "is taken"),
    ("otherwise: C is {r.c[2]}.", "otherwise: C is {r.q}.", "at fault"),
    ("ask: One pulse leaves 0.8.", "ask: '{'", "at fault"),
  ])
  func eachFaultIsFound(
    _ sound: String, _ faulty: String, _ reason: String
  ) throws {
    let exercises = SmallCourse.exercises.replacing(
      sound, with: faulty, maxReplacements: 1)
    #expect(exercises != SmallCourse.exercises)
    let found = try problems(exercises)
    #expect(found.contains { $0.contains(reason) }, "\(found)")
  }

  @Test func commandsAreRunAndRecorded() throws {
    let small = try SmallCourse(
      prose: """
        ```console
        $ printf 'one\\n2.0\\n'
        one
        2.01
        $ test -t 1 && tput cols 2> /dev/null; pwd | grep -o lab$
        $ echo kept > kept.txt
        $ cat kept.txt
        other
        ```
        ```console fails
        $ false
        ```
        """)
    let verification = try CourseVerification(small.course)
    let page = "Lessons/01-all/lesson.md"
    func run(isRecording: Bool) throws -> [CourseProblem] {
      try verification.consoleProblems(
        in: page, program: URL(fileURLWithPath: "/bin/true"),
        isRecording: isRecording, told: { _ in })
    }
    #expect(try run(isRecording: false).count == 2)
    #expect(try run(isRecording: true).isEmpty)
    #expect(try run(isRecording: false).isEmpty)
    let text = try String(
      contentsOf: small.root.appendingPathComponent(page), encoding: .utf8)
    #expect(text.contains("one\n2.01\n$ test"))
    #expect(text.contains("$ cat kept.txt\nkept\n```"))
    #expect(
      !FileManager.default.fileExists(
        atPath: small.root.appendingPathComponent("kept.txt").path))
  }

  @Test func deadLinksAndMissingCorrectionsAreFound() throws {
    let small = try SmallCourse(
      prose: """
        [here](lesson.md#1-all-kinds) [there](../01-all/exercises.yaml)
        [dead](../02-none/lesson.md) [headless](lesson.md#nothing)
        ![none](../../Figures/none.svg) `[code](nowhere)` C3
        """)
    let lessons = small.root.appendingPathComponent("Lessons")
    try """
    | claim | lesson |
    |---|---|
    | C1–C23 | [1](01-all/lesson.md) |
    """.write(
      to: lessons.appendingPathComponent("README.md"), atomically: true,
      encoding: .utf8)
    let problems = try LinkVerification(
      root: small.root, files: small.course.files
    ).problems.map(\.description)
    for dead in ["02-none", "#nothing", "Figures/none.svg", "C24 has no row"] {
      #expect(problems.contains { $0.contains(dead) }, "\(dead)")
    }
    #expect(!problems.contains { $0.contains("nowhere") })
    #expect(!problems.contains { $0.contains("#1-all-kinds") })
    // C3 is named by the lesson that its row links to; the other 22 are not.
    #expect(problems.count { $0.contains("names it") } == 22)
  }
}
