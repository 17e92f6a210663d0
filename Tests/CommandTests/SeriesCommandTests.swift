import Foundation
import Testing

/// The commands on rows of numbers, as a user runs them.
struct SeriesCommandTests {
  /// A model trained for a moment on the built-in sample.
  nonisolated(unsafe) private static let model:
    Result<(TemporaryFolder, String), any Error> =
      Result {
        let folder = try TemporaryFolder()
        let path = folder.path("tank.safetensors")
        let run = try Run([
          "train", "--csv", "sample", "--target", "level", "-o", path,
          "--epochs", "2", "--hidden", "6", "--batch", "4",
        ])
        guard run.status == 0 else { throw Failure(text: run.errors) }
        return (folder, path)
      }

  private struct Failure: Error { let text: String }

  @Test(arguments: [
    (["trace"], "step,label,layer,unit,quantity,value\n0,day 1 00:00,0,0,f,"),
    (["trace", "--format", "jsonl"], "\"prediction\":{\"level\":"),
    (["trace", "--format", "table"], "1,500 steps."),
    (["trace", "--clamp", "f[0]=0.25", "--units", "0"], ",0,0,f,0.25\n"),
    (["step", "--at", "3", "--unit", "2"], "valve  "),
    (["memory", "--at", "9", "--unit", "2"], "depend on earlier rows"),
    (["model", "verify"], "rounding, and no more"),
    (["evaluate"], "level:\n"),
    (["gradients", "--jacobians"], "singular"),
    (["gradients", "--gates"], "zf"),
    (["intervene", "--clamp", "f=1@20-"], "Mean change over 1,500 steps"),
    (["contexts", "--unit", "1", "--count", "2"], "in 1,500 rows"),
    (["plot-text", "--unit", "1"], "day 1 00:00 day 1 01:00"),
    (
      ["match", "--span", "30-32", "--edges", "none", "--threshold", "0.01"],
      "[day "
    ),
    (["ablate", "--units", "0", "--quiet"], "(squared error"),
  ])
  func everyCommandReadsRows(_ arguments: [String], _ part: String) throws {
    let (_, path) = try Self.model.get()
    let model =
      arguments[0] == "model" ? [path] : ["--model", path]
    let run = try Run(arguments + model + ["--csv", "sample"])
    #expect(run.status == 0, "\(arguments): \(run.errors)")
    #expect(run.output.contains(part), "\(run.output.prefix(400))")
  }

  @Test func whatWasLearntIsSaid() throws {
    let (folder, path) = try Self.model.get()
    let info = try Run(["model", "info", path])
    #expect(info.output.contains("sun, valve, level"))
    for name in ["g.png", "s.svg", "m.pdf"] {
      let command =
        switch name {
        case "g.png": ["plot-gates"]
        case "s.svg": ["plot-saturation"]
        default: ["memory", "--at", "20", "-o"]
        }
      let run = try Run(
        command + [folder.path(name), "--model", path, "--csv", "sample"])
      #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
      #expect(FileManager.default.fileExists(atPath: folder.path(name)))
    }
  }

  /// Two stations in one table, whose rows take turns.
  @Test func severalSeriesOfATableAreKeptApart() throws {
    let folder = try TemporaryFolder()
    let (csv, path) = (folder.path("two.csv"), folder.path("two.safetensors"))
    let rows = (0..<200).flatMap { t in
      ["A,\(t % 4)", "B,\(100 + t % 3)"]
    }
    try ("station,y\n" + rows.joined(separator: "\n") + "\n")
      .write(toFile: csv, atomically: true, encoding: .utf8)
    let train = try Run([
      "train", "--csv", csv, "--group", "station", "-o", path, "--epochs", "2",
      "--hidden", "4",
    ])
    #expect(train.status == 0, "\(train.errors)")
    #expect(train.errors.contains("400 rows of 2 series; reads y"))
    let model = ["--model", path, "--csv", csv]
    let evaluate = try Run(["evaluate"] + model + ["--group", "station"])
    #expect(evaluate.output.contains("y, 2 series:"), "\(evaluate.output)")
    // The deviations of 0 to 3 and of 100 to 102 are 1.118 and 0.816, to what
    // an unfinished round leaves; that of both together would be 50.
    #expect(evaluate.output.contains(", mean 1.11"), "\(evaluate.output)")
    #expect(evaluate.output.contains(", mean 0.81"), "\(evaluate.output)")
    let trace = try Run(
      ["trace", "--units", "0", "--quantities", "c"] + model
        + ["--group", "station=B"])
    #expect(trace.output.split(separator: "\n").count == 201)
    let which = try Run(["trace"] + model + ["--group", "station"])
    #expect(which.status == 1 && which.errors.contains("station=NAME"))
    let none = try Run(["trace"] + model + ["--group", "station=C"])
    #expect(none.status == 1 && none.errors.contains("A, B"))
  }

