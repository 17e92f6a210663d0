import Foundation
import Testing

/// What is typed wrongly is named, and so is what may be meant.
struct CommandLineCheckTests {
  @Test(arguments: [
    (["tarce"], "no command 'tarce'. Did you mean 'trace'?"),
    (["plotgates", "x.png"], "Did you mean 'plot-gates'?"),
    (["help", "nope"], "no command 'nope'"),
    (["model", "inof"], "Did you mean 'info'?"),
    (["plot-text", "--units", "3"], "Unknown option '--units'. Did you mean"),
    (["evaluate", "--prompt", "Hi"], "Unknown option '--prompt'"),
    (["trace", "--units", "-1"], "--units takes no negative number"),
    (["generate", "--length", "-5"], "--length takes no negative number"),
    (["plot-text", "--unit", "3", "--unit", "11"], "--unit is given twice"),
    (
      ["plot-gates", "x.png", "--model", "book", "--model=counter"],
      "--model is given twice"
    ),
    (["trace", "--model", "boook"], "Did you mean 'book'?"),
    (["cells", "gur"], "Did you mean 'gru'?"),
    (["paper", "ading"], "Did you mean 'adding'?"),
    (["plot-trajectory", "x.png", "--by", "quotaton"], "'quotation'"),
  ])
  func aSlipIsNamed(_ arguments: [String], _ message: String) throws {
    let run = try Run(arguments)
    #expect(run.status != 0 && run.output.isEmpty, "\(arguments)")
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test(arguments: [
    ["plot-saturation", "x.png", "--quantities", "f"],
    ["gradients", "--paths", "--at", "3"], ["gradients", "--seed", "3"],
    ["gradients", "--layer", "0"], ["gradients", "--rtrl", "--text", "ab"],
    ["gradients", "x.png", "--at", "3"],
    ["diagram", "x.png", "--unit", "3"], ["diagram", "x.png", "--text", "ab"],
    ["diagram", "x.png", "--cell", "gru", "--model", "book"],
    ["plot-gates", "x.svg", "--scale", "2"],
    ["plot-gates", "x.png", "--dpi", "300"],
    [
      "plot-gates", "x.png", "--width-mm", "85", "--dpi", "300", "--scale", "2",
    ],
    ["plot-weights", "x.png", "--text", "ab"],
    ["trace", "-o", "x.jsonl", "--format", "csv"],
    ["trace", "-o", "x.parquet"], ["gradients", "-o", "x.svg"],
    ["trace", "--at", "1", "--span", "0-2"],
    ["train", "x.txt", "-o", "x", "--stride", "3"],
    ["train", "x.txt", "-o", "x", "--forget-bias", "2", "--cell", "gru"],
    ["train", "x.txt", "-o", "x", "--forget-bias", "2", "--from", "book"],
    ["train", "x.txt", "-o", "x", "--block-size", "2"],
    ["train", "x.txt", "-o", "x", "--projection", "2", "--cell", "gru"],
    ["train", "x.txt", "-o", "x", "--dropout", "0.1", "--cell", "gamma"],
    ["train", "x.txt", "-o", "x", "--pooling", "last"],
    ["train", "x.txt", "-o", "x", "--target", "a"],
    ["train", "-o", "x", "--preset", "notebook-tiny", "--patience", "2"],
    ["train", "x.txt", "-o", "x.csv", "--log", "x.csv"],
    ["train", "x.txt", "-o", "x.onnx"],
    ["model", "export", "book", "-o", "x.pt"],
    ["model", "import", "x", "-o", "x.h5"],
    [
      "train", "x.csv", "-o", "x", "--text", "a", "--label", "b", "--from", "x",
      "--most-words", "9",
    ],
  ])
  func whatWouldBeIgnoredIsRefused(_ arguments: [String]) throws {
    let run = try Run(arguments)
    #expect(run.status == 64, "\(arguments): \(run.errors)")
    #expect(run.output.isEmpty, "\(arguments)")
    // The usage is that of the command, not of the root.
    #expect(
      run.errors.contains("Usage: lstm-lab \(arguments[0])"), "\(run.errors)")
    for name in ["x", "x.png", "x.svg", "x.jsonl", "x.parquet", "x.onnx"] {
      #expect(!FileManager.default.fileExists(atPath: name))
    }
  }

