import ArgumentParser
import Inspection
import ModelFiles
import TraceFigures

struct StepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "step",
    abstract: "Show the full arithmetic of one unit at one step.",
    discussion: """
      For each gate the terms of its sum, the largest first and named by where \
      they come from, then C and h. The sums are made from the weights and must \
      agree with the trace to 1e-12. -o OUT.svg (.png, .pdf) draws the sums, a \
      bar a term; -o OUT.csv writes every term.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @OptionGroup var source: ModelOptions
  @OptionGroup var sequence: SequenceOptions
  @OptionGroup var place: UnitAtStep
  @Option(help: "What to write; json has every term and digit.")
  var format = Format.text
  @OptionGroup var destination: OutputOption
  @OptionGroup var look: PictureLook
  @OptionGroup var messages: MessageOptions

  func run() throws {
    let file = try source.loadOneWay()
    let read = try sequence.recording(
      by: file, upTo: place.at, quiet: messages.quiet)
    let worked = try WorkedStep(
      read, step: place.step(of: read.count), layer: place.layer,
      unit: place.unit)
    if let path = destination.output, PictureLook.isFigure(path) {
      guard format == .text else {
        throw ValidationError(
          "--format json and \(path) contradict each other: leave one of them out."
        )
      }
      return try look.write(StepWaterfall(worked), to: path, model: file)
    }
    try destination.write(format == .json ? worked.json() : worked.text)
  }
}
