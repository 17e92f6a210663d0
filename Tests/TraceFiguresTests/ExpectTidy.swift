import Drawing
import Testing
import TraceFigures

/// Checks that every label is within the page, large enough, and clear of
/// every other.
func expectTidy(
  _ scene: Scene, measure: some TextMeasure, minimumText: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  // Half a unit around the ink is forgiven: some glyphs overhang a little.
  let boxes = scene.labels.map { ($0, measure.box(of: $0).inset(by: 0.5)) }
    .sorted { $0.1.x < $1.1.x }
  // Millions of comparisons: the macro only where one fails.
  func fail(_ message: String) {
    Issue.record(Comment(rawValue: message), sourceLocation: sourceLocation)
  }
  for (index, (label, box)) in boxes.enumerated() {
    if !scene.bounds.contains(box) { fail("\(label) leaves the page") }
    if label.text.size < minimumText - 1e-9 { fail("\(label) is too small") }
    for (other, otherBox) in boxes[(index + 1)...] {
      guard otherBox.x < box.maxX else { break }
      if box.overlaps(otherBox) { fail("\(label) covers \(other)") }
    }
  }
}

extension FigureStyle: CustomTestStringConvertible {
  /// The size and the page: all of the colours would be too much.
  public var testDescription: String {
    "\(Int(width)) wide, on \(theme.surface), muted \(theme.muted)"
  }
}
