import Foundation
import Testing

/// The commands on texts with labels, as a user runs them.
struct LabelCommandTests {
  nonisolated(unsafe) private static let trained:
    Result<(TemporaryFolder, Run), any Error> = Result {
      let folder = try TemporaryFolder()
      let rows = (0..<200).map { k in
        k % 2 == 0 ? "a good film \(k)\tplus" : "a bad film \(k)\tminus"
      }
      let table = "text\tmood\n" + rows.joined(separator: "\n") + "\n"
      try Data(table.utf8).write(
        to: URL(fileURLWithPath: folder.path("t.tsv")))
      let run = try Run([
        "train", folder.path("t.tsv"), "--text", "text", "--label", "mood",
        "-o", folder.path("m.safetensors"), "--epochs", "4", "--hidden", "8",
        "--embedding", "8", "--learning-rate", "0.02",
      ])
      return (folder, run)
    }

  @Test func trainingComparesWithSimplerMethods() throws {
    let (_, run) = try Self.trained.get()
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("200 texts of 2 classes: minus, plus"))
    #expect(run.errors.contains("always “"))
    #expect(run.errors.contains("naive Bayes, words"))
  }

  @Test func evaluationSaysAccuracyFirst() throws {
    let (folder, _) = try Self.trained.get()
    let run = try Run([
      "evaluate", "--model", folder.path("m.safetensors"), "--file",
      folder.path("t.tsv"), "--part", "test",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("accuracy 1.000 (20 of 20)\n"))
    for part in ["AUC 1.000", "true, called", "mean p", "naive Bayes"] {
      #expect(run.output.contains(part), "\(run.output)")
    }
  }

  @Test func aJudgementFormsWordByWord() throws {
    let (folder, _) = try Self.trained.get()
    let model = ["--model", folder.path("m.safetensors")]
    let run = try Run(["plot-text"] + model + ["--text", "a GOOD thing"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("Called plus, p = "))
    #expect(run.output.contains("thing*"))
    #expect(run.errors.contains("1 of 3 words is not in the vocabulary"))
    let picture = folder.path("p.svg")
    #expect(
      try Run(["plot-text", picture] + model + ["--text", "bad"]).status == 0)
    #expect(FileManager.default.fileExists(atPath: picture))
  }

  @Test(arguments: [
    (["train", "t.tsv", "--text", "text", "-o", "x"], 64, "go together"),
    (["train", "t.tsv", "--pooling", "last", "-o", "x"], 64, "--pooling"),
    (
      [
        "train", "t.tsv", "--text", "text", "--label", "m", "-o", "x",
        "--window", "5",
      ], 64, "--window"
    ),
    (
      ["train", "t.tsv", "--text", "text", "--label", "m", "-o", "x"], 1,
      "no column “m”. It has text, mood."
    ),
    (["find-cells", "--model", "m.safetensors"], 64, "--file TABLE"),
    (["generate", "--model", "m.safetensors"], 1, "both directions"),
  ])
  func whatCannotBeIsRefused(
    _ arguments: [String], _ status: Int32, _ part: String
  ) throws {
    let (folder, _) = try Self.trained.get()
    let files = ["t.tsv", "m.safetensors", "x"]
    let run = try Run(
      arguments.map { files.contains($0) ? folder.path($0) : $0 })
    #expect(run.status == status, "\(run.errors)")
    #expect(run.errors.contains(part), "\(run.errors)")
  }
}
