import Drawing
import Experiments
import Inspection
import LSTMCore
import Wording

/// A square of every pair of characters: the column is the character read, the
/// row the prediction that its gradient is of, the colour its size.
package struct ConnectivityFigure: Figure {
  /// What is drawn.
  package let connectivity: Connectivity

  /// More characters than this would not be squares any more.
  package static let mostCharacters = 400
  /// How many powers of ten the colours span.
  static let decades = 6

  /// A figure of the given gradients; all must be numbers.
  package init(_ connectivity: Connectivity) {
    precondition(connectivity.isFinite, "a gradient that is not a number")
    self.connectivity = connectivity
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    ConnectivityLayout(connectivity, style: style, measure: measure).scene
  }
}

/// Puts the parts of the square in their places.
private struct ConnectivityLayout<Measure: TextMeasure> {
  let connectivity: Connectivity
  let style: FigureStyle
  let measure: Measure
  let grid: HeatmapGrid
  /// The power of ten at the bright end of the colours.
  let top: Int

  init(_ connectivity: Connectivity, style: FigureStyle, measure: Measure) {
    self.connectivity = connectivity
    (self.style, self.measure) = (style, measure)
    let count = connectivity.norms.count
    let left =
      style.margin + 1.6 * style.axisText + 2 * style.characterText
    var grid = HeatmapGrid(
      columns: count, rows: count, left: left.rounded(),
      width: style.width - left - style.margin, style: style)
    // However few the characters, the title beside them must find room.
    let tall = measure.width(of: Self.rowTitle(style))
    let side = (style.width - left - style.margin) / Double(count)
    grid.columnWidth = min(
      style.wholeCells ? max(1, side.rounded(.down)) : side,
      max(1.6 * style.characterText, tall / Double(count)))
    grid.rowHeight = grid.columnWidth
    grid.top = (style.margin + 4 * style.titleText).rounded()
    self.grid = grid
    let strongest = connectivity.norms.joined().max() ?? 1
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
        of the gradient of the prediction's loss by what was read.
        """,
      background: style.theme.surface,
      elements: [
        .group("title", [title]),
        .group("axis titles", titles(axisTitle)),
        .group("legend", legend),
        .group("cells", [.cells(image, grid.frame)]),
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
      grid.frame.maxX, style.margin + measure.width(of: title.text),
      style.margin + 30 * style.smallText)
    return min(style.width, (needed + style.margin).rounded(.up))
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
    for (t, row) in connectivity.norms.enumerated() {
      for (s, norm) in row.enumerated() {
        let share =
          norm > 0
          ? 1 + (log10(norm) - Double(top)) / Double(ConnectivityFigure.decades)
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
    let ticks = stride(from: 0, through: ConnectivityFigure.decades, by: 2)
      .map { step -> Scene.Element in
        let share = Double(step) / Double(ConnectivityFigure.decades)
        let power = top - ConnectivityFigure.decades + step
        let sign = power < 0 ? "−" : ""
        return text(
          style.small(
            (step == 0 ? "≤ " : "")
              + (power == 0 ? "1" : "1e\(sign)\(abs(power))")),
          bar.x + share * bar.width, bar.maxY + 1.2 * style.smallText,
          style.theme.ink, share == 0 ? .start : share == 1 ? .end : .middle)
      }
    return [.cells(ramp, bar)] + ticks + [
      text(
        style.small("‖∂loss/∂x‖"),
        bar.maxX + style.smallText, bar.maxY, style.theme.muted)
    ]
  }

  /// What each row predicts, where there is room for characters.
  private var targets: [Scene.Element] {
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
      Row t: the loss −ln p of the character after step t; column s: what was \
      read at step s; x is what the model reads for a character. Full \
      gradients through every layer and step.
      """
    var y = y
    return style.paragraph(
      note, width: width - 2 * style.margin, y: &y, measure: measure)
  }
}

extension ConnectivityFigure {
  /// The norm of every pair, predictions down, characters read across.
  package var numbers: FigureNumbers {
    let characters = connectivity.characters.map(String.init)
    return FigureNumbers(
      [
        "step", "character_read", "predicted_after", "character_predicted",
        "norm",
      ],
      connectivity.norms.enumerated().flatMap { t, row in
        row.enumerated().map { s, norm in
          ["\(s)", characters[s], "\(t)", characters[t + 1], norm.field]
        }
      })
  }
}