  /// A line that rises for ever leaves every range; its changes do not.
  @Test func changesAreLearntAndShownAsWhatTheyMake() throws {
    let folder = try TemporaryFolder()
    let (csv, path) = (folder.path("line.csv"), folder.path("line.safetensors"))
    let rows = (0..<300).map { "\($0),\(5 * $0 + $0 % 2)" }
    try ("hour,y\n" + rows.joined(separator: "\n") + "\n")
      .write(toFile: csv, atomically: true, encoding: .utf8)
    let train = try Run([
      "train", "--csv", csv, "--difference", "--ahead", "2", "-o", path,
      "--epochs", "3", "--hidden", "4", "--quiet",
    ])
    #expect(train.status == 0, "\(train.errors)")
    let evaluate = try Run(["evaluate", "--model", path, "--csv", csv])
    #expect(evaluate.output.contains("\ny:\n"), "\(evaluate.output)")
    #expect(evaluate.output.contains("  drift"))
    let forecast = try Run(
      ["forecast", "--model", path, "--csv", csv, "--steps", "3"])
    #expect(forecast.status == 0, "\(forecast.errors)")
    let last = try #require(
      forecast.output.split(separator: "\n").last?.split(separator: ",")[2])
    // 5 a row, whatever the network has learnt of ±1.
    #expect(abs((Double(last) ?? 0) - 1_510) < 12, "\(forecast.output)")
    let trace = try Run(["trace", "--model", path, "--csv", csv])
    #expect(trace.status == 0, "\(trace.errors)")
    let refused = try Run([
      "train", "--csv", csv, "--difference", "--ahead", "0", "-o", path,
    ])
    #expect(refused.status == 64 && refused.errors.contains("--ahead 1"))
  }

  @Test(arguments: [
    (["trace", "--csv", "FILE"], "a,b\n1,2\n", 1, "reads text"),
    (["trace", "--csv", "FILE", "--text", "x"], "", 64, "not both"),
    (["trace", "--columns", "a"], "", 64, "--csv"),
    (["trace", "--model", "MODEL"], "", 1, "--csv"),
    (["trace", "--model", "MODEL", "--csv", "FILE"], "", 1, "empty"),
    (
      ["trace", "--model", "MODEL", "--csv", "FILE"], "sun,valve\n1,2\n", 1,
      "no column “level”"
    ),
    (
      ["trace", "--model", "MODEL", "--csv", "FILE"],
      "sun,valve,level\n1,2,3\n1,off,3\n", 1, "line 3, column valve"
    ),
    (
      ["step", "--model", "MODEL", "--csv", "FILE", "--at", "5"],
      "sun,valve,level\n1,2,3\n", 1, "no step 5"
    ),
    (
      ["train", "--csv", "FILE", "-o", "OUT"], "a\n1\n2\n", 1,
      "at least 21"
    ),
    (
      ["evaluate", "--model", "MODEL", "--csv", "FILE"],
      "sun,valve,level\n1,2,3\n", 1, "2 are the fewest"
    ),
    (
      ["evaluate", "--model", "MODEL", "--csv", "FILE", "--columns", "sun"],
      "sun,valve,level\n1,2,3\n", 64, "leave out --columns"
    ),
    (
      [
        "intervene", "--model", "MODEL", "--csv", "FILE", "--clamp", "h[0]=0.5",
      ],
      "sun,valve,level\n", 1, "no row"
    ),
    (
      ["train", "--csv", "FILE", "-o", "OUT", "--target", "c"], "a\n1\n2\n", 1,
      "no column “c”"
    ),
    (["train", "--target", "c", "-o", "OUT", "x"], "", 64, "--csv"),
  ])
  func errorsNameTheThing(
    _ arguments: [String], _ text: String, _ status: Int, _ message: String
  ) throws {
    let (_, path) = try Self.model.get()
    let folder = try TemporaryFolder()
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path("t.csv")))
    let names = [
      "FILE": folder.path("t.csv"), "MODEL": path, "OUT": folder.path("o"),
    ]
    let run = try Run(arguments.map { names[$0] ?? $0 })
    #expect(run.status == Int32(status), "\(arguments): \(run.errors)")
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(message), "\(run.errors)")
  }
}
