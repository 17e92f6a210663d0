import ArgumentParser
import Drawing
import Foundation
import ModelFiles
import TraceFigures

/// Where a picture goes.
struct PictureOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The picture: a .png, .svg or .pdf file.", valueName: "out"))
  var output: String
  @Option(help: "Pixels a unit in a PNG: 2 gives twice the width.")
  var scale = 1.0

  func validate() throws {
    do { _ = try ImageFormat(path: output) } catch {
      throw ValidationError("\(error)")
    }
    guard scale >= 0.1, scale <= 8 else {
      throw ValidationError("--scale must be from 0.1 to 8, not \(scale).")
    }
  }

  /// The layout: a page for PDF, a screen for the others.
  func style() throws -> FigureStyle {
    try ImageFormat(path: output) == .pdf ? .print : .screen
  }

  func write(
    _ scene: Scene, typesetter: Typesetter, model: ModelFile? = nil
  ) throws {
    let bytes = try scene.rendered(
      as: ImageFormat(path: output), scale: scale,
      metadata: PictureMetadata(
        software: "lstm-lab \(Version.current)", model: model?.hash,
        command: Self.command), typesetter: typesetter)
    try OutputFile.write(to: output) { try $0.write(bytes) }
  }

  /// The command line with files by their names alone; a text stays whole.
  static var command: String {
    let arguments = CommandLine.arguments.dropFirst()
    var previous = ""
    let shown = arguments.map { argument in
      defer { previous = argument }
      let name =
        previous == "--text"
        ? argument
        : argument.split(separator: "/").last.map(String.init) ?? argument
      return name.contains(" ") ? "'\(name)'" : name
    }
    return (["lstm-lab"] + shown).joined(separator: " ")
  }
}
