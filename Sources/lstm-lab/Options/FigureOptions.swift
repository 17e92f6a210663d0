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
    _ figure: @autoclosure () throws -> some Figure, model: ModelFile? = nil
  ) throws {
    guard let output else { return }
    try look.write(figure(), to: output, model: model)
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
    help:
      "Draw a figure into this .png, .svg or .pdf file instead; .csv writes its numbers.",
    completion: .file())
  var output: String?
  @OptionGroup var look: PictureLook

  func validate() throws { try requirePicture() }
}

/// A figure asked for by naming its file.
struct FigureArgument: ParsableArguments, WantedFigure {
  @Argument(
    help: ArgumentHelp(
      "A picture to draw: a .png, .svg or .pdf file; .csv writes its numbers.",
      valueName: "out"), completion: .file())
  var output: String?
  @OptionGroup var look: PictureLook

  func validate() throws { try requirePicture() }
}
