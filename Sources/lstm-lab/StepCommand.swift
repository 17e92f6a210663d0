import ArgumentParser
import Inspection
import ModelFiles

struct StepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "step",
    abstract: "Work out one unit at one step, every number substituted.",
    discussion: """
      For each gate the terms of its sum, the largest first and named by where \
      they come from, then C and h. The sums are made from the weights and must \
      agree with the trace to 1e-12.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @OptionGroup var source: ModelOptions
  @OptionGroup var text: TextOptions
  @OptionGroup var place: UnitAtStep
  @Option(help: "What to write; json has every term and digit.")
  var format = Format.text
  @Option(
    name: .shortAndLong, help: "Where to write (default: standard output).")
  var output: String?
  @Flag(help: "No warnings on standard error.")
  var quiet = false

  func run() throws {
    let file = try source.load()
    let read = try ReadText(text, by: file, upTo: place.at, quiet: quiet)
    let step = place.step(of: read.characters.count)
    let character =
      read.characters.indices.contains(step)
      ? visible(read.characters[step]) : ""
    let worked = try WorkedStep(
      read.trace, of: file.model.stack, step: step, layer: place.layer,
      unit: place.unit, character: character)
    try Output.write(to: output) {
      try $0.write(format == .json ? worked.json() : worked.text)
    }
  }
}