  @Test(arguments: [
    ["trace", "--text", "abc", "--at", "3"],
    ["trace", "--text", "abc", "--span", "1-5"],
    ["trace", "--text", "abc", "--clamp", "f=1@9-12"],
    ["plot-gates", "x.png", "--text", "abc", "--clamp", "f=1@9"],
    ["plot-text", "--text", "abc", "--at", "7"],
    ["intervene", "--text", "abc", "--length", "0", "--clamp", "f=1@90-99"],
  ])
  func stepsThatAreNotThereAreRefused(_ arguments: [String]) throws {
    let run = try Run(arguments)
    #expect(run.status == 1, "\(arguments): \(run.errors)")
    #expect(run.output.isEmpty, "\(arguments)")
    #expect(run.errors.contains("there is no step"), "\(run.errors)")
  }

  @Test func theEndingChoosesTheFormat() throws {
    let folder = try TemporaryFolder()
    for (name, start) in [
      ("t.csv", "step,character"), ("t.jsonl", "{\"step\":1"),
      ("t.txt", "step"),
    ] {
      let path = folder.path(name)
      let run = try Run([
        "trace", "--text", "abc", "--at", "1", "-o", path,
      ])
      #expect(run.status == 0, "\(run.errors)")
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.hasPrefix(start), "\(text.prefix(80))")
    }
  }

  @Test(arguments: [
    ["trace", "--file", "FILE", "-o", "FILE"],
    ["contexts", "--file", "FILE"],
    ["plot-text", "FILE", "--file", "FILE"],
    ["train", "FILE", "-o", "FILE", "--force", "--epochs", "1"],
  ])
  func noOutputReplacesItsInput(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let path = folder.path(arguments[0] == "plot-text" ? "in.html" : "in.txt")
    let text = String(repeating: "the cat sat. ", count: 300)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let run = try Run(arguments.map { $0 == "FILE" ? path : $0 })
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    if arguments.contains("FILE"), arguments[0] != "contexts" {
      #expect(run.status != 0, "\(arguments)")
    }
  }

  @Test func straightQuotesAreReadAsTypographicOnes() throws {
    let run = try Run([
      "trace", "--text", "\"it's\"\r\n", "--units", "0", "--quantities", "c",
    ])
    #expect(run.status == 0)
    let read = run.output.split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",")[1] }
    #expect(read.prefix(6) == ["“", "i", "t", "’", "s", "”"])
    #expect(run.errors.contains("3 straight quotes as typographic"))
    #expect(run.errors.contains("1 CR LF as LF"))
    #expect(!run.errors.contains("warning"))
  }

  @Test func aFolderThatTakesNoFilesIsNotCalledMissing() throws {
    let run = try Run(["trace", "--text", "a", "-o", "/proc/x.csv"])
    #expect(run.status == 1)
    #expect(run.errors.contains("folder /proc: it takes no new files"))
  }

  @Test func theVersionSaysWhatComputes() throws {
    let said = try Run(["--version"]).output
    let pattern = try Regex(
      #"\d+\.\d+\.\d+ \((commit [0-9a-f]{7}( with changes)?, )?"#
        + #"built for [\w -]+, [\w .-]+\)\n"#)
    #expect(said.wholeMatch(of: pattern) != nil, "\(said)")
  }

  @Test func aPictureSaysWhereItIs() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("g.svg")
    let arguments = ["plot-gates", path, "--units", "1", "--text", "ab"]
    #expect(try Run(arguments).errors == "Written: \(path)\n")
    #expect(try Run(arguments + ["--quiet"]).errors.isEmpty)
  }

  @Test(arguments: [
    (["generate", "--model", "basin"], "forecast"),
    (["summarise", "sample:articles", "--model", "basin"], "--model"),
  ])
  func noOptionIsAdvisedThatIsNotThere(
    _ arguments: [String], _ remedy: String
  ) throws {
    let run = try Run(arguments)
    #expect(run.status == 1 && run.errors.contains(remedy), "\(run.errors)")
    #expect(!run.errors.contains("--csv"))
  }

  @Test(arguments: [
    ["plot-gates", "--text", "ab", "-o"], ["plot-weights", "--output"],
    ["diagram", "--cell", "gru", "-o"],
  ])
  func aPictureMayBeNamedWithAnOption(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("x.svg")
    let run = try Run(arguments + [path])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains("<svg"))
    let joined = try Run(arguments.dropLast() + ["--output=\(path)"])
    #expect(joined.status == 0, "\(joined.errors)")
    let other = try Run(arguments + [path, "--layr", "0"])
    #expect(other.errors.contains("--layr"), "\(other.errors)")
    // Two places are one too many, and none is none.
    #expect(try Run(arguments + [path, path]).status == 64)
    #expect(try Run(arguments).status == 64)
  }
}
