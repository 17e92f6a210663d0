/// A picture as plain values: what to draw, back to front.
///
/// A scene is between layout and pixels. Layout knows no drawing library, and
/// the renderer knows nothing of what the picture means.
public struct Scene: Equatable, Sendable {
  /// The width; one unit is a pixel on screen, a point (1/72 inch) in print.
  public var width: Double
  /// The height, in the same units.
  public var height: Double
  /// A short title, read aloud by screen readers.
  public var title: String
  /// What the picture shows, in plain words, for those who cannot see it.
  public var summary: String
  /// The page.
  public var background: Colour
  /// What to draw, back to front.
  public var elements: [Element]

  /// One thing to draw.
  public indirect enum Element: Equatable, Sendable {
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
  public init(
    width: Double, height: Double, title: String, summary: String = "",
    background: Colour = .white, elements: [Element] = []
  ) {
    (self.width, self.height) = (width, height)
    (self.title, self.summary) = (title, summary)
    (self.background, self.elements) = (background, elements)
  }

  /// The whole page.
  public var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }
}

extension Scene.Element {
  /// A straight line.
  public static func line(
    from a: Point, to b: Point, _ paint: Paint
  ) -> Scene.Element {
    .path(Path([a, b]), paint)
  }

  /// A circle.
  public static func circle(
    _ centre: Point, radius: Double, _ paint: Paint
  ) -> Scene.Element {
    .ellipse(
      Rect(around: centre, width: 2 * radius, height: 2 * radius), paint)
  }

  /// This element and, for a group, everything within it.
  public var flattened: [Scene.Element] {
    guard case .group(_, let elements) = self else { return [self] }
    return [self] + elements.flatMap(\.flattened)
  }
}

extension Scene {
  /// Every label, in drawing order.
  public var labels: [Label] {
    elements.flatMap(\.flattened).compactMap {
      if case .label(let label) = $0 { label } else { nil }
    }
  }

  /// The elements of the first group of the given name, or nil.
  public func group(_ name: String) -> [Element]? {
    for case .group(name, let elements) in elements.flatMap(\.flattened) {
      return elements
    }
    return nil
  }
}
