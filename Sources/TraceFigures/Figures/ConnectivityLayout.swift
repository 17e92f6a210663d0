import Drawing
import Experiments
import Wording

/// Puts the parts of the square in their places.
struct ConnectivityLayout<Measure: TextMeasure> {
  let figure: ConnectivityFigure
  let style: FigureStyle
  let measure: Measure
  let grid: HeatmapGrid
  /// The power of ten at the bright end of the colours.
  let top: Int

  init(_ figure: ConnectivityFigure, style: FigureStyle, measure: Measure) {
    self.figure = figure
    (self.style, self.measure) = (style, measure)
    let count = figure.connectivity.norms.count
    let left =
      style.margin + 1.6 * style.axisText + 1.4 * style.characterText
      + measure.width(of: style.small("\(count)")) + 0.5 * style.smallText
    let right = style.margin + Self.barRoom(style)
    var grid = HeatmapGrid(
      columns: count, rows: count, left: left.rounded(),
      width: style.width - left - right, style: style)
    // However few the characters, the title beside them must find room.
    let tall = measure.width(of: Self.rowTitle(style))
    let side = (style.width - left - right) / Double(count)
    grid.columnWidth = min(
      style.wholeCells ? max(1, side.rounded(.down)) : side,
      max(1.6 * style.characterText, tall / Double(count)))
    grid.rowHeight = grid.columnWidth
    grid.top = (style.margin + 4 * style.titleText).rounded()
    self.grid = grid
    let strongest = figure.sizes.joined().max() ?? 1
    top = strongest > 0 ? Int(clamping: log10(strongest), rounded: .up) : 0
  }

  var scene: Scene {
    let axis = TimeAxis(timeline, grid: grid, style: style, measure: measure)
    let axisTitle = grid.frame.maxY + axis.depth + 1.35 * style.axisText
    let notes = self.notes(below: axisTitle + 0.4 * style.axisText)
    let bottom = notes.last?.position.y ?? axisTitle
    return Scene(
      width: width,
      height: (bottom + 0.5 * style.smallText + style.margin).rounded(.up),
      title: "What each prediction owes to each character",
      summary: """
        A triangle of \(grid.rows) by \(grid.columns) cells: rows are \
        predictions, columns the characters read before them, colours the norm \
        of the gradient of the prediction's loss by what was \
        read\(figure.isByRow ? ", beside the largest of its row" : "").
        """,
      background: style.theme.surface,
      elements: [
        .group("title", [title]),
        .group("axis titles", titles(axisTitle)),
        .group("legend", legend),
        .group("cells", [.cells(image, grid.frame)]),
        .group("losses", losses),
        .group("time axis", axis.elements(.below, edge: grid.frame.maxY)),
        .group("targets", targets),
        .group("caption", notes.map { .label($0) }),
      ])
  }

  /// On screen as wide as the square, the title and the legend need.
  private var width: Double {
    guard style.wholeCells, case .label(let title) = title else {
      return style.width
    }
    let needed = max(
      grid.frame.maxX + Self.barRoom(style),
      style.margin + measure.width(of: title.text),
      style.margin + 30 * style.smallText)
    return min(style.width, (needed + style.margin).rounded(.up))
  }

  private var connectivity: Connectivity { figure.connectivity }

  /// How much room the bars of losses take beside the square.
  private static func barRoom(_ style: FigureStyle) -> Double {
    (6.5 * style.smallText).rounded()
  }

  private static func rowTitle(_ style: FigureStyle) -> Text {
    Text("character predicted", size: style.axisText)
  }

  /// What the shared time axis needs to know.
  private var timeline: Timeline {
    Timeline(characters: connectivity.characters.dropLast().map { String($0) })
  }

  /// Triangles below the diagonal; above it nothing was read yet.
  private var image: CellImage {
    let map = style.theme.gates
    let count = connectivity.norms.count
    var cells = [UInt8](
      repeating: UInt8(ColourMap.levelCount), count: count * count)
    for (t, row) in figure.sizes.enumerated() {
      for (s, norm) in row.enumerated() {
        let share =
          norm > 0
          ? 1 + (log10(norm) - Double(top)) / Double(figure.decades)
          : 0
        cells[t * count + s] = UInt8(map.level(of: share))
      }
    }
    return CellImage(
      columns: count, rows: count, palette: map.levels + [style.theme.surface],
      cells: cells)
  }

  private func text(
    _ text: Text, _ x: Double, _ y: Double, _ colour: Colour,
    _ anchor: Label.Anchor = .start, rotation: Double = 0
  ) -> Scene.Element {
    .label(
      Label(
        text, at: Point(x, y), anchor: anchor, colour: colour,
        rotation: rotation))
  }

  private var title: Scene.Element {
    text(
      Text(
        style.isNarrow
          ? "What predictions owe characters"
          : "What each prediction owes to each character",
        size: style.titleText, .bold), style.margin,
      style.margin + style.titleText, style.theme.ink)
  }

