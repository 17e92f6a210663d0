import ArgumentParser
import Drawing
import Inspection
import ModelFiles
import TraceFigures

struct MemoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory",
    abstract: "Show what each step contributes to a cell's state.",
    discussion: """
      C as the exact sum of what every step wrote, each faded by the forget \
      gates since: bars in the terminal, and with -o a figure.

        lstm-lab memory --unit 11
        lstm-lab memory --unit 11 --text "“Well,” he said." -o memory.png
      """)

  @OptionGroup var sequence: SequenceOptions
  @OptionGroup var place: UnitAtStep
  @OptionGroup var scales: ScaleOptions
  @OptionGroup var figure: FigureOptions
  @OptionGroup var source: ModelOptions
  @OptionGroup var messages: MessageOptions

  func run() throws {
    let file = try source.loadOneWay()
    let read = try sequence.recording(
      by: file, upTo: place.at, quiet: messages.quiet)
    let memory = try CellMemory(
      read, step: place.step(of: read.count), layer: place.layer,
      unit: place.unit)
    guard figure.isWanted else {
      return try Output.write(to: nil) {
        try $0.write(memory.text(of: read.read))
      }
    }
    let own = file.scales?.limit(
      of: memory.quantity, layer: place.layer, unit: place.unit)
    try figure.write(
      MemoryFigure(
        memory, in: read, limit: scales.limits[memory.quantity] ?? own),
      model: file)
  }
}
