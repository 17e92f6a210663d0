import Foundation
import Testing

struct PictureCommandTests {
  @Test(arguments: [
    (["diagram"], 64, "Name the picture"),
    (["diagram", "c.png", "--cell", "elman"], 64, "no drawing of a cell"),
    (["diagram", "c.png", "--unrolled", "0"], 64, "from 1 to 12"),
    (["diagram", "c.png", "--notation", "latin"], 64, "latin"),
    (["diagram", "c.pdf", "--at", "0-2"], 64, ".svg that moves"),
    (["diagram", "c.svg", "--at", "0-999"], 64, "200 steps"),
    (["diagram", "c.png", "--at", "99", "--text", "abc"], 1, "no step 99"),
    (["diagram", "c.png", "--at", "0", "--unit", "900"], 1, "no unit 900"),
    (
      ["diagram", "c.png", "--cell", "rnn-tanh", "--highlight", "forget"], 64,
      "no part forget"
    ),
    (["diagram", "c.png", "--cell", "rnn-tanh", "--at", "0"], 1, "lstm"),
    (["plot-gates", "g.png", "--order", "size"], 64, "size"),
    (["plot-gates", "g.png", "--theme", "sepia"], 64, "sepia"),
    (["plot-gates", "g.png", "--width-mm", "1"], 64, "from 60 to 420"),
    (["plot-gates", "g.png", "--units", ""], 64, "not a unit"),
    (["plot-gates", "g.png", "--units", "top:0"], 64, "top:16"),
    (["plot-gates", "g.png", "--by", "page"], 64, "word"),
    (["plot-gates", "g.png", "--own-scale", "--limit", "c=2"], 64, "--limit"),
    (["plot-gates", "g.png", "--names", "a"], 64, "--units 11,90"),
    (["plot-gates", "g.png", "--overview"], 64, "--span A-B"),
    (
      ["plot-gates", "g.png", "--units", "top:3", "--span", "5-5"], 1,
      "one step does not tell"
    ),
    (
      ["plot-gates", "g.png", "--units", "1,2", "--names", "a"], 64,
      "1 name for 2 units"
    ),
    (
      ["plot-gates", "g.png", "--by", "word", "--clamp", "c[1]=0"], 64,
      "no steps"
    ),
    (
      ["plot-gates", "g.png", "--by", "word", "--model", "basin"], 1,
      "no characters"
    ),
    (["plot-units", "u.png", "--units", "top:25"], 64, "at most 24"),
    (["plot-units", "u.png", "--names", "a"], 64, "--units 11,90"),
    (["trace", "--units", "top:3"], 64, "plot-gates or plot-units"),
    (["plot-gates", "g.png", "--span", "5-2"], 64, "not a span"),
    (["plot-gates", "g.png", "--span", "0-9223372036854775807"], 64, "span"),
    (
      ["plot-gates", "g.png", "--span", "1-3", "--text", "abc"], 1,
      "no step 3"
    ),
    (["plot-gates", "/no/such/folder/g.png"], 1, "/no/such/folder"),
    (["plot-text", "t.txt"], 64, ".html"),
    (["plot-text", "--quantity", "f,i"], 64, "takes one"),
    (["plot-text", "--unit", "128"], 1, "no unit 128"),
    (["plot-text", "--text", ""], 1, "empty"),
    (["plot-weights", "w.png", "--gradient", "--text", "a"], 1, "next one"),
    (["plot-training", "t.png", "/no/such.csv"], 1, "/no/such.csv"),
    (["plot-training", "t.png", "LICENSE"], 1, "LICENSE"),
    (["plot-trajectory", "t.png", "--along"], 64, "--by LABEL"),
    (["plot-saturation", "s.gif"], 64, ".png, .svg or .pdf"),
  ])
  func errorsNameTheThing(
    _ arguments: [String], _ status: Int, _ message: String
  ) throws {
    let run = try Run(arguments)
    #expect(run.status == Int32(status), "\(arguments): \(run.errors)")
    #expect(run.output.isEmpty, "\(arguments)")
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(!run.errors.contains("Fatal"))
    for name in ["c.png", "g.png", "w.png", "t.png"] {
      #expect(!FileManager.default.fileExists(atPath: name))
    }
  }

