import ArgumentParser
import Drawing
import Foundation
import ModelFiles
import TraceFigures

/// A picture that a command draws only when asked to, with -o.
struct FigureOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: "Draw a figure into this .png, .svg or .pdf file instead.")
  var output: String?
  @Option(help: "Pixels a unit in a PNG: 2 gives twice the width.")
  var scale = 1.0

  func validate() throws {
    guard let output else { return }
    do { _ = try ImageFormat(path: output) } catch {
      throw ValidationError("\(error)")
    }
    guard scale >= 0.1, scale <= 8 else {
      throw ValidationError("--scale must be from 0.1 to 8, not \(scale).")
    }
  }

  /// Whether a figure was asked for.
  var isWanted: Bool { output != nil }

  /// Lays the figure out and writes it, where one was asked for.
  func write(
    model: ModelFile, _ scene: (FigureStyle, Typesetter) throws -> Scene
  ) throws {
    guard let output else { return }
    let format = try ImageFormat(path: output)
    let typesetter = Typesetter()
    let bytes = try scene(format == .pdf ? .print : .screen, typesetter)
      .rendered(
        as: format, scale: scale,
        metadata: PictureMetadata(
          software: "lstm-lab \(Version.current)", model: model.hash,
          command: PictureOptions.command), typesetter: typesetter)
    try OutputFile.write(to: output) { try $0.write(bytes) }
  }
}
