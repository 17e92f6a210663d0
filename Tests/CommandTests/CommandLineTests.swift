import Foundation
import LSTMCore
import ModelFiles
import Testing

/// What a run of the program gave.
struct Run {
  let status: Int32
  let output: String
  let errors: String

  /// Runs lstm-lab as it was built beside these tests.
  init(
    _ arguments: [String], input: Data? = nil,
    environment: [String: String] = [:]
  ) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let process = Process()
    process.executableURL = root.appendingPathComponent(
      ".build/release/lstm-lab")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(environment) { $1 }
    let folder = try TemporaryFolder()
    let (out, err) = (folder.path("out"), folder.path("err"))
    for path in [out, err] {
      _ = FileManager.default.createFile(atPath: path, contents: nil)
    }
    process.standardOutput = FileHandle(forWritingAtPath: out)
    process.standardError = FileHandle(forWritingAtPath: err)
    if let input {
      try input.write(to: URL(fileURLWithPath: folder.path("in")))
      process.standardInput = FileHandle(forReadingAtPath: folder.path("in"))
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    output = try String(contentsOfFile: out, encoding: .utf8)
    errors = try String(contentsOfFile: err, encoding: .utf8)
  }
}

/// A folder that goes away with its value.
final class TemporaryFolder {
  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("lstm-lab-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}

struct CommandLineTests {
  @Test func traceGivesEveryValueInOrder() throws {
    let run = try Run(["trace", "--text", "Well,", "--format", "csv"])
    #expect(run.status == 0 && run.errors.isEmpty)
    let lines = run.output.split(separator: "\n")
    #expect(lines[0] == "step,character,layer,unit,quantity,value")
    #expect(lines.count == 1 + 5 * 6 * 128)
    #expect(lines[1].hasPrefix("0,W,0,0,f,"))
    // A comma is quoted, so the last step reads 4,",",…
    #expect(lines[lines.count - 1].hasPrefix("4,\",\",0,127,h,"))

    let model = try ModelFile.load("book").model
    let trace = model.trace(over: model.symbols(of: "Well,"))
    let expected = trace.steps.flatMap { step in
      Quantity.lstm.flatMap { step[0][$0].elements }
    }
    let found = lines.dropFirst().map { line in
      line.split(separator: ",").last.flatMap { Double($0) } ?? .nan
    }
    #expect(found == expected)
  }

  @Test func selectionsAndPreactivations() throws {
    let run = try Run([
      "trace", "--text", "ab", "--units", "3,8-9", "--quantities", "f,zf",
      "--layer", "0",
    ])
    #expect(run.output.split(separator: "\n").count == 1 + 2 * 3 * 2)
  }

  @Test func aTextMayBeginWithADash() throws {
    let run = try Run(["trace", "--text", "-x", "--units", "0"])
    #expect(run.status == 0)
    #expect(run.output.contains("0,-,0,0,f,"))
  }

  @Test(arguments: [
    (["trace", "--quantities", "q"], 64, "no quantity 'q'"),
    (["trace", "--format", "xml"], 64, "xml"),
    (["trace", "--no-such-option"], 64, "no-such-option"),
    (["plot-gates", "gates.txt"], 64, ".png, .svg or .pdf"),
    (["trace", "--units", "500"], 1, "no unit 500"),
    (["trace", "--layer", "3"], 1, "no layer 3"),
    (["trace", "--text", ""], 1, "empty"),
    (["trace", "--file", "/no/such/file"], 1, "/no/such/file"),
    (["trace", "--model", "no-such-model"], 1, "book"),
    (["trace", "-o", "/no/such/folder/t.csv"], 1, "/no/such/folder"),
    (["trace", "-o", "/dev/full"], 1, "space"),
    (["vanishing-demo", "--seeds", "0"], 64, "from 1 to 10000"),
    (["vanishing-demo", "--steps", "99999999999"], 64, "from 1 to 10000"),
    (["generate", "--temperature", "-1"], 64, "temperature"),
    (["model", "info", "/dev/null"], 1, ""),
  ])
  func errorsNameTheThingAndExitAsPromised(
    _ arguments: [String], _ status: Int, _ message: String
  ) throws {
    let run = try Run(arguments)
    #expect(run.status == Int32(status), "\(arguments): \(run.errors)")
    #expect(run.output.isEmpty, "\(arguments)")
    #expect(run.errors.contains(message) || message.isEmpty, "\(run.errors)")
    #expect(!run.errors.contains("Fatal"))
  }

  @Test func invalidTextIsNamedWithItsOffset() throws {
    let bytes = Data("abc".utf8) + Data([0xFF, 0x64])
    let folder = try TemporaryFolder()
    let run = try Run(
      ["trace", "--file", "-", "-o", folder.path("t.csv")], input: bytes)
    #expect(run.status == 1)
    #expect(run.errors.contains("3"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("t.csv")))
  }

  @Test func unknownCharactersAreReadWithOneWarning() throws {
    let run = try Run(["trace", "--text", "a漢🙂漢", "--units", "0"])
    #expect(run.status == 0)
    #expect(run.output.split(separator: "\n").count == 1 + 4 * 6)
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(run.errors.contains("U+6F22"))
    #expect(run.errors.contains("3 of 4"))
  }

  @Test func picturesAreWrittenWhole() throws {
    let folder = try TemporaryFolder()
    for (name, magic) in [
      ("g.png", [0x89, 0x50, 0x4E, 0x47]), ("g.svg", Array("<".utf8)),
      ("g.pdf", Array("%PDF".utf8)),
    ] as [(String, [UInt8])] {
      for command in [["plot-gates"], ["diagram"]] {
        let run = try Run(command + [folder.path(name)])
        #expect(run.status == 0, "\(run.errors)")
        let bytes = try Data(
          contentsOf: URL(fileURLWithPath: folder.path(name)))
        #expect(Array(bytes.prefix(magic.count)) == magic)
        let first = bytes
        _ = try Run(command + [folder.path(name)])
        #expect(
          try Data(contentsOf: URL(fileURLWithPath: folder.path(name))) == first
        )
      }
    }
  }

  @Test func vanishingDemoPrintsEveryLag() throws {
    let run = try Run([
      "vanishing-demo", "--steps", "5", "--hidden", "4", "--seeds", "3",
      "--format", "csv",
    ])
    let lines = run.output.split(
      separator: "\n", omittingEmptySubsequences: true)
    #expect(
      lines[0] == "cell,forget_bias,quantity,lag,median,p10,p90,direct_path")
    // h of eight cells, and C of the seven that have one.
    #expect(lines.count == 1 + 15 * 5)
    #expect(lines[1].hasPrefix("rnn-tanh-orthogonal,,h,0,"))
    #expect(lines[6].hasPrefix("lstm,0,h,0,"))
  }

