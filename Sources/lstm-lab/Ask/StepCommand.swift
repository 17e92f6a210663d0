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

        lstm-lab step --at 3 --unit 11
        lstm-lab step --text "It was late." -o step.json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @OptionGroup var sequence: SequenceOptions
  @OptionGroup var place: UnitAtStep
  @Option(
    help: """
      What to write; json has every term and digit (default: as the ending of \
      -o says, else text).
      """)
  var format: Format?
  @OptionGroup var destination: OutputOption
  @OptionGroup var look: PictureLook
  @OptionGroup var source: ModelOptions
  @OptionGroup var messages: MessageOptions

  private var chosenFormat: Format {
    get throws {
      if let path = destination.output, PictureLook.isFigure(path) {
        guard format ?? .text == .text else {
          throw ValidationError(
            "--format json and \(path) contradict each other: leave one of them out."
          )
        }
        return .text
      }
      let ending = try destination.ending(
        of: ["json": Format.json, "txt": .text], given: format)
      return format ?? ending ?? .text
    }
  }

  func validate() throws { _ = try chosenFormat }

  func run() throws {
    let file = try source.loadOneWay()
    let read = try sequence.recording(
      by: file, upTo: place.at, quiet: messages.quiet)
    let worked = try WorkedStep(
      read, step: place.step(of: read.count), layer: place.layer,
      unit: place.unit)
    if let path = destination.output, PictureLook.isFigure(path) {
      return try look.write(StepWaterfall(worked), to: path, model: file)
    }
    try destination.write(
      chosenFormat == .json ? worked.json() : worked.text)
  }
}
