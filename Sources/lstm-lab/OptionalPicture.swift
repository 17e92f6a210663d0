import ArgumentParser
import Drawing

/// Where a picture goes, for commands that draw one only when asked.
struct OptionalPicture: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A picture to draw: a .png, .svg or .pdf file.", valueName: "out"))
  var output: String?
  @Option(help: "Pixels a unit in a PNG: 2 gives twice the width.")
  var scale = 1.0

  func validate() throws { _ = try options() }

  /// The options of commands that always draw, or nil for no picture.
  func options() throws -> PictureOptions? {
    guard let output else { return nil }
    do { _ = try ImageFormat(path: output) } catch {
      throw ValidationError("\(error)")
    }
    return try PictureOptions.parse(["--scale", "\(scale)", "--", output])
  }
}
