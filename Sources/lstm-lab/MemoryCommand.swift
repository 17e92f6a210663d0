import ArgumentParser
import Drawing
import Inspection
import ModelFiles
import TraceFigures

struct MemoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory",
    abstract: "Show whose write is still in a cell.",
    discussion: """
      C as the exact sum of what every step wrote, each faded by the forget \
      gates since: bars in the terminal, and with -o a figure.
      """)

  @OptionGroup var source: ModelOptions
  @OptionGroup var text: TextOptions
  @OptionGroup var place: UnitAtStep
  @OptionGroup var figure: FigureOptions
  @Flag(help: "No warnings on standard error.")
  var quiet = false

  func run() throws {
    let file = try source.load()
    let read = try ReadText(text, by: file, upTo: place.at, quiet: quiet)
    let memory = try CellMemory(
      read.trace, of: file.model.stack,
      step: place.step(of: read.characters.count), layer: place.layer,
      unit: place.unit)
    guard figure.isWanted else {
      return try Output.write(to: nil) {
        try $0.write(memory.text(characters: read.characters))
      }
    }
    let picture = MemoryFigure(
      memory, in: read.trace, characters: read.characters.map(String.init))
    try figure.write(model: file) { style, typesetter in
      picture.scene(style: style, measure: typesetter)
    }
  }
}
