import Drawing
import Wording

/// The plot of a gradient figure that sets sizes side by side: a dot for each,
/// on a line from the lower to the upper end of its range.
struct RangePanelLayout<Measure: TextMeasure> {
  private let panel: RangePanel
  private let style: FigureStyle
  private let plot: LogPlot
  private let grid: LogPlotGrid<Measure>
  private let slot: Rect

  init(
    _ panel: RangePanel, in slot: Rect, style: FigureStyle, measure: Measure
  ) {
    (self.panel, self.slot, self.style) = (panel, slot, style)
    let frame = LogPlot.frame(
      in: slot, right: 0.6 * style.axisText, style: style)
    // Half a column of room on either side.
    plot = LogPlot(
      frame: frame, lastStep: 2 * panel.columns.count,
      decades: LogPlot.decades(
        for: panel.columns.flatMap { [$0.value, $0.lower, $0.upper] }))
    grid = LogPlotGrid(plot: plot, style: style, measure: measure)
  }

  /// The plot.
  var group: Scene.Element {
    .group(
      "panel ranges",
      grid.decades + [grid.frame]
        + grid.titles(panel.title, axis: panel.axis, in: slot)
        + grid.references(explained: false, clearOf: [])
        + panel.columns.indices.flatMap(column))
  }

  private func column(_ index: Int) -> [Scene.Element] {
    let column = panel.columns[index]
    let x = plot.x(2 * index + 1)
    let name = grid.name(column.name, x: x)
    guard column.value.isFinite, column.lower.isFinite, column.upper.isFinite
    else { return [name] }
    let colour = SeriesLook(column.colour, in: style.theme).colour
    let width = style.lineWidth
    let dot = Point(x, plot.y(column.value))
    let number = Text(Numerals.short(column.value), size: style.smallText)
    return [
      name,
      .line(
        from: Point(x, plot.y(column.lower)),
        to: Point(x, plot.y(column.upper)), .line(colour, width: width)),
      .circle(
        dot, radius: max(1.7 * width, 0.2 * style.smallText), .fill(colour)),
    ]
      + grid.haloed(
        Label(
          number, at: Point(x, place(of: column)), anchor: .middle,
          colour: style.theme.ink))
  }

  /// The baseline of a column's number: over its range, or under it where the
  /// page ends or a level line would strike it through; over that line where
  /// there is no room below.
  private func place(of column: RangePanel.Column) -> Double {
    let size = style.smallText
    let above = plot.y(column.upper) - max(0.6 * size, 2.6 * style.lineWidth)
    let box = (above - size)...(above + 0.3 * size)
    let level = [1, 1.2e-7].map { plot.y($0) }.first { box.contains($0) }
    guard level != nil || box.lowerBound < plot.frame.y else { return above }
    let below = plot.y(column.lower) + max(1.4 * size, 4.4 * style.lineWidth)
    if below <= plot.frame.maxY - 0.3 * size { return below }
    return level.map { $0 - 0.4 * size } ?? above
  }
}