  @Test func generationFollowsItsSeed() throws {
    let arguments = ["generate", "--prompt", "Prince", "--length", "40"]
    let first = try Run(arguments + ["--seed", "5"])
    #expect(first.output.hasPrefix("Prince"))
    #expect(first.output.unicodeScalars.count == 6 + 40 + 1)
    #expect(try Run(arguments + ["--seed", "5"]).output == first.output)
    #expect(try Run(arguments + ["--seed", "6"]).output != first.output)
  }

  @Test func theCounterCountsWithinItsRange() throws {
    // aⁿXbⁿ from the zero state: n b's, then a new line.
    let model = try ModelFile.load("counter").model
    let vocabulary = try #require(model.reader.vocabulary)
    for n in 1...10 {
      let text =
        String(repeating: "a", count: n) + "X"
        + String(repeating: "b", count: n)
      let trace = model.trace(over: model.symbols(of: text))
      let likeliest = trace.steps.suffix(n + 1).map { step in
        let p = model.nextDistribution(after: step).elements
        return vocabulary[p.firstIndex(of: p.max() ?? 0) ?? 0]
      }
      #expect(
        likeliest == [String](repeating: "b", count: n) + ["\n"], "n = \(n)")
    }
  }

  @Test func trainWritesAModelThatRuns() throws {
    let folder = try TemporaryFolder()
    let text = String(repeating: "the cat sat on the mat. ", count: 200)
    try text.write(
      toFile: folder.path("cat.txt"), atomically: true, encoding: .utf8)
    let arguments = [
      "train", folder.path("cat.txt"), "-o", folder.path("cat.safetensors"),
      "--hidden", "16", "--embedding", "8", "--epochs", "3", "--window", "20",
    ]
    let run = try Run(arguments)
    #expect(run.status == 0, "\(run.errors)")
    let file = try ModelFile.load(folder.path("cat.safetensors"))
    #expect(file.metadata[.corpus] == "cat.txt")
    #expect(file.model.stack.cells[0].hiddenSize == 16)
    let again = try Run(arguments)
    #expect(again.status == 1 && again.errors.contains("--force"))
    let first = file.sha256
    #expect(try Run(arguments + ["--force"]).status == 0)
    #expect(try ModelFile.load(folder.path("cat.safetensors")).sha256 == first)
  }

  @Test func exportGivesTheBuiltInModelAsItIs() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("book.safetensors")
    #expect(try Run(["model", "export", "book", "-o", path]).status == 0)
    #expect(
      try ModelFile.load(path).sha256 == ModelFile.load("book").sha256)
    #expect(try Run(["model", "info", "book"]).output.contains("128 units"))
  }
}
