/// A place in a scene: x to the right, y downward, in the scene's units.
package struct Point: Hashable, Sendable {
  /// How far right.
  package var x: Double
  /// How far down.
  package var y: Double

  /// The place at the given coordinates.
  package init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }

  /// The sum of two displacements.
  package static func + (a: Point, b: Point) -> Point {
    Point(a.x + b.x, a.y + b.y)
  }

  /// The displacement from `b` to `a`.
  package static func - (a: Point, b: Point) -> Point {
    Point(a.x - b.x, a.y - b.y)
  }

  /// A displacement, scaled.
  package static func * (scale: Double, a: Point) -> Point {
    Point(scale * a.x, scale * a.y)
  }

  /// How long the displacement is.
  package var length: Double { (x * x + y * y).squareRoot() }
}

/// An upright rectangle; (x, y) is its top left corner.
package struct Rect: Hashable, Sendable {
  /// The left edge.
  package var x: Double
  /// The top edge.
  package var y: Double
  /// How wide it is.
  package var width: Double
  /// How tall it is.
  package var height: Double

  /// A rectangle with the given top left corner and size.
  package init(x: Double, y: Double, width: Double, height: Double) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }

  /// A rectangle of the given size around a point.
  package init(around centre: Point, width: Double, height: Double) {
    self.init(
      x: centre.x - width / 2, y: centre.y - height / 2, width: width,
      height: height)
  }

  /// The right edge.
  package var maxX: Double { x + width }
  /// The bottom edge.
  package var maxY: Double { y + height }
  /// The point in the middle.
  package var centre: Point { Point(x + width / 2, y + height / 2) }

  /// The rectangle moved in by `margin` on every side.
  package func inset(by margin: Double) -> Rect {
    Rect(
      x: x + margin, y: y + margin, width: width - 2 * margin,
      height: height - 2 * margin)
  }

  /// Whether the other rectangle lies within this one.
  package func contains(_ other: Rect) -> Bool {
    x <= other.x && y <= other.y && maxX >= other.maxX && maxY >= other.maxY
  }

  /// Whether a straight line runs through the rectangle or ends in it.
  package func meets(from a: Point, to b: Point) -> Bool {
    // What is left of the line after each of the four edges. (Liang & Barsky,
    // ACM Transactions on Graphics 3(1), 1984.)
    var (first, last) = (0.0, 1.0)
    let d = b - a
    for (rate, room) in [
      (-d.x, a.x - x), (d.x, maxX - a.x), (-d.y, a.y - y), (d.y, maxY - a.y),
    ] {
      if rate == 0 {
        if room < 0 { return false }
      } else if rate < 0 {
        first = max(first, room / rate)
      } else {
        last = min(last, room / rate)
      }
    }
    return first <= last
  }

  /// Whether the two share more than an edge.
  package func overlaps(_ other: Rect) -> Bool {
    x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
  }
}

extension Double {
  /// The number for files and descriptions: at most three decimals, and no
  /// more than it needs.
  var plain: String {
    let rounded = (self * 1000).rounded() / 1000
    guard let whole = Int(exactly: rounded) else { return "\(rounded)" }
    return "\(whole)"
  }
}
