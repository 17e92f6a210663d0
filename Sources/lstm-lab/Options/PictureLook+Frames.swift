import Drawing
import ModelFiles
import TraceFigures
import Wording

extension PictureLook {
  /// Writes one figure as it is, and several as an SVG file that moves or as a
  /// PNG file for each step.
  func write(
    _ figures: [some Figure], steps: [Int], to path: String,
    typesetter: Typesetter, model: ModelFile?
  ) throws {
    guard figures.count > 1 else {
      return try write(
        figures[0], to: path, typesetter: typesetter, model: model)
    }
    if try ImageFormat(path: path) == .svg {
      let style = try style(for: path)
      let scenes = figures.map {
        $0.finished(style: style, measure: typesetter)
      }
      let bytes = Scene.animation(
        scenes, seconds: 1.2, metadata: Self.metadata(model: model))
      try Output.write(to: path) { try $0.write(bytes) }
      return Talk.note("Written: \(path)")
    }
    let digits = "\(steps.last ?? 0)".count
    for (figure, step) in zip(figures, steps) {
      let number = "\(step)".leftPadded(to: digits).replacing(" ", with: "0")
      try write(
        figure, to: "\(path.dropLast(4))-\(number)\(path.suffix(4))",
        typesetter: typesetter, model: model)
    }
  }
}
