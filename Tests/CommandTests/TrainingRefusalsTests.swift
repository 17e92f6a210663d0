import Foundation
import Testing

/// What a training refuses before it begins, and what it says of its sizes.
struct TrainingRefusalsTests {
  private let folder: TemporaryFolder
  private let corpus: String

  init() throws {
    folder = try TemporaryFolder()
    corpus = folder.path("corpus.txt")
    let text = String(repeating: "the cat sat on the mat. ", count: 100)
    try text.write(toFile: corpus, atomically: true, encoding: .utf8)
  }

  @Test func whatCannotWorkIsSaid() throws {
    let (text, bad) = (folder.path("binary"), folder.path("bad.safetensors"))
    try Data([0x61, 0xFF, 0x62]).write(to: URL(fileURLWithPath: text))
    for (more, status, message) in [
      (["--log", folder.path("log.txt")], 64, ".csv or .jsonl"),
      (["--preset", "notebook-giant"], 64, "notebook-tiny"),
      (["--hidden", "99999999999"], 64, "--hidden must be from 1 to 16384"),
      (["--hidden", "16384", "--layers", "64"], 1, "GB"),
      (["--epochs", "0"], 64, "--epochs must be from 1"),
      (["--learning-rate", "nan"], 64, "--learning-rate must be more than 0"),
      (["--resume", "--batch", "0"], 64, "--batch must be from 1"),
      (["--checkpoint-every", "0"], 64, "at least 1"),
    ] as [([String], Int32, String)] {
      let run = try Run(["train", corpus, "-o", bad] + more)
      #expect(run.status == status, "\(more): \(run.errors)")
      #expect(run.errors.contains(message), "\(more): \(run.errors)")
    }
    let invalid = try Run(["train", text, "-o", folder.path("m.safetensors")])
    #expect(invalid.status == 1 && invalid.errors.contains("byte 1"))
  }

  /// Neither the log nor the checkpoint takes the place of what is read.
  @Test(arguments: [
    ("table.csv", ["--csv", "FILE", "--log", "FILE"]),
    ("model.checkpoint", ["FILE"]),
  ])
  func noOutputReplacesItsInput(_ name: String, _ more: [String]) throws {
    let path = folder.path(name)
    let text =
      "x,y\n" + (0..<300).map { "\($0 % 7),\($0 % 3)\n" }.joined()
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let run = try Run(
      ["train", "-o", folder.path("model"), "--force", "--epochs", "1"]
        + ["--hidden", "2"] + more.map { $0 == "FILE" ? path : $0 })
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.errors.contains("\(path) is what is read"), "\(run.errors)")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  /// Columns that are named are read, and no other; the target is known all the
  /// same.
  @Test func namedColumnsAreReadAlone() throws {
    let (path, model) = (folder.path("xy.csv"), folder.path("m.safetensors"))
    let text =
      "x,y\n" + (0..<300).map { "\($0 % 7),\($0 % 3)\n" }.joined()
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let run = try Run([
      "train", "--csv", path, "--columns", "x", "--target", "y", "-o", model,
      "--hidden", "2", "--epochs", "1",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("reads x and predicts y 1 row ahead"))
    let score = try Run(["evaluate", "--model", model, "--csv", path])
    #expect(score.status == 0, "\(score.errors)")
    #expect(score.output.contains("y:"), "\(score.output)")
    let slopes = try Run([
      "gradients", "--model", model, "--csv", path, "--gates",
    ])
    #expect(slopes.status == 0, "\(slopes.errors)")
    try "x,y\n1,2\n2,1\n3,0\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    let few = try Run(["evaluate", "--model", model, "--csv", path])
    #expect(few.status == 0 && few.output.contains("over 2 rows"))
    #expect(few.output.contains("the model"), "\(few.output)")
  }

  @Test func aTableThatIsReadAsTextIsNoted() throws {
    let path = folder.path("table.csv")
    let text = "x,y\n" + (0..<300).map { "\($0 % 7),\($0 % 3)\n" }.joined()
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let run = try Run([
      "train", path, "-o", folder.path("m.safetensors"), "--hidden", "1",
      "--epochs", "1",
    ])
    #expect(run.errors.contains("looks like a table"), "\(run.errors)")
  }

  @Test func oneOfAThingIsOne() throws {
    let run = try Run([
      "train", corpus, "-o", folder.path("m.safetensors"), "--epochs", "1",
      "--hidden", "1",
    ])
    #expect(run.errors.contains("1 epoch of "), "\(run.errors)")
    #expect(run.errors.contains("1 × 1 unit, "), "\(run.errors)")
  }

  /// A model goes on with what its head takes.
  @Test func whatAModelIsCannotBeChangedFromIt() throws {
    let (path, model) = (folder.path("l.csv"), folder.path("l.safetensors"))
    let rows = String(repeating: "good day,a\nbad night,b\n", count: 60)
    try ("text,label\n" + rows).write(
      toFile: path, atomically: true, encoding: .utf8)
    let arguments = ["train", path, "--text", "text", "--label", "label"]
    let first = try Run(
      arguments + ["-o", model, "--hidden", "2", "--epochs", "1"])
    #expect(first.status == 0, "\(first.errors)")
    for (option, message) in [
      (["--one-way"], "both ways yes, not no"),
      (["--pooling", "last"], "pooling mean, not last"),
    ] {
      let run = try Run(
        arguments + ["-o", model + "2", "--from", model] + option)
      #expect(run.status == 1 && run.errors.contains(message), "\(run.errors)")
    }
  }

  @Test func aScoreOfUnknownCharactersAloneIsRefused() throws {
    let text = folder.path("unknown.txt")
    try "one b or two".write(toFile: text, atomically: true, encoding: .utf8)
    let known = try Run(["evaluate", "--model", "counter", "--file", text])
    #expect(known.status == 0, "\(known.errors)")
    try "one or two".write(toFile: text, atomically: true, encoding: .utf8)
    let unknown = try Run(["evaluate", "--model", "counter", "--file", text])
    #expect(unknown.status == 1 && unknown.output.isEmpty)
    #expect(unknown.errors.contains("no character of \(text)"))
  }
}