  private func titles(_ axisTitle: Double) -> [Scene.Element] {
    let ink = style.theme.ink
    let half =
      measure.width(
        of: Text("time step (character read)", size: style.axisText)) / 2
    let frame = grid.frame
    return [
      text(
        Text("time step (character read)", size: style.axisText),
        max(frame.centre.x, style.margin + half), axisTitle, ink, .middle),
      text(
        Self.rowTitle(style), style.margin + style.axisText, frame.centre.y,
        ink, .middle, rotation: -90),
    ]
  }

  /// The bar of powers of ten, under the title.
  private var legend: [Scene.Element] {
    let map = style.theme.gates
    let bar = Rect(
      x: style.margin, y: style.margin + 1.5 * style.titleText,
      width: 17.5 * style.smallText, height: (0.8 * style.smallText).rounded())
    let ramp = CellImage(
      columns: map.levels.count, rows: 1, palette: map.levels,
      cells: map.levels.indices.map(UInt8.init))
    let ticks = stride(
      from: 0, through: figure.decades, by: figure.isByRow ? 1 : 2
    ).flatMap { step -> [Scene.Element] in
      let share = Double(step) / Double(figure.decades)
      let power = top - figure.decades + step
      let size = power == 0 ? "1" : "10\(raised(power))"
      let x = bar.x + share * bar.width
      return [
        .line(
          from: Point(x, bar.maxY), to: Point(x, bar.maxY + 3),
          .line(style.theme.muted, width: 0.75)),
        text(
          style.small((step == 0 ? "≤ " : "") + size), x,
          bar.maxY + 3 + 1.1 * style.smallText, style.theme.ink,
          share == 0 ? .start : share == 1 ? .end : .middle),
      ]
    }
    let unit = figure.isByRow ? "of the row’s largest" : "‖∂loss/∂x‖"
    return [.cells(ramp, bar)] + ticks + [
      text(
        style.small(unit),
        bar.maxX + style.smallText, bar.maxY, style.theme.muted)
    ]
  }

  /// How wrong each prediction was: a bar from the square's edge.
  private var losses: [Scene.Element] {
    let largest = connectivity.losses.max() ?? 0
    let start = grid.frame.maxX + 0.5 * style.smallText
    let most = Self.barRoom(style) - 0.5 * style.smallText
    let gap = grid.rowHeight > 4 ? 1.0 : 0
    let bars = connectivity.losses.enumerated().map { row, loss in
      let cell = grid.cell(0, row)
      return Scene.Element.rectangle(
        Rect(
          x: start, y: cell.y + gap / 2,
          width: largest > 0 ? max(0, loss) / largest * most : 0,
          height: cell.height - gap), .fill(style.theme.muted))
    }
    return bars + [
      text(
        style.small("0–\(Numerals.short(largest)) nats"), start + most,
        grid.frame.y - 0.5 * style.smallText, style.theme.muted, .end)
    ]
  }

  /// What each row predicts, where there is room for characters, and the steps'
  /// numbers, as many as there is room for.
  private var targets: [Scene.Element] {
    let every = TimeAxis.tidy(
      atLeast: 1.25 * style.smallText / grid.rowHeight)
    let left = style.margin + 1.6 * style.axisText
    let numbers = stride(from: 0, to: grid.rows, by: every).map { row in
      text(
        style.small("\(row)"),
        left + measure.width(of: style.small("\(grid.rows)")),
        grid.cell(0, row).centre.y + FigureStyle.drop(style.smallText),
        style.theme.muted, .end)
    }
    return numbers + characters
  }

  private var characters: [Scene.Element] {
    let size = min(style.characterText, grid.rowHeight / 1.1)
    guard size >= style.minimumText else { return [] }
    return connectivity.norms.indices.map { row in
      let character = String(connectivity.characters[row + 1])
      let shown: (text: String, colour: Colour)
      switch StepLabel(character, measure: measure) {
      case .character(let text): shown = (text, style.theme.ink)
      case .standIn(let text): shown = (text, style.theme.muted)
      case .boxed: shown = ("□", style.theme.muted)
      }
      return text(
        StepLabel.text(shown.text, size: size),
        grid.left - 0.5 * style.smallText - size / 2,
        grid.cell(0, row).centre.y + FigureStyle.drop(size), shown.colour,
        .middle)
    }
  }

  private func notes(below y: Double) -> [Label] {
    let note = """
      Row t: the loss −ln p of the character after step t\
      \(figure.isByRow ? ", each row beside its largest gradient" : ""); column \
      s: what was read at step s; x is what the model reads for a character. \
      Bars on the right: the losses. Full gradients through every layer and step.
      """
    var y = y
    return style.paragraph(
      note, width: width - 2 * style.margin, y: &y, measure: measure)
  }
}

/// A whole number in raised digits.
private func raised(_ number: Int) -> String {
  let digits: [Character: String] = [
    "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵",
    "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
  ]
  return "\(number)".compactMap { digits[$0] }.joined()
}
