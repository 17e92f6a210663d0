import Drawing
import Wording

/// The lane of one unit: its line over the area to 0, h behind it, and the marks
/// of its gates underneath.
struct UnitLane {
  private let track: UnitLines.Track
  private let frame: Rect
  private let hasRugs: Bool
  private let timeline: Timeline
  private let symbol: String
  private let layer: Int
  private let style: FigureStyle
  private let range: ClosedRange<Double>

  init(
    _ track: UnitLines.Track, in frame: Rect, rugs: Bool, timeline: Timeline,
    symbol: String, layer: Int, style: FigureStyle
  ) {
    (self.track, self.frame, hasRugs) = (track, frame, rugs)
    (self.timeline, self.symbol, self.layer) = (timeline, symbol, layer)
    self.style = style
    let values = track.memory.filter(\.isFinite)
    let (low, high) = (min(0, values.min() ?? 0), max(0, values.max() ?? 0))
    let spare = high > low ? 0.06 * (high - low) : 1
    range = low - spare...high + spare
  }

  /// What to draw.
  var elements: [Scene.Element] {
    [.label(head)] + scale + areas
      + [
        .path(
          line(track.hidden, y: { hiddenPlace($0) }),
          .line(
            style.theme.muted.with(alpha: 170), width: style.gridWidth)),
        .path(
          line(track.memory, y: place),
          .line(style.theme.ink, width: 0.7 * style.lineWidth)),
        .rectangle(frame, .line(style.theme.hairline, width: style.gridWidth)),
      ] + rugs
  }

  private var head: Label {
    var runs = [
      Text.Run("unit \(track.unit)", .bold),
      Text.Run(
        "  layer \(layer)", Text.Run.Style(colour: style.theme.muted)),
    ]
    if let name = track.name { runs.insert(Text.Run("  \(name)"), at: 1) }
    return Label(
      Text(runs, size: style.smallText),
      at: Point(frame.x, frame.y - 0.4 * style.smallText),
      colour: style.theme.ink)
  }

  private func place(_ value: Double) -> Double {
    frame.maxY - frame.height * (value - range.lowerBound)
      / (range.upperBound - range.lowerBound)
  }

  private func hiddenPlace(_ value: Double) -> Double {
    frame.centre.y - 0.47 * frame.height * value
  }

  private var columnWidth: Double {
    frame.width / Double(max(1, timeline.count))
  }

  private func x(_ step: Int) -> Double {
    frame.x + Double(step / timeline.stepsPerColumn) * columnWidth
  }

  /// Numbers at the left, and 0 as a line.
  private var scale: [Scene.Element] {
    let most = max(2, Int(frame.height / (1.7 * style.smallText)))
    return PlotAxes.named(PlotAxes.ticks(range, most: most)).flatMap {
      value, name -> [Scene.Element] in
      let y = place(value)
      let isZero = abs(value) < 1e-12
      return [
        .line(
          from: Point(frame.x, y), to: Point(frame.maxX, y),
          .line(
            isZero
              ? style.theme.muted : style.theme.hairline.with(alpha: 110),
            width: style.gridWidth)),
        .label(
          Label(
            style.small(name),
            // The marks of the gates have names below the frame.
            at: Point(
              frame.x - 0.5 * style.smallText,
              min(y, frame.maxY - 0.55 * style.smallText)
                + FigureStyle.drop(style.smallText)), anchor: .end,
            colour: style.theme.muted)),
      ]
    }
  }

  /// The values of each column in order: all that there is where steps have
  /// columns of their own, else the least and the largest.
  private func columns(_ values: [Double]) -> [[Double]] {
    let steps = timeline.stepsPerColumn
    return stride(from: 0, to: values.count, by: steps).map { start in
      let part = values[start..<min(start + steps, values.count)]
      guard part.count > 1 else { return Array(part) }
      let least = part.indices.min { part[$0] < part[$1] } ?? start
      let most = part.indices.max { part[$0] < part[$1] } ?? start
      return [min(least, most), max(least, most)].map { part[$0] }
    }
  }

  /// A line of steps, or through the extremes of columns.
  private func line(
    _ values: [Double], y: (Double) -> Double
  ) -> Path {
    var path = Path()
    var isDrawing = false
    func add(_ point: Point) {
      if isDrawing { path.line(to: point) } else { path.move(to: point) }
      isDrawing = true
    }
    for (column, part) in columns(values).enumerated() {
      let left = frame.x + Double(column) * columnWidth
      for (k, value) in part.enumerated() {
        guard value.isFinite else {
          isDrawing = false
          continue
        }
        if part.count == 1 {
          add(Point(left, y(value)))
          add(Point(left + columnWidth, y(value)))
        } else {
          add(Point(left + (0.25 + 0.5 * Double(k)) * columnWidth, y(value)))
        }
      }
    }
    return path
  }

  /// From the line to 0: blue above, orange below, as everywhere.
  private var areas: [Scene.Element] {
    let map = style.theme.signed
    return [(1.0, map.colour(at: 0.85)), (-1.0, map.colour(at: 0.15))].map {
      sign, colour in
      var path = Path()
      for (column, part) in columns(track.memory).enumerated() {
        let reach = part.filter(\.isFinite).map { max(0, sign * $0) }.max() ?? 0
        guard reach > 0 else { continue }
        let left = frame.x + Double(column) * columnWidth
        path.move(to: Point(left, place(0)))
        path.line(to: Point(left, place(sign * reach)))
        path.line(to: Point(left + columnWidth, place(sign * reach)))
        path.line(to: Point(left + columnWidth, place(0)))
        path.close()
      }
      return .path(path, .fill(colour.with(alpha: 150)))
    }
  }

  /// Marks under the lane: a row where it forgets, a row where it writes.
  private var rugs: [Scene.Element] {
    guard hasRugs else { return [] }
    let height = 0.7 * style.smallText
    let rows = [("f < ½", track.forgets), ("i > ½", track.writes)]
    return rows.enumerated().flatMap { row, rug -> [Scene.Element] in
      let top =
        frame.maxY + 0.2 * style.smallText + Double(row) * 0.95
        * style.smallText
      var path = Path()
      for left in Set(rug.1.map { x($0) }).sorted() {
        let right = left + max(columnWidth, 0.5)
        for (index, corner) in [
          Point(left, top), Point(right, top), Point(right, top + height),
          Point(left, top + height),
        ].enumerated() {
          if index == 0 { path.move(to: corner) } else { path.line(to: corner) }
        }
        path.close()
      }
      return [
        .path(path, .fill(row == 0 ? style.theme.muted : style.theme.ink)),
        .label(
          Label(
            style.small(rug.0),
            at: Point(
              frame.x - 0.5 * style.smallText,
              top + height / 2 + FigureStyle.drop(style.smallText)),
            anchor: .end, colour: style.theme.muted)),
      ]
    }
  }
}
