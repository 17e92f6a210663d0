import ArgumentParser
import Inspection
import LSTMCore
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
  @OptionGroup var sequence: SequenceOptions
  @OptionGroup var place: UnitAtStep
  @Option(help: "What to write; json has every term and digit.")
  var format = Format.text
  @Option(
    name: .shortAndLong, help: "Where to write (default: standard output).")
  var output: String?
  @Flag(help: "No warnings on standard error.")
  var quiet = false

  func run() throws {
    let file = try source.loadOneWay()
    let read = try sequence.recording(
      by: file, upTo: place.at, quiet: quiet)
    let step = place.step(of: read.trace.count)
    let worked = try WorkedStep(
      read.trace, of: file.model.stack, step: step, layer: place.layer,
      unit: place.unit, inputs: inputs(read, step))
    try Output.write(to: output) {
      try $0.write(format == .json ? worked.json() : worked.text)
    }
  }

  /// What the step read: a character, whose share is one term, or numbers,
  /// each with its own.
  private func inputs(
    _ read: Recording, _ step: Int
  ) -> WorkedStep.Inputs {
    let name =
      read.trace.steps.indices.contains(step) ? visibleNames(of: read.read)[step] : ""
    guard let series = read.read.series else { return .character(name) }
    return .columns(series.columns, label: series.labels?[step])
  }
}
