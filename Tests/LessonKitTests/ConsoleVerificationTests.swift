import Foundation
import LessonKit
import Testing

struct ConsoleVerificationTests {
  @Test func commandsAreRunAndRecorded() throws {
    let small = try SmallCourse(
      prose: """
        ```console
        $ printf 'one\\n2.0\\n'
        one
        2.01
        $ test -t 1 && tput cols 2> /dev/null; pwd | grep -o lab$
        $ ls
        $ echo kept > kept.txt
        $ cat kept.txt
        other
        ```
        ```console fails
        $ false
        ```
        ```console long
        $ echo late
        ```
        """)
    let verification = try CourseVerification(small.course)
    let page = "Lessons/01-all/lesson.md"
    func run(isRecording: Bool, all: Bool = false) throws -> [CourseProblem] {
      try verification.consoleProblems(
        in: page, program: URL(fileURLWithPath: "/bin/true"), runsLong: all,
        isRecording: isRecording, told: { _ in })
    }
    #expect(try run(isRecording: false).count == 2)
    #expect(try run(isRecording: false, all: true).count == 3)
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
}
