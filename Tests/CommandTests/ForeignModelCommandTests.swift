import Foundation
import Testing

/// Models that lstm-lab did not train, as a user opens them.
struct ForeignModelCommandTests {
  private let fixtures = SourceTree.root.path + "/Tests/Fixtures/foreign/"

  @Test func infoIsThereForPrograms() throws {
    let run = try Run([
      "model", "info", fixtures + "lightning.ckpt", "--format", "json",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    let info = try #require(object as? [String: Any])
    #expect(info["format"] as? String == "PyTorch (zip)")
    let reads = try #require(info["reads"] as? [String: Any])
    #expect(reads["vocabulary"] as? [String] == ["a", "b", "c", "d"])
    #expect((info["gate_order"] as? String)?.contains("i, f, g, o") == true)
    let layers = try #require(info["layers"] as? [[String: Any]])
    #expect(layers.first?["cell"] as? String == "lstm")
    let modules = try #require(info["modules"] as? [[String: Any]])
    #expect(modules.contains { $0["is_used"] as? Bool == true })
  }

  @Test(arguments: [
    ("/bin/ls", "a program (ELF)"), ("README.md", "nothing in it"),
  ])
  func whatIsNoModelIsNamed(_ path: String, _ part: String) throws {
    let path =
      path.hasPrefix("/") ? path : SourceTree.root.path + "/" + path
    let run = try Run(["model", "info", path])
    #expect(run.status == 1)
    #expect(run.errors.contains(part), "\(run.errors)")
    #expect(!run.errors.contains("safetensors file"), "\(run.errors)")
  }

  /// A vocabulary without an unknown symbol, and a prompt that it lacks.
  @Test func whatCannotBeReadIsRefusedByGenerate() throws {
    let run = try Run([
      "generate", "--model", fixtures + "lightning.ckpt", "--prompt", "abx",
    ])
    #expect(run.status == 1)
    #expect(
      run.errors.contains("x (U+0078, step 2) is not in"), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  /// Nor by what looks through a text, quiet or not.
  @Test(arguments: [
    ["evaluate"], ["contexts", "--unit", "0", "--quiet"],
    ["match", "--text", "a", "--span", "0-0", "--threshold", "0"],
  ])
  func whatCannotBeReadIsRefusedInAnyText(_ command: [String]) throws {
    let folder = try TemporaryFolder()
    let text = folder.path("t.txt")
    try String(repeating: "abcd", count: 40).appending("é").write(
      toFile: text, atomically: true, encoding: .utf8)
    let run = try Run(
      command + ["--model", fixtures + "lightning.ckpt", "--file", text])
    #expect(run.status == 1)
    #expect(
      run.errors.contains("é (U+00E9, step 160) is not in"), "\(run.errors)")
  }

  @Test func weightsTypedByHandAreStepped() throws {
    let folder = try TemporaryFolder()
    let model = folder.path("gomez.yaml")
    try """
    forget:    {x1: 0.7, x2: 0.45, h: 0.1, b: 0.15}
    input:     {x1: 0.95, x2: 0.8, h: 0.8, b: 0.65}
    candidate: {x1: 0.45, x2: 0.25, h: 0.15, b: 0.2}
    output:    {x1: 0.6, x2: 0.4, h: 0.25, b: 0.1}
    readout:   {label: {h: 1}}
    """.write(toFile: model, atomically: true, encoding: .utf8)
    let rows = folder.path("rows.csv")
    try "x1,x2,label\n1,2,0.5\n0.5,3,1.25\n".write(
      toFile: rows, atomically: true, encoding: .utf8)
    let read = ["--model", model, "--csv", rows]
    let step = try Run(["step", "--at", "1", "--unit", "0"] + read)
    #expect(step.output.contains("0.7720"), "\(step.output)\(step.errors)")
    let trace = try Run(["trace", "--format", "csv"] + read)
    #expect(trace.output.contains(",c,0.7857"), "\(trace.output)")
    let gradients = try Run(["gradients", "--paths"] + read)
    #expect(gradients.status == 0, "\(gradients.errors)")
    let picture = try Run(["plot-gates", folder.path("a.png")] + read)
    #expect(picture.status == 0, "\(picture.errors)")
  }
}
