import Drawing
import Testing

/// Checks that every label is within the page, large enough, and clear of
/// every other.
func expectTidy(
  _ scene: Scene, measure: some TextMeasure, minimumText: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  // Half a unit around the ink is forgiven: some glyphs overhang a little.
  let boxes = scene.labels.map { ($0, measure.box(of: $0).inset(by: 0.5)) }
    .sorted { $0.1.x < $1.1.x }
  for (index, (label, box)) in boxes.enumerated() {
    #expect(
      scene.bounds.contains(box), "\(label) leaves the page",
      sourceLocation: sourceLocation)
    #expect(
      label.text.size >= minimumText - 1e-9, "\(label) is too small",
      sourceLocation: sourceLocation)
    for (other, otherBox) in boxes[(index + 1)...] {
      guard otherBox.x < box.maxX else { break }
      #expect(
        !box.overlaps(otherBox), "\(label) covers \(other)",
        sourceLocation: sourceLocation)
    }
  }
}