  @Test(arguments: [
    ["plot-gates", "g.svg", "--order", "similarity", "--theme", "dark"],
    ["plot-gates", "g.png", "--units", "0-3", "--width-mm", "85"],
    ["plot-gates", "g.svg", "--span", "3-9", "--quantities", "f"],
    ["plot-text", "t.pdf", "--unit", "3", "--next", "5"],
    ["plot-saturation", "s.png", "--palette", "grey"],
    ["plot-weights", "w.pdf", "--model", "counter", "--gradient"],
    ["diagram", "d.svg", "--at", "1", "--unit", "7"],
    ["diagram", "d.pdf", "--unrolled", "3", "--notation", "1997"],
    ["diagram", "d.png", "--cell", "rnn-tanh", "--theme", "print"],
    ["diagram", "d.svg", "--cell", "gru", "--unrolled", "2"],
    ["gradients", "g.svg", "--counterexample"],
  ])
  func picturesAreTheSameEveryTime(_ command: [String]) throws {
    let folder = try TemporaryFolder()
    let path = folder.path(command[1])
    let arguments = [command[0], path] + command.dropFirst(2)
    #expect(try Run(arguments).status == 0)
    let first = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(try Run(arguments).status == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == first)
    #expect(!String(decoding: first, as: UTF8.self).contains(folder.path("")))
  }

  @Test func textGoesToTheTerminalOrToAPage() throws {
    let run = try Run(["plot-text", "--unit", "3", "--text", "Well, Prince"])
    #expect(run.status == 0)
    #expect(run.output.contains("Well, Prince\n"))
    #expect(!run.output.contains("\u{1B}"))
    let folder = try TemporaryFolder()
    let path = folder.path("text.html")
    #expect(try Run(["plot-text", path, "--text", "<b>"]).status == 0)
    let page = try String(contentsOfFile: path, encoding: .utf8)
    #expect(page.contains("&lt;") && page.contains("</html>"))
  }

  /// Two a's say little of a model, and are what its scale then comes from.
  @Test func whatIsGivenToReadSetsAModelsScale() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("m.safetensors")
    let run = try Run([
      "model", "import", "counter", "-o", path, "--text", "aa",
    ])
    #expect(run.status == 0)
    #expect(run.errors.contains("2 steps say little"), "\(run.errors)")
    func scale(_ model: String) throws -> String? {
      try Run(["model", "info", model]).output.split(separator: "\n")
        .first { $0.hasPrefix("scale") }.map(String.init)
    }
    #expect(try scale(path) != nil)
    #expect(try scale(path) != scale("counter"))
  }

  /// A colour means the same however little is shown: one character or many.
  @Test func coloursOfAUnitAreThoseOfItsModel() throws {
    let folder = try TemporaryFolder()
    func ends(_ command: [String], _ text: String) throws -> [String] {
      let path = folder.path("p.svg")
      let run = try Run(
        [command[0], path] + command.dropFirst() + ["--text", text])
      #expect(run.status == 0, "\(run.errors)")
      let picture = try String(contentsOfFile: path, encoding: .utf8)
      #expect(picture.contains("as in every "))
      return picture.matches(of: /[−+][0-9.]+</).map { String($0.output) }
    }
    let long = String(repeating: "“Well,” he said. ", count: 20)
    for command in [
      ["plot-text", "--unit", "11"], ["plot-gates", "--quantities", "c"],
    ] {
      let short = try ends(command, "a")
      #expect(!short.isEmpty)
      #expect(try ends(command, long) == short)
    }
    // Chosen units have their own, as by themselves: c[11] ends at 5.
    let chosen = try Run([
      "plot-gates", folder.path("c.svg"), "--units", "11,90", "--text", "a",
    ])
    #expect(chosen.status == 0)
    let units = try String(
      contentsOfFile: folder.path("c.svg"), encoding: .utf8)
    #expect(units.contains(">11 ±5<") && units.contains(">90 ±1000<"))
    let asked = try Run([
      "plot-text", folder.path("q.svg"), "--unit", "11", "--text", "a",
      "--limit", "c=7",
    ])
    #expect(asked.status == 0)
    let picture = try String(
      contentsOfFile: folder.path("q.svg"), encoding: .utf8)
    #expect(picture.contains("−7<") && !picture.contains("as in every "))
  }

  @Test func mermaidGoesToStandardOutput() throws {
    let run = try Run(["diagram", "--format", "mermaid"])
    #expect(run.status == 0 && run.output.hasPrefix("graph LR\n"))
    let gamma = try Run([
      "diagram", "--format", "mermaid", "--notation", "gamma",
    ])
    #expect(gamma.output.contains("a<sup>t−1</sup>"))
    let part = try Run([
      "diagram", "--format", "mermaid", "--highlight", "forget",
    ])
    #expect(part.status == 64 && part.output.isEmpty)
  }

  @Test func aLogBecomesCurves() throws {
    let folder = try TemporaryFolder()
    let (log, path) = (folder.path("log.csv"), folder.path("curves.svg"))
    try "update,smoothed,validation\n1,4.6,\n2,3.5,3.6\n".write(
      toFile: log, atomically: true, encoding: .utf8)
    #expect(try Run(["plot-training", path, log]).status == 0)
    let picture = try String(contentsOfFile: path, encoding: .utf8)
    #expect(picture.contains("validation 3.6"))
  }
}
