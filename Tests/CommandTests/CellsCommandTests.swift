import Foundation
import LSTMCore
import ModelFiles
import Testing

struct CellsCommandTests {
  @Test func cellsAreListedAndShown() throws {
    let list = try Run(["cells"])
    #expect(list.status == 0 && list.errors.isEmpty)
    for name in CellFamily.names { #expect(list.output.contains(name)) }
    let page = try Run(["cells", "gru", "--hidden", "10", "--inputs", "4"])
    #expect(page.output.contains("n  = tanh(W_n·x + b_n + r ⊙ (U_n·h + d_n))"))
    #expect(page.output.contains("3H(I + H + 1) + H = 460"))
  }

  @Test(arguments: [
    ["cells", "gur"],
    ["cells", "compare", "--file", "x", "--cells", "lstm,gur"],
    ["train", "x", "-o", "y", "--cell", "gur"],
    ["cells", "--hidden", "0"],
  ])
  func whatThereIsNotIsAUsageError(_ arguments: [String]) throws {
    let run = try Run(arguments)
    #expect(run.status == 64, "\(run.errors)")
    if !arguments.contains("--hidden") {
      #expect(run.errors.contains("There is no cell 'gur'"))
      #expect(run.errors.contains("gru, gru-before"))
    }
  }

  /// Trained, then traced, generated from and scored: every command takes it.
  @Test(arguments: ["gru", "lstm-1997", "projected"])
  func otherCellsAreTrainedAndRun(_ cell: String) throws {
    let folder = try TemporaryFolder()
    let (corpus, model) = (folder.path("text"), folder.path("m.safetensors"))
    try String(repeating: "abcab ", count: 80)
      .write(toFile: corpus, atomically: true, encoding: .utf8)
    let trained = try Run([
      "train", corpus, "-o", model, "--cell", cell, "--hidden", "6",
      "--embedding", "4", "--epochs", "2", "--window", "10", "--quiet",
    ])
    #expect(trained.status == 0, "\(trained.errors)")
    let kind = try #require(CellFamily[cell])
    let trace = try Run([
      "trace", "--model", model, "--text", "ab", "--format", "csv",
    ])
    #expect(trace.status == 0, "\(trace.errors)")
    for quantity in kind.recorded {
      #expect(trace.output.contains(",0,\(quantity.key),"), "\(quantity.key)")
    }
    for arguments in [
      ["generate", "--length", "5"], ["evaluate", "--file", corpus],
      ["trace", "--text", "ab", "--format", "table"],
      ["plot-gates", folder.path("g.png"), "--text", "ab"],
    ] {
      let run = try Run(arguments + ["--model", model])
      #expect(run.status == 0, "\(arguments): \(run.errors)")
    }
  }

  /// The sizes that some cells have besides units, from the command line to
  /// the file and back.
  @Test(arguments: [
    ("lstm-1997", ["--block-size", "3"], "6 units in 2 blocks of 3"),
    ("projected", ["--projection", "2"], "6 units projected to 2"),
  ])
  func sizesOfTheirOwn(
    _ cell: String, _ options: [String], _ words: String
  ) throws {
    let folder = try TemporaryFolder()
    let (corpus, model) = (folder.path("text"), folder.path("m.safetensors"))
    try String(repeating: "abcab ", count: 80)
      .write(toFile: corpus, atomically: true, encoding: .utf8)
    let base = [
      "train", corpus, "-o", model, "--cell", cell, "--hidden", "6",
      "--embedding", "4", "--epochs", "1", "--window", "10", "--quiet",
    ]
    let trained = try Run(base + options)
    #expect(trained.status == 0, "\(trained.errors)")
    let info = try Run(["model", "info", model])
    #expect(info.output.contains(words), "\(info.output)")
    #expect(
      info.output.contains(
        "\(options[0].dropFirst(2).split(separator: "-").joined(separator: " ")) \(options[1])"
      ))
    #expect(try Run(["trace", "--model", model, "--text", "ab"]).status == 0)
    for size in ["0", "-1", "4", "7"] where size != "4" || cell != "projected" {
      let run = try Run(base + [options[0] + "=" + size, "--force"])
      #expect(run.status == 64, "\(size)")
      #expect(run.errors.contains("not \(size)."), "\(run.errors)")
      #expect(run.errors.contains("6"), "\(run.errors)")
    }
    let other = try Run([
      "train", corpus, "-o", folder.path("n"), options[0], options[1],
    ])
    #expect(other.status == 64, "\(other.errors)")
    #expect(other.errors.contains("for the cell \(cell)"), "\(other.errors)")
  }
}
