import Foundation
import Testing

struct SweepCommandTests {
  private let folder: TemporaryFolder
  private let corpus: String

  init() throws {
    folder = try TemporaryFolder()
    corpus = folder.path("corpus.txt")
    let text = String(
      repeating: "the cat sat on the mat, and the dog on the log. ", count: 120)
    try text.write(toFile: corpus, atomically: true, encoding: .utf8)
  }

  @Test func aSweepVariesOneThingAtATime() throws {
    let run = try Run([
      "sweep", corpus, "--characters", "2000", "--seeds", "2", "--epochs", "2",
      "--hidden", "4", "--format", "csv", "--factors", "units,temperature",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let rows = run.output.split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",").map(String.init) }
    let units = rows.filter { $0[0] == "units" }
    #expect(
      units.map { $0[1] }
        == ["1.0", "2.0", "4.0", "8.0", "1.0", "2.0", "4.0", "8.0"])
    // The same model writes at every temperature, with more and more choice.
    let written = rows.filter { $0[0] == "temperature" }.prefix(5)
    #expect(Set(written.map { $0[5] }).count == 1)
    let entropies = written.compactMap { Double($0[6]) }
    #expect(entropies.count == 5 && entropies == entropies.sorted())
    #expect(try Run(["sweep", corpus, "--factors", "luck"]).status == 64)
  }

  @Test func lessTextIsReadMoreOften() throws {
    let run = try Run([
      "sweep", corpus, "--characters", "4000", "--seeds", "1", "--epochs", "2",
      "--hidden", "4", "--format", "csv", "--factors", "text",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let updates = run.output.split(separator: "\n").dropFirst()
      .compactMap { Int($0.split(separator: ",")[4]) }
    #expect(updates.count == 4)
    let whole = try #require(updates.last)
    #expect(updates.allSatisfy { abs($0 - whole) <= whole / 10 }, "\(updates)")
  }
}
