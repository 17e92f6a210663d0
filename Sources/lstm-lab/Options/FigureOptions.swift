import ArgumentParser
import Drawing
import ModelFiles
import TraceFigures

/// A picture that a command draws only when asked to.
protocol WantedFigure {
  var output: String? { get }
  var look: PictureLook { get }
}

extension WantedFigure {
  /// Whether a figure was asked for.
  var isWanted: Bool { output != nil }

  /// Lays the figure out and writes it, where one was asked for.
  func write(
    model: ModelFile? = nil,
    _ scene: (FigureStyle, Typesetter) throws -> Scene
  ) throws {
    guard let output else { return }
    let typesetter = Typesetter()
    try look.write(
      scene(look.style(for: output), typesetter), to: output,
      typesetter: typesetter, model: model)
  }

  /// Throws for a name that is not that of a picture.
  func requirePicture() throws {
    if let output { try PictureLook.requirePicture(output) }
  }
}

/// A figure asked for with -o.
struct FigureOptions: ParsableArguments, WantedFigure {
  @Option(
    name: .shortAndLong,
    help: "Draw a figure into this .png, .svg or .pdf file instead.")
  var output: String?
  @OptionGroup var look: PictureLook

  func validate() throws { try requirePicture() }
}

/// A figure asked for by naming its file.
struct FigureArgument: ParsableArguments, WantedFigure {
  @Argument(
    help: ArgumentHelp(
      "A picture to draw: a .png, .svg or .pdf file.", valueName: "out"))
  var output: String?
  @OptionGroup var look: PictureLook

  func validate() throws { try requirePicture() }
}
