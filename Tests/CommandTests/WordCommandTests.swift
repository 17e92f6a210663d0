import Foundation
import Testing

/// A model of words, as a user trains and asks it.
struct WordCommandTests {
  nonisolated(unsafe) private static let trained:
    Result<(TemporaryFolder, Run), any Error> = Result {
      let folder = try TemporaryFolder()
      let text = String(
        repeating: "The cat sat on the mat, and the dog sat on the log. ",
        count: 60)
      try Data(text.utf8).write(
        to: URL(fileURLWithPath: folder.path("t.txt")))
      let run = try Run([
        "train", folder.path("t.txt"), "--words", "-o",
        folder.path("m.safetensors"), "--epochs", "30", "--hidden", "16",
        "--embedding", "8", "--learning-rate", "0.02", "--batch", "4",
        "--window", "20", "--dropout", "0",
      ])
      return (folder, run)
    }

  @Test func trainingSpeaksOfWords() throws {
    let (_, run) = try Self.trained.get()
    #expect(run.status == 0, "\(run.errors)")
    // 15 of a sentence, sixty times; 11 different and the unknown one.
    for part in [
      "900 words, 12 of them known", "windows of 20 words", "per word",
    ] { #expect(run.errors.contains(part), "\(run.errors)") }
  }

  @Test func itIsScoredByWordsAndWritesThem() throws {
    let (folder, _) = try Self.trained.get()
    let model = ["--model", folder.path("m.safetensors")]
    let score = try Run(
      ["evaluate", "--part", "test", "--file", folder.path("t.txt")] + model)
    #expect(score.status == 0, "\(score.errors)")
    #expect(score.output.contains("bits per word (perplexity 1."))
    #expect(score.output.contains("gram of the first 80 per cent"))
    let text = try Run(
      [
        "generate", "--prompt", "The cat", "--length", "5", "--temperature",
        "0",
      ]
        + model)
    #expect(text.output == "The cat sat on the mat,\n", "\(text.errors)")
    let trace = try Run(
      ["trace", "--text", "the whale", "--format", "csv"] + model)
    #expect(trace.output.contains("whale"))
    #expect(trace.errors.contains("1 of 2 words is not in the vocabulary"))
    let pairs = try Run(["gradients", "--text", "the cat"] + model)
    #expect(pairs.status == 1 && pairs.errors.contains("reads words"))
    let surprise = try Run(
      ["plot-text", "--by", "surprise", "--text", "The cat sat"] + model)
    #expect(surprise.output.contains("The cat sat"))
    #expect(surprise.output.contains("nats per word"))
  }

  /// Long texts are looked through by words too.
  @Test func unitsAreFoundByWords() throws {
    let (folder, _) = try Self.trained.get()
    let corpus = [
      "--model", folder.path("m.safetensors"), "--file", folder.path("t.txt"),
    ]
    let found = try Run(
      ["find-cells", "--part", "all", "--shuffles", "20"] + corpus)
    #expect(found.status == 1 && found.errors.contains("900 elements"))
    let contexts = try Run(
      ["contexts", "--unit", "3", "--count", "2"] + corpus)
    #expect(contexts.output.contains("in 900 words"), "\(contexts.errors)")
    #expect(
      contexts.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let ablation = try Run(["ablate", "--units", "0,1"] + corpus)
    #expect(ablation.output.contains("nats per word"), "\(ablation.errors)")
    let match = try Run(
      ["match", "--span", "1-2", "--text", "The cat sat", "--edges", "none"]
        + corpus)
    #expect(match.output.contains("“cat sat”"), "\(match.errors)")
    #expect(match.output.contains("[cat sat"))
    let page = try Run(["explore", folder.path("p.html")] + corpus)
    #expect(page.status != 0 && page.errors.contains("by characters"))
  }

  @Test(arguments: [
    (["--least-count", "3"], "--words"),
    (["--words", "--csv", "t.csv"], "csv"),
    (["--words", "--preset", "notebook-king"], "--preset"),
    (["--words", "--from", "book"], "by words"),
  ])
  func whatIsOnlyOfWordsIsRefusedElsewhere(_ more: [String], _ word: String)
    throws
  {
    let (folder, _) = try Self.trained.get()
    let run = try Run(
      ["train", folder.path("t.txt"), "-o", folder.path("n")] + more)
    #expect(run.status != 0 && run.errors.contains(word), "\(run.errors)")
  }
}
