import Foundation
import Testing

struct EvaluateCommandTests {
  private let folder: TemporaryFolder
  private let corpus: String

  init() throws {
    folder = try TemporaryFolder()
    corpus = folder.path("corpus.txt")
    let text = String(
      repeating: "the cat sat on the mat, and the dog on the log. ", count: 120)
    try text.write(toFile: corpus, atomically: true, encoding: .utf8)
  }

  @Test func aScoreStandsBesideThatOfCounting() throws {
    let run = try Run(["evaluate", "--file", corpus, "--part", "test"])
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 2)
    // The text repeats every 48 characters, which counting notices.
    #expect(lines[1].contains("-gram of the first 80 per cent: 0.0"))
  }

  @Test func rowsAreNotForAModelOfText() throws {
    let run = try Run(["evaluate", "--csv", "sample:co2"])
    #expect(run.status == 1 && run.errors.contains("this model reads text"))
  }
}
