import Drawing
import Wording

/// A plot with two linear axes: where values are, and the grid, ticks and
/// titles around them.
struct PlotAxes {
  /// Where the plot is.
  let frame: Rect
  /// The numbers at the left and right edge.
  let xRange: ClosedRange<Double>
  /// The numbers at the bottom and top edge.
  let yRange: ClosedRange<Double>
  let style: FigureStyle

  /// Where a pair of numbers is; beyond the frame for what is out of range.
  func place(_ x: Double, _ y: Double) -> Point {
    Point(
      frame.x + frame.width * Self.share(x, of: xRange),
      frame.maxY - frame.height * Self.share(y, of: yRange))
  }

  private static func share(
    _ value: Double, of range: ClosedRange<Double>
  ) -> Double {
    (value - range.lowerBound) / (range.upperBound - range.lowerBound)
  }

  /// How much room there must be left of the frame, below it and above.
  static func margins(_ style: FigureStyle) -> (left: Double, below: Double) {
    (4.2 * style.smallText, 1.5 * style.smallText + 1.6 * style.axisText)
  }

  /// Frame, grid lines, tick labels, and titles.
  ///
  /// - Parameters:
  ///   - countsX: whether the horizontal axis counts something, and has whole
  ///     numbers alone.
  ///   - format: how the numbers of both axes are written; nil for as many
  ///     decimals as they need.
  ///   - xNames: what stands in the place of numbers along it, with no lines.
  ///   - yNames: the same upward; empty for no axis there.
  func elements(
    xTitle: String, yTitle: String, countsX: Bool = false,
    format: ((Double) -> String)? = nil,
    xNames: [(place: Double, name: String)]? = nil,
    yNames: [(place: Double, name: String)]? = nil
  ) -> [Scene.Element] {
    func named(_ ticks: [Double]) -> [(place: Double, name: String)] {
      guard let format else { return Self.named(ticks) }
      return ticks.map { ($0, format($0)) }
    }
    let small = style.smallText
    let room = max(2, Int(frame.width / (4.5 * small)))
    let whole = max(
      1, Int(clamping: xRange.upperBound - xRange.lowerBound, rounded: .down))
    let xTicks =
      xNames
      ?? named(
        Self.ticks(xRange, most: countsX ? min(room, whole) : room))
    let yTicks =
      yNames
      ?? named(
        Self.ticks(yRange, most: max(2, Int(frame.height / (3.2 * small)))))
    return xTicks.flatMap { vertical($0, $1, hasLine: xNames == nil) }
      + yTicks.flatMap { horizontal($0, $1, hasLine: yNames == nil) } + [
        .rectangle(frame, .line(style.theme.muted, width: style.gridWidth)),
        .label(
          Label(
            Text.prose(xTitle, size: style.axisText),
            at: Point(
              frame.centre.x,
              frame.maxY + 1.5 * small + 1.1 * style.axisText),
            anchor: .middle, colour: style.theme.ink)),
        .label(title(yTitle)),
      ]
  }

  private var grid: Paint {
    .line(style.theme.hairline.with(alpha: 110), width: style.gridWidth)
  }

  private func vertical(
    _ value: Double, _ name: String, hasLine: Bool
  ) -> [Scene.Element] {
    let x = place(value, yRange.lowerBound).x
    let line = Scene.Element.line(
      from: Point(x, frame.y), to: Point(x, frame.maxY), grid)
    return (hasLine ? [line] : []) + [
      .label(
        Label(
          style.small(name),
          at: Point(x, frame.maxY + 1.25 * style.smallText), anchor: .middle,
          colour: style.theme.muted))
    ]
  }

  private func horizontal(
    _ value: Double, _ name: String, hasLine: Bool
  ) -> [Scene.Element] {
    let y = place(xRange.lowerBound, value).y
    let line = Scene.Element.line(
      from: Point(frame.x, y), to: Point(frame.maxX, y), grid)
    return (hasLine ? [line] : []) + [
      .label(
        Label(
          style.small(name),
          at: Point(
            frame.x - 0.5 * style.smallText,
            y + FigureStyle.drop(style.smallText)),
          anchor: .end, colour: style.theme.muted))
    ]
  }

  /// Upright beside the frame where it is hardly longer than that, else over
  /// it.
  private func title(_ yTitle: String) -> Label {
    let text = Text.prose(yTitle, size: style.axisText)
    guard Self.standsAbove(yTitle, height: frame.height, style) else {
      return Label(
        text, at: Point(frame.x - 3.1 * style.smallText, frame.centre.y),
        anchor: .middle, colour: style.theme.ink, rotation: -90)
    }
    return Label(
      text,
      at: Point(
        frame.x - 3.1 * style.smallText, frame.y - 0.6 * style.smallText),
      colour: style.theme.ink)
  }

  /// Whether the vertical axis' title stands over a frame of that height, which
  /// then needs 1.6 sizes of room there. A character of the sans typeface is
  /// about 0.57 of its size wide.
  static func standsAbove(
    _ yTitle: String, height: Double, _ style: FigureStyle
  ) -> Bool {
    0.57 * style.axisText * Double(yTitle.count)
      > height + 3 * style.axisText
  }

  /// Ticks with their numbers, all with the decimals that their distance needs.
  static func named(_ ticks: [Double]) -> [(place: Double, name: String)] {
    let step = ticks.count > 1 ? ticks[1] - ticks[0] : 1
    let decimals = Int(clamping: -floor(log10(step) + 1e-9))
    let isSmall =
      (1...6).contains(decimals) && ticks.allSatisfy { abs($0) < 1e4 }
    return ticks.map { tick in
      let isZero = abs(tick) < 1e-9 * step
      return (
        tick,
        isSmall && !isZero
          ? plain(tick, decimals: decimals) : Numerals.tick(isZero ? 0 : tick)
      )
    }
  }

  /// Round numbers within a range, 1, 2 or 5 times a power of ten apart, at
  /// most `most` of them.
  static func ticks(_ range: ClosedRange<Double>, most: Int) -> [Double] {
    let width = range.upperBound - range.lowerBound
    guard width > 0, width.isFinite else { return [range.lowerBound] }
    let step = ValueScale.oneTwoFive(atLeast: width / Double(max(most, 1)))
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }
}

extension PlotAxes {
  /// Axes around points, with the same unit of length both ways.
  init(holding points: [Point], in frame: Rect, style: FigureStyle) {
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    func extent(_ values: [Double]) -> (middle: Double, length: Double) {
      let finite = values.filter(\.isFinite)
      let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
      return ((low + high) / 2, max(high - low, 1e-9))
    }
    let (x, y) = (extent(xs), extent(ys))
    let unit = 0.95 * min(frame.width / x.length, frame.height / y.length)
    func range(_ middle: Double, _ length: Double) -> ClosedRange<Double> {
      middle - length / 2 / unit...middle + length / 2 / unit
    }
    self.init(
      frame: frame, xRange: range(x.middle, frame.width),
      yRange: range(y.middle, frame.height), style: style)
  }
}
