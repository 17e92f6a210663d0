/// A line that a pen draws: straight pieces and curves, open or closed.
package struct Path: Hashable, Sendable {
  /// What the pen does, in order.
  package private(set) var moves: [Move] = []

  /// One thing that the pen does.
  package enum Move: Hashable, Sendable {
    /// Goes to a point without drawing.
    case move(Point)
    /// Draws a straight line to a point.
    case line(Point)
    /// Draws a cubic Bézier curve to a point.
    case curve(control1: Point, control2: Point, to: Point)
    /// Draws a straight line back to where it last started.
    case close
  }

  /// Nothing yet.
  package init() {}

  /// Straight lines through the given points.
  package init(_ points: [Point], closed: Bool = false) {
    for point in points {
      moves.append(moves.isEmpty ? .move(point) : .line(point))
    }
    if closed { moves.append(.close) }
  }

  /// Starts anew at a point.
  package mutating func move(to point: Point) { moves.append(.move(point)) }

  /// Draws a straight line to a point.
  package mutating func line(to point: Point) { moves.append(.line(point)) }

  /// Draws a cubic Bézier curve to a point.
  package mutating func curve(_ a: Point, _ b: Point, to point: Point) {
    moves.append(.curve(control1: a, control2: b, to: point))
  }

  /// Draws a straight line back to where the pen last started.
  package mutating func close() { moves.append(.close) }

  /// Whether any of its straight pieces meets a rectangle.
  package func meets(_ box: Rect) -> Bool {
    var (pen, start) = (Point(0, 0), Point(0, 0))
    for move in moves {
      let next: Point
      switch move {
      case .move(let point):
        (pen, start) = (point, point)
        continue
      case .line(let point), .curve(_, _, let point): next = point
      case .close: next = start
      }
      if box.meets(from: pen, to: next) { return true }
      pen = next
    }
    return false
  }

  /// All points that the path names, control points included.
  package var points: [Point] {
    moves.flatMap { move -> [Point] in
      switch move {
      case .move(let point), .line(let point): [point]
      case .curve(let a, let b, let point): [a, b, point]
      case .close: []
      }
    }
  }
}
