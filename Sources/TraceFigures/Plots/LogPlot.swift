import Drawing

/// A plot with a linear axis of steps and a logarithmic axis of sizes: where
/// values are, and the grid behind them.
struct LogPlot {
  /// Where the plot is.
  let frame: Rect
  /// How many steps are from the left edge to the right.
  let lastStep: Int
  /// The powers of ten at the bottom and the top.
  let decades: ClosedRange<Int>

  /// The plot within its slot: room for a title above, numbers to the left,
  /// names to the right, numbers and the axis title below.
  static func frame(in slot: Rect, right: Double, style: FigureStyle) -> Rect {
    let (top, left) = (1.9 * style.axisText, 3.6 * style.smallText)
    let bottom = 1.6 * style.smallText + 1.6 * style.axisText
    return Rect(
      x: slot.x + left, y: slot.y + top, width: slot.width - left - right,
      height: slot.height - top - bottom)
  }

  /// Below this a size is no longer drawn at its place: in `Float` it is 0.
  static let underflow = 1e-30

  /// The decades that hold all of the values, 1, and `Float`'s epsilon;
  /// nothing below the underflow.
  static func decades(for values: some Sequence<Double>) -> ClosedRange<Int> {
    let drawn = values.filter { $0.isFinite && $0 >= underflow }
    let hasUnderflow = values.contains { $0 < underflow }
    let lowest = drawn.min().map { Int(floor(log10($0))) } ?? -8
    let highest = drawn.max().map { Int(ceil(log10($0))) } ?? 1
    return min(lowest, -8, hasUnderflow ? lowest - 1 : 0)...max(highest, 1)
  }

  /// Where a step is.
  func x(_ step: Int) -> Double {
    frame.x + frame.width * Double(step) / Double(max(lastStep, 1))
  }

  /// Where a size is; the floor for what underflowed, the top for what
  /// overflowed.
  func y(_ value: Double) -> Double {
    guard value >= Self.underflow else { return frame.maxY }
    let (low, high) = (Double(decades.lowerBound), Double(decades.upperBound))
    let share = (log10(value) - low) / (high - low)
    return frame.maxY - frame.height * min(max(share, 0), 1)
  }

  /// Where a power of ten is.
  func y(decade: Int) -> Double {
    let (low, high) = (decades.lowerBound, decades.upperBound)
    return frame.maxY - frame.height * Double(decade - low) / Double(high - low)
  }

  /// A line through values, one a step, broken at what is not a number.
  func path(_ values: [Double]) -> Path {
    var path = Path()
    var isDrawing = false
    for (step, value) in values.enumerated() {
      let isShown = !value.isNaN && value >= Self.underflow
      let point = Point(x(step), y(value))
      if isShown && isDrawing {
        path.line(to: point)
      } else if isShown {
        path.move(to: point)
      }
      isDrawing = isShown
    }
    return path
  }

  /// The area between two lines.
  func band(_ lower: [Double], _ upper: [Double]) -> Path {
    let shown = upper.indices.filter { !upper[$0].isNaN && !lower[$0].isNaN }
    let above = shown.map { Point(x($0), y(upper[$0])) }
    let below = shown.map { Point(x($0), y(lower[$0])) }
    return Path(above + below.reversed(), closed: true)
  }

  /// The decades that have a label, few enough to stand `spacing` apart.
  func labelledDecades(spacing: Double) -> [Int] {
    let height = frame.height / Double(decades.count - 1)
    let every = [1, 2, 5, 10, 20].first { Double($0) * height >= spacing }
    return decades.filter { $0 % (every ?? 50) == 0 }
  }
}
