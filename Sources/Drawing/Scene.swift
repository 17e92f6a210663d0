/// A picture as plain values: what to draw, back to front.
///
/// A scene is between layout and pixels. Layout knows no drawing library, and
/// the renderer knows nothing of what the picture means.
package struct Scene: Equatable, Sendable {
  /// The width; one unit is a pixel on screen, a point (1/72 inch) in print.
  package var width: Double
  /// The height, in the same units.
  package var height: Double
  /// A short title, read aloud by screen readers.
  package var title: String
  /// What the picture shows, in plain words, for those who cannot see it.
  package var summary: String
  /// The page.
  package var background: Colour
  /// What to draw, back to front.
  package var elements: [Element]

  /// One thing to draw.
  package indirect enum Element: Equatable, Sendable {
    /// An upright rectangle, its corners rounded by `radius`.
    case rectangle(Rect, radius: Double = 0, Paint)
    /// An ellipse that fills the rectangle.
    case ellipse(Rect, Paint)
    /// A line of straight pieces and curves.
    case path(Path, Paint)
    /// A line of text.
    case label(Label)
    /// A grid of cells stretched over the rectangle.
    case cells(CellImage, Rect)
    /// Several things under one name.
    case group(String, [Element])
  }

  /// A picture of the given size.
  package init(
    width: Double, height: Double, title: String, summary: String = "",
    background: Colour = .white, elements: [Element] = []
  ) {
    (self.width, self.height) = (width, height)
    (self.title, self.summary) = (title, summary)
    (self.background, self.elements) = (background, elements)
  }

  /// The whole page.
  package var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }
}

extension Scene.Element {
  /// A straight line.
  package static func line(
    from a: Point, to b: Point, _ paint: Paint
  ) -> Scene.Element {
    .path(Path([a, b]), paint)
  }

  /// A circle.
  package static func circle(
    _ centre: Point, radius: Double, _ paint: Paint
  ) -> Scene.Element {
    .ellipse(
      Rect(around: centre, width: 2 * radius, height: 2 * radius), paint)
  }

  /// This element and, for a group, everything within it.
  package var flattened: [Scene.Element] {
    guard case .group(_, let elements) = self else { return [self] }
    return [self] + elements.flatMap(\.flattened)
  }
}

extension Scene {
  /// Every label, in drawing order.
  package var labels: [Label] {
    elements.flatMap(\.flattened).compactMap {
      if case .label(let label) = $0 { label } else { nil }
    }
  }

  /// The elements of the first group of the given name, or nil.
  package func group(_ name: String) -> [Element]? {
    for case .group(name, let elements) in elements.flatMap(\.flattened) {
      return elements
    }
    return nil
  }
}
