import LessonKit
import Testing

/// The course that lies in the repository, held to its own rules; `lstm-lab
/// lesson verify` runs its commands and Swift exercises as well.
struct CourseVerificationTests {
  @Test func exercisesLinksPicturesAndCorrectionsHold() throws {
    let verification = try CourseVerification(
      Course(.folder(CourseFilesTests.lessons)))
    let problems = try verification.quickProblems(programs: false)
    #expect(problems.isEmpty, "\(problems.map(\.description))")
  }
}
