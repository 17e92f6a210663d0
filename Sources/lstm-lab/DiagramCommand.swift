import ArgumentParser
import Drawing
import TraceFigures

struct DiagramCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagram", abstract: "Draw the LSTM cell.")

  @OptionGroup var picture: PictureOptions

  func run() throws {
    let typesetter = Typesetter()
    let scene = try CellDiagram.lstm.scene(
      style: picture.style(), measure: typesetter)
    try picture.write(scene, typesetter: typesetter)
  }
}
