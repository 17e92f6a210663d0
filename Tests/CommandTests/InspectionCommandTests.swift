import Foundation
import Testing

/// The commands that look inside, as a user runs them.
struct InspectionCommandTests {
  @Test(arguments: [
    (["step", "--at", "6", "--unit", "17"], "forget gate     f = σ(z)"),
    (["step", "--format", "json"], "\"previousCell\""),
    (["memory", "--unit", "3"], "The parts sum to C exactly"),
    (["intervene", "--clamp", "f=1@5-"], "What comes after the text"),
    (["intervene", "--clamp", "c[3]=0", "--length", "0"], "Held: c[3]=0"),
    (
      ["intervene", "--patch", "c@4", "--patch-text", "abcdefgh"],
      "Held: c@4"
    ),
    (["contexts", "--unit", "3", "--count", "2"], "Where it is lowest:"),
    (["match", "--span", "15-17"], "steps 15 to 17"),
    (
      ["find-cells", "--shuffles", "20", "--quantities", "c"],
      "Earlier characters decide:"
    ),
    (
      ["find-cells", "--shuffles", "0", "--format", "csv"],
      "label,kind,score,quantity"
    ),
    (
      ["ablate", "--units", "0-1", "--characters", "3000"],
      "Of the 2 units tested, the one that each kind of character needs most"
    ),
    (["model", "verify", "counter"], "rounding, and no more"),
    (["model", "info"], "open (> 0.9) at"),
    (["generate", "--clamp", "o=0", "--length", "5"], ""),
    (
      ["trace", "--text", "ab", "--clamp", "f[0]=0.25", "--units", "0"],
      "0,a,0,0,f,0.25"
    ),
  ])
  func everyCommandAnswers(_ arguments: [String], _ part: String) throws {
    let run = try Run(arguments)
    #expect(run.status == 0, "\(arguments): \(run.errors)")
    #expect(run.output.contains(part) || part.isEmpty, "\(run.output)")
    if !arguments.contains("json"), !arguments.contains("csv"),
      !["trace", "model"].contains(arguments[0])
    {
      for line in run.output.split(separator: "\n") {
        #expect(line.count <= 80, "\(arguments): \(line)")
      }
    }
  }

  @Test(arguments: [
    (["step", "--at", "99"], 1, "no step 99"),
    (["step", "--unit", "128"], 1, "no unit 128"),
    (["memory", "--layer", "1"], 1, "no layer 1"),
    (["memory", "-o", "m.txt"], 64, "picture"),
    (["intervene"], 64, "--clamp"),
    (["intervene", "--clamp", "f[3=1"], 64, "] is missing"),
    (["intervene", "--clamp", "q=1"], 64, "no quantity 'q'"),
    (["intervene", "--clamp", "f[128]=1"], 1, "no unit 128"),
    (["intervene", "--patch", "c"], 64, "--patch-text"),
    (
      ["intervene", "--patch", "c@40", "--patch-text", "ab"], 1, "no step 40"
    ),
    (["generate", "--clamp", "f="], 64, "number"),
    (["contexts", "--quantity", "zf"], 1, "f, i, g, o, c, h"),
    (["contexts", "--file", "/dev/null"], 1, "empty"),
    (["match", "--span", "9-3"], 64, "not a span"),
    (["match", "--span", "90-99"], 1, "no step 90"),
    (
      ["match", "--span", "3-20", "--threshold", "0.99", "--edges", "both"], 1,
      "lower --threshold"
    ),
    (["find-cells", "--file", "/dev/null"], 1, "at least"),
    (["find-cells", "--labels", "/dev/null"], 1, "empty"),
    (["ablate", "--to", "five"], 64, "five"),
    (["plot-trajectory", "t.png", "--by", "nouns"], 64, "no label 'nouns'"),
    (["model", "verify", "--text", ""], 1, "empty"),
  ])
  func errorsNameTheThing(
    _ arguments: [String], _ status: Int, _ message: String
  ) throws {
    let run = try Run(arguments)
    #expect(run.status == Int32(status), "\(arguments): \(run.errors)")
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test func figuresAreDrawnWhenAskedFor() throws {
    let folder = try TemporaryFolder()
    for (arguments, name) in [
      (["memory", "--unit", "3", "-o"], "m.svg"),
      (["intervene", "--clamp", "c[3]=0", "-o"], "i.png"),
      (["plot-trajectory"], "t.pdf"),
    ] {
      let run = try Run(arguments + [folder.path(name)])
      #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
      #expect(FileManager.default.fileExists(atPath: folder.path(name)))
    }
  }
}
