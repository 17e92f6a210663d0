import Foundation
import Testing

/// A tagger of PyTorch that reads in both directions, as its owner would look
/// into it.
struct BidirectionalCommandTests {
  static let tagger = SourceTree.root
    .appendingPathComponent("Tests/Fixtures/bidirectional_tagger.safetensors")
    .path

  @Test func itsGatesAreSeen() throws {
    let trace = try Run([
      "trace", "--model", Self.tagger, "--text", "to be", "--format", "csv",
    ])
    #expect(trace.status == 0 && trace.errors.isEmpty)
    let rows = trace.output.split(separator: "\n")
    #expect(rows[0] == "step,character,layer,direction,unit,quantity,value")
    #expect(rows.count == 1 + 5 * 2 * 2 * 6 * 5)
    #expect(rows[1].hasPrefix("0,t,0,forward,0,f,0.568036"))
    let info = try Run(["model", "info", Self.tagger])
    #expect(info.output.contains("layer 1 reverse  lstm, reads 10, 5 units"))
    let table = try Run([
      "trace", "--model", Self.tagger, "--text", "to", "--format", "table",
    ])
    #expect(table.output.contains("  1    0← o "))
    #expect(
      table.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func itsGatesAreDrawnHalfByHalf() throws {
    let folder = try TemporaryFolder()
    let picture = folder.path("gates.svg")
    let run = try Run([
      "plot-gates", picture, "--model", Self.tagger, "--text", "to be, or",
      "--layer", "1", "--quantities", "f,c",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let svg = try String(contentsOfFile: picture, encoding: .utf8)
    #expect(svg.contains("layer 1, forward →"))
    #expect(svg.contains("layer 1, reverse ←"))
    #expect(svg.contains("read from the last character to the first"))
  }

  @Test func aCopyIsTheSameFile() throws {
    let folder = try TemporaryFolder()
    let copy = folder.path("copy.safetensors")
    #expect(try Run(["model", "export", Self.tagger, "-o", copy]).status == 0)
    let files = FileManager.default
    #expect(files.contentsEqual(atPath: copy, andPath: Self.tagger))
  }

  @Test(arguments: [
    ["generate"], ["evaluate", "--file", "LICENSE"], ["gradients"],
    ["memory", "--at", "0", "--unit", "0"], ["plot-saturation", "x.png"],
  ])
  func whatCannotTakeItSaysWhy(_ arguments: [String]) throws {
    let run = try Run(arguments + ["--model", Self.tagger])
    #expect(run.status == 1)
    #expect(run.errors.contains("reads in both directions"), "\(run.errors)")
  }

  @Test func nothingCanBeHeldInIt() throws {
    let run = try Run([
      "trace", "--model", Self.tagger, "--text", "to", "--clamp", "f=1",
    ])
    #expect(run.status == 1 && run.errors.contains("--clamp"))
    let empty = try Run(["trace", "--model", Self.tagger, "--text", ""])
    #expect(empty.status == 1 && empty.errors.contains("empty"))
  }
}
