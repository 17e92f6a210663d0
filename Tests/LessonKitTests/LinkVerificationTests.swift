import Foundation
import LessonKit
import Testing

struct LinkVerificationTests {
  @Test func deadLinksAreFound() throws {
    let small = try SmallCourse(
      prose: """
        [here](lesson.md#1-all-kinds) [there](../01-all/exercises.yaml)
        [dead](../02-none/lesson.md) [headless](lesson.md#nothing)
        ![none](../../Figures/none.svg) `[code](nowhere)`
        """)
    let problems = try LinkVerification(
      root: small.root, files: small.course.files
    ).problems.map(\.description)
    for dead in ["02-none", "#nothing", "Figures/none.svg"] {
      #expect(problems.contains { $0.contains(dead) }, "\(dead)")
    }
    #expect(!problems.contains { $0.contains("nowhere") })
    #expect(!problems.contains { $0.contains("#1-all-kinds") })
  }
}
