import Drawing
import Inspection
import Wording

/// From values to places in a frame, with the same unit of length both ways.
struct TrajectoryAxes {
  let frame: Rect
  private let middle: (x: Double, y: Double)
  private let scale: Double

  init(_ trajectory: CorpusTrajectory, frame: Rect) {
    let xs = trajectory.points.map(\.x).filter(\.isFinite)
    let ys = trajectory.points.map(\.y).filter(\.isFinite)
    let (x0, x1) = (xs.min() ?? 0, xs.max() ?? 1)
    let (y0, y1) = (ys.min() ?? 0, ys.max() ?? 1)
    self.frame = frame
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    scale =
      0.95
      * min(
        frame.width / max(x1 - x0, 1e-9), frame.height / max(y1 - y0, 1e-9))
  }

  func place(_ point: CorpusTrajectory.Point) -> Point {
    Point(
      frame.centre.x + (point.x - middle.x) * scale,
      frame.centre.y - (point.y - middle.y) * scale)
  }

  var ticksX: [(String, Double)] {
    ticks(from: middle.x - frame.width / 2 / scale, length: frame.width).map {
      ($0.0, frame.x + $0.1)
    }
  }

  var ticksY: [(String, Double)] {
    ticks(from: middle.y - frame.height / 2 / scale, length: frame.height)
      .map { ($0.0, frame.maxY - $0.1) }
  }

  /// Round values and how far along the axis they are.
  private func ticks(
    from start: Double, length: Double
  ) -> [(String, Double)] {
    let step = ValueScale.oneTwoFive(atLeast: length / scale / 7)
    let first = (start / step).rounded(.up)
    let count = Int(clamping: length / scale / step, rounded: .down)
    return (0...max(0, min(count, 20))).compactMap { k in
      let value = (first + Double(k)) * step
      let place = (value - start) * scale
      guard place <= length else { return nil }
      return (Numerals.short(value), place)
    }
  }
}
