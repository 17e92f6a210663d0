import Drawing
import LSTMCore
import Wording

/// Puts the lines of units in their places, a lane a unit, over the text.
struct UnitLinesLayout<Measure: TextMeasure> {
  private let figure: UnitLines
  private let style: FigureStyle
  private let measure: Measure
  private let grid: HeatmapGrid
  private let axis: TimeAxis
  private let timeline: Timeline
  private var y: Double

  init(_ figure: UnitLines, style: FigureStyle, measure: Measure) {
    (self.figure, self.style, self.measure) = (figure, style, measure)
    let columns = max(1, figure.timeline.stepCount)
    let merged = max(
      1, (columns + style.mostColumns - 1) / style.mostColumns)
    timeline = merged > 1 ? figure.timeline.merged(by: merged) : figure.timeline
    let left = (style.margin + 4.2 * style.smallText).rounded()
    grid = HeatmapGrid(
      columns: max(1, timeline.count), rows: 1, left: left,
      width: style.width - left - style.margin, style: style)
    axis = TimeAxis(timeline, grid: grid, style: style, measure: measure)
    y = style.margin
  }

  /// The whole figure.
  mutating func scene() -> Scene {
    var elements = [Scene.Element.group("legend", legend())]
    for track in figure.tracks {
      y += 1.5 * style.smallText
      let frame = Rect(
        x: grid.left, y: y, width: grid.frame.width,
        height: (0.42 * style.panelHeight).rounded())
      elements.append(
        .group(
          "panel unit \(track.unit)",
          UnitLane(
            track, in: frame, rugs: figure.hasGates, timeline: timeline,
            symbol: figure.memory.symbol, layer: figure.layer, style: style
          ).elements))
      y = frame.maxY + (figure.hasGates ? 1.9 * style.smallText : 0)
      y += 0.5 * style.smallText
    }
    elements.append(.group("time axis", timeAxis()))
    elements.append(.group("caption", caption()))
    return Scene(
      width: width, height: (y + style.margin).rounded(.up),
      title: "\(figure.memory.name) of \(figure.tracks.count) units of layer "
        + "\(figure.layer) over \(timeline.stepCount) steps",
      summary: summary, background: style.theme.surface, elements: elements)
  }

  /// Whole columns may leave a part of the page empty, which is then cut off.
  private var width: Double {
    let needed = max(grid.frame.maxX, grid.left + 26 * style.axisText)
    return style.wholeCells
      ? min(style.width, (needed + style.margin).rounded(.up)) : style.width
  }

  private mutating func timeAxis() -> [Scene.Element] {
    var parts = axis.elements(.below, edge: y)
    y += axis.depth + 1.35 * style.axisText
    parts.append(
      .label(
        Label(
          Text(timeline.title, size: style.axisText),
          at: Point(
            max(grid.frame.centre.x, grid.left + 7 * style.axisText), y),
          anchor: .middle, colour: style.theme.ink)))
    y += 0.4 * style.axisText
    return parts
  }

  /// What lines and marks mean, in as many rows as they need.
  private mutating func legend() -> [Scene.Element] {
    let symbol = figure.memory.symbol
    var entries: [(Paint, String)] = [
      (
        .line(style.theme.ink, width: style.lineWidth),
        "\(symbol), each unit in its own scale"
      )
    ]
    if figure.memory == .cell {
      entries.append(
        (
          .line(style.theme.muted.with(alpha: 170), width: style.gridWidth),
          "h, from −1 to 1"
        ))
    }
    y += 0.5 * style.smallText
    var x = grid.left
    let sample = 2 * style.smallText
    defer { y += 0.9 * style.smallText }
    return entries.flatMap { paint, words -> [Scene.Element] in
      let needed =
        sample + 2 * style.smallText
        + measure.width(of: style.small(words))
      if x > grid.left, x + needed > width - style.margin {
        (x, y) = (grid.left, y + 1.5 * style.smallText)
      }
      defer { x += needed }
      return [
        .line(from: Point(x, y), to: Point(x + sample, y), paint),
        .label(
          Label(
            style.small(words),
            at: Point(
              x + sample + 0.5 * style.smallText,
              y + FigureStyle.drop(style.smallText)),
            colour: style.theme.ink)),
      ]
    }
  }

  private mutating func caption() -> [Scene.Element] {
    var notes = ["blue: above 0, orange: below"]
    if figure.hasGates {
      notes.append("marks under a lane: where f < ½, and where i > ½")
    }
    if timeline.stepsPerColumn > 1 {
      notes.append(
        "1 column = \(timeline.stepsPerColumn) steps: the least and the largest "
          + "value, and a mark where any step has one")
    }
    if let note = axis.note { notes.append(note) }
    notes += figure.notes
    return style.paragraph(
      notes.joined(separator: "  ·  "), x: grid.left,
      width: width - grid.left - style.margin, y: &y, measure: measure
    ).map(Scene.Element.label)
  }

  private var summary: String {
    let tracks = figure.tracks.map { track -> String in
      let values = track.memory.filter(\.isFinite)
      let name = track.name.map { " (\($0))" } ?? ""
      let gates =
        figure.hasGates
        ? "; it forgets at \(counted(track.forgets.count, "step")) and writes at "
          + "\(counted(track.writes.count, "step"))" : ""
      return "Unit \(track.unit)\(name): \(figure.memory.symbol) from "
        + "\(Numerals.short(values.min() ?? 0)) to "
        + "\(Numerals.short(values.max() ?? 0))\(gates)."
    }
    return "Lines over time, a lane a unit. " + tracks.joined(separator: " ")
      + " " + figure.timeline.summary
  }
}
