import Drawing
import Inspection
import LSTMCore
import Wording

extension MemoryFigureLayout {
  /// What is left from before the first step drawn, and what each row adds up
  /// to, with the same colours.
  mutating func addSides() {
    let drop = style.characterText
    let frame = grid.frame
    let places = [
      (triangle.before, frame.x - Self.gap(style) - side),
      (triangle.memory, frame.maxX + Self.gap(style)),
    ]
    for (values, x) in places {
      var (column, place) = (panel, grid)
      column.values = Matrix(rows: [values])
      (place.left, place.columnWidth, place.columns) = (x, side, 1)
      elements.append(
        .group(
          "side",
          HeatmapCells(panel: column, grid: place, style: style).elements))
    }
    elements += [
      .label(
        Label(
          style.small("before"),
          at: Point(
            places[0].1 + side / 2 + FigureStyle.drop(style.smallText), y + 3),
          anchor: .end, colour: style.theme.muted, rotation: -90)),
      .label(
        Label(
          Text(
            Formula.runs("\(memory.symbol)_t"), size: style.smallText),
          at: Point(places[1].1 + side / 2, y + drop), anchor: .middle,
          colour: style.theme.muted)),
    ]
  }

  mutating func addTimeAxis() {
    let axis = TimeAxis(timeline, grid: grid, style: style, measure: measure)
    var parts = axis.elements(.below, edge: y)
    y += axis.depth + 1.35 * style.axisText
    let title = Label(
      Text(
        "step that wrote (\(timeline.noun) read)",
        size: style.axisText),
      at: Point(
        max(grid.frame.centre.x, style.margin + 12 * style.axisText), y),
      anchor: .middle, colour: style.theme.ink)
    parts.append(.label(title))
    elements.append(.group("time axis", parts))
    y += 1.6 * style.titleText
  }

  /// The text, each character on the colour of its share at the end.
  mutating func addText() {
    var parts: [Scene.Element] = []
    y += style.axisText
    parts.append(
      .label(
        Label(
          Text(
            [
              Text.Run(
                "the text, coloured by what is left of each write", .bold),
              Text.Run(
                style.isNarrow ? "" : "  after step \(memory.step)",
                Text.Run.Style(colour: style.theme.muted)),
            ], size: style.axisText), at: Point(style.margin, y),
          colour: style.theme.ink)))
    y += 0.6 * style.axisText
    let height = boxes.height
    var x = style.margin
    let last = panel.values.columns - 1
    let map = panel.scale.map(in: style.theme)
    for (k, character) in characters.enumerated() {
      let width = boxes.width(of: character).rounded(.up)
      if x + width > style.width - style.margin {
        (x, y) = (style.margin, y + height)
      }
      let colour = map.colour(at: panel.scale.share(of: panel.values[k, last]))
      let cell = Rect(x: x, y: y, width: width, height: height)
      parts.append(.rectangle(cell, .fill(colour)))
      parts += boxes.elements(
        character, in: cell, size: boxes.size, on: colour)
      x += width
      if character == "\n" { (x, y) = (style.margin, y + height) }
    }
    if x > style.margin { y += height }
    elements.append(.group("text", parts))
  }

  mutating func addNotes() {
    let first = timeline.firstStep
    let earlier =
      " Each row adds up to \(memory.symbol) on its right; “before” is what is "
      + "left from before step \(first)."
    let place =
      style.isNarrow
      ? "Unit \(memory.unit), layer \(memory.layer), after step "
        + "\(memory.step). " : ""
    let clipped = isNoted ? nil : panel.clippingNote.map { " Colours: \($0)." }
    let fitted = panel.isFitted ? " Colours are fitted to what is shown." : ""
    y += 0.6 * style.smallText
    let lines = style.paragraph(
      place + memory.legend(timeline.noun + "s") + earlier
        + (clipped ?? "") + fitted, y: &y, measure: measure)
    elements.append(.group("caption", lines.map(Scene.Element.label)))
  }
}
