import Drawing
import LSTMCore
import Wording

/// The rows that a model read, what it predicted, and sums over units, above the
/// heatmaps: a lane per column, each from its least value to its greatest, with
/// round numbers beside it.
struct SeriesLanes {
  private let lanes: [Lane]
  private let left: Int
  private let timeline: Timeline
  private let style: FigureStyle

  private struct Lane {
    let name: String
    let values: [Double]
  }

  /// More columns of either kind are not drawn, and said not to be.
  private static let most = 8

  /// The lanes of a timeline; nil where it has none.
  init?(_ timeline: Timeline, style: FigureStyle) {
    guard timeline.rows != nil || timeline.sums != nil else { return nil }
    (self.timeline, self.style) = (timeline, style)
    let rows = timeline.rows ?? Series(columns: [], rows: [])
    let read = (0..<min(rows.columns.count, Self.most)).map { column in
      let name = rows.columns[column]
      return Lane(
        name: name
          + (timeline.targets.contains(name) ? "  (what is predicted)" : ""),
        values: rows.rows.map { $0[column] })
    }
    let predicted = timeline.predicted.map { predicted in
      (0..<min(predicted.columns.count, Self.most)).map { column in
        Lane(
          name: "predicted " + predicted.columns[column],
          values: predicted.rows.map { $0[column] })
      }
    }
    let sums = timeline.sums.map { sums in
      sums.columns.indices.map { column in
        Lane(name: sums.columns[column], values: sums.rows.map { $0[column] })
      }
    }
    lanes = read + (predicted ?? []) + (sums ?? [])
    left =
      rows.columns.count - read.count
      + (timeline.predicted?.columns.count ?? 0) - (predicted?.count ?? 0)
  }

  private var nameHeight: Double { 1.35 * style.smallText }
  private var laneHeight: Double {
    max(2.6 * style.smallText, style.panelHeight / 5)
  }

  /// How much room the lanes take.
  var height: Double { Double(lanes.count) * (nameHeight + laneHeight) }

  /// A note on columns that are not drawn, or nil.
  var note: String? {
    left > 0 ? "\(left) more columns are not drawn" : nil
  }

  /// What to draw, the first lane's top at `top`, beside the left ticks of the
  /// grid.
  func elements(top: Double, grid: HeatmapGrid) -> [Scene.Element] {
    lanes.indices.flatMap { column in
      let y = top + Double(column) * (nameHeight + laneHeight) + nameHeight
      return lane(
        column,
        Rect(
          x: grid.left, y: y.rounded(), width: grid.frame.width,
          height: (laneHeight - 0.5 * style.smallText).rounded()), grid)
    }
  }

  private func lane(
    _ column: Int, _ frame: Rect, _ grid: HeatmapGrid
  ) -> [Scene.Element] {
    let points = points(of: lanes[column].values)
    let values = points.map(\.value)
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    let span = high > low ? high - low : 1
    let inner = frame.height - 4
    func y(_ value: Double) -> Double {
      high > low
        ? frame.maxY - 2 - inner * (value - low) / span : frame.centre.y
    }
    var path = Path()
    for (k, place) in points.enumerated() {
      let point = Point(grid.cell(place.column, 0).centre.x, y(place.value))
      if k == 0 { path.move(to: point) } else { path.line(to: point) }
    }
    let colour = SeriesLook(column, in: style.theme).colour
    let name = lanes[column].name
    let drawn: [Scene.Element] =
      values.count == 1
      ? [
        .circle(
          Point(grid.cell(0, 0).centre.x, y(low)), radius: 3, .fill(colour))
      ]
      : [.path(path, .line(colour, width: style.smallText / 9))]
    return [
      .rectangle(frame, .line(style.theme.hairline, width: 0.75)),
      .label(
        Label(
          Text(
            name.count > 40 ? name.prefix(39) + "…" : name,
            size: style.smallText, .bold),
          at: Point(frame.x, frame.y - 0.35 * style.smallText),
          colour: style.theme.ink)),
    ] + drawn + ticks(low, high, y, frame)
  }

  /// Two or three round numbers, or the only value.
  private func ticks(
    _ low: Double, _ high: Double, _ y: (Double) -> Double, _ frame: Rect
  ) -> [Scene.Element] {
    Self.ticks(low, high).flatMap { value, name -> [Scene.Element] in
      let middle = min(
        max(y(value), frame.y + 0.5 * style.smallText),
        frame.maxY - 0.5 * style.smallText)
      return [
        .line(
          from: Point(frame.x - 0.3 * style.smallText, y(value)),
          to: Point(frame.x, y(value)),
          .line(style.theme.muted, width: style.gridWidth)),
        .label(
          Label(
            style.small(name),
            at: Point(
              frame.x - 0.5 * style.smallText,
              middle + FigureStyle.drop(style.smallText)), anchor: .end,
            colour: style.theme.muted)),
      ]
    }
  }

  /// The round numbers between two, the first and the last of at most three.
  static func ticks(
    _ low: Double, _ high: Double
  ) -> [(place: Double, name: String)] {
    guard high > low, low.isFinite, high.isFinite else {
      return [(low, Numerals.short(low))]
    }
    // A range may hold a single multiple of a coarse step.
    let places = [3, 6].map { PlotAxes.ticks(low...high, most: $0) }
    let named = PlotAxes.named(places.first { $0.count > 1 } ?? places[0])
    guard let first = named.first, let last = named.last, named.count > 1
    else { return named.isEmpty ? [(low, Numerals.short(low))] : named }
    return [first, last]
  }

  /// A column's values; where steps share a column of the picture, the least
  /// and the greatest of each in their order, so that no peak is lost.
  private func points(
    of all: [Double]
  ) -> [(column: Int, value: Double)] {
    let steps = max(1, timeline.stepsPerColumn)
    let count = min(all.count, timeline.stepCount)
    return stride(from: 0, to: count, by: steps).flatMap { start in
      let values = all[start..<min(start + steps, count)]
      let least = values.indices.min { values[$0] < values[$1] } ?? 0
      let most = values.indices.max { values[$0] < values[$1] } ?? 0
      return (least == most ? [least] : [least, most].sorted())
        .map { (start / steps, values[$0]) }
    }
  }

  /// How wide the widest tick is.
  func tickWidth(measure: some TextMeasure) -> Double {
    lanes.flatMap { lane in
      Self.ticks(lane.values.min() ?? 0, lane.values.max() ?? 0)
    }.map { measure.width(of: style.small($0.name)) }.max() ?? 0
  }
}
