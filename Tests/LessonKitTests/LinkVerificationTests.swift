import Foundation
import LessonKit
import Testing

struct LinkVerificationTests {
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
