import Drawing
import Inspection
import LSTMCore
import Wording

/// Puts the parts of the figure in their places, from top to bottom.
struct MemoryFigureLayout<Measure: TextMeasure> {
  let panel: HeatmapPanel
  let triangle: CellMemory.Triangle
  let timeline: Timeline
  let memory: CellMemory
  let style: FigureStyle
  let measure: Measure
  var grid: HeatmapGrid
  /// How wide the columns beside the triangle are.
  let side: Double
  var elements: [Scene.Element] = []
  var boxes: CharacterBoxes<Measure>
  /// Whether what the scale clips is said beside the legend.
  var isNoted = true
  var y: Double

  init(
    panel: HeatmapPanel, triangle: CellMemory.Triangle, timeline: Timeline,
    memory: CellMemory, style: FigureStyle, measure: Measure
  ) {
    (self.panel, self.triangle, self.timeline) = (panel, triangle, timeline)
    (self.memory, self.style, self.measure) = (memory, style, measure)
    boxes = CharacterBoxes(style: style, measure: measure)
    let count = timeline.count
    let widest = measure.width(of: style.small("\(memory.step)"))
    let left =
      (style.margin + 1.3 * style.axisText + widest + 2.6 * style.smallText)
      .rounded()
    // A column on either side of the triangle, one wide enough to be seen.
    let width = style.width - left - style.margin - 2 * Self.gap(style)
    let even = HeatmapGrid(
      columns: count + 2, rows: count, left: left, width: width, style: style)
    side = max(even.columnWidth, (1.5 * style.smallText).rounded())
    grid = HeatmapGrid(
      columns: count, rows: count, left: left + side + Self.gap(style),
      width: width - 2 * side, style: style)
    let height = min(grid.columnWidth, 2.4 * style.panelHeight / Double(count))
    grid.rowHeight = style.wholeCells ? max(2, height.rounded()) : height
    y = style.margin
  }

  static func gap(_ style: FigureStyle) -> Double {
    (0.6 * style.smallText).rounded()
  }

  mutating func scene() -> Scene {
    addTriangle()
    addSides()
    addTimeAxis()
    if isText { addText() }
    addNotes()
    return Scene(
      width: style.width, height: (y + style.margin).rounded(.up),
      title: """
        Whose write is in the cell of unit \(memory.unit), layer \
        \(memory.layer), after each step
        """,
      summary: """
        A triangular heatmap: rows are steps, columns the steps that wrote; on \
        its right the memory that each row adds up to, \
        \(Numerals.short(memory.value)) in the last.\(textSummary)
        """, background: style.theme.surface, elements: elements)
  }

  var isText: Bool { timeline.rows == nil }
  var characters: [String] { timeline.labels }

  private var textSummary: String {
    isText
      ? " Below, the text coloured by what each character's write adds to \(memory.symbol) "
        + "after step \(memory.step). The text: “\(characters.joined())”" : ""
  }

  private mutating func addTriangle() {
    let runs =
      Formula.runs("\(memory.symbol)_t")
      + [
        Text.Run("  whose write is still there", .bold),
        Text.Run(
          style.isNarrow
            ? "" : "  unit \(memory.unit), layer \(memory.layer)",
          Text.Run.Style(colour: style.theme.muted)),
      ]
    let title = Text(runs, size: style.titleText)
    let height = HeatmapLegend.height(style)
    let right = min(
      max(grid.frame.maxX, 0.75 * style.width), style.width - style.margin)
    let free = right - HeatmapLegend.width(style) - measure.width(of: title)
    // A page of one column has the legend under the title.
    let isBeside = grid.left + style.smallText < free
    let left = isBeside ? grid.left : style.margin
    if !isBeside { y += style.titleText }
    var parts: [Scene.Element] = [
      .group(
        "title",
        [
          .label(
            Label(
              title,
              at: Point(
                left, y + (isBeside ? height - 0.3 * style.titleText : 0)),
              colour: style.theme.ink))
        ])
    ]
    if !isBeside { y += 0.4 * style.titleText }
    let note =
      panel.clippingNote.map { measure.width(of: style.small($0)) } ?? 0
    isNoted = isBeside && grid.left + note + 2 * style.smallText < free
    parts.append(
      .group(
        "legend",
        HeatmapLegend(panel: panel, style: style)
          .elements(topRight: Point(right, y), noted: isNoted)))
    y = (y + height + 0.5 * style.smallText).rounded()
    grid.top = y
    parts += HeatmapCells(panel: panel, grid: grid, style: style).elements
    parts += [future] + stepAxis
    elements.append(.group("triangle", parts))
    y = grid.frame.maxY
  }

  /// What has not been written yet is not a value of 0: it is left empty.
  private var future: Scene.Element {
    let frame = grid.frame
    var path = Path()
    path.move(to: Point(frame.maxX + 1, frame.y - 1))
    path.line(to: Point(grid.cell(0, 0).maxX, frame.y - 1))
    for k in 0..<grid.rows {
      path.line(to: Point(grid.cell(k, k).maxX, grid.cell(k, k).y))
      path.line(to: Point(grid.cell(k, k).maxX, grid.cell(k, k).maxY))
    }
    path.line(to: Point(frame.maxX + 1, frame.maxY))
    path.close()
    return .path(path, .fill(style.theme.surface))
  }

  /// The steps down the left side, with what each read where rows are tall.
  private var stepAxis: [Scene.Element] {
    var every = 1
    while Double(every) * grid.rowHeight < 1.25 * style.smallText {
      every = every == 1 ? 2 : every == 2 ? 5 : every + 5
    }
    let right = grid.left - side - Self.gap(style) - 0.5 * style.smallText
    let first = timeline.firstStep
    let isOfWords = characters.contains { $0.unicodeScalars.count > 1 }
    let ticks = (0..<grid.rows).filter { (first + $0) % every == 0 }.flatMap {
      row -> [Scene.Element] in
      let baseline =
        grid.cell(0, row).centre.y + FigureStyle.drop(style.smallText)
      let number = Label(
        style.small("\(first + row)"),
        at: Point(right - 1.3 * style.smallText, baseline), anchor: .end,
        colour: style.theme.muted)
      guard !isText || isOfWords || isBoxed(row) || characters[row].isEmpty
      else {
        return [
          .label(number),
          .label(characterLabel(row, at: Point(right, baseline))),
        ]
      }
      return [.label(number)]
    }
    let title = Label(
      Text("after step", size: style.axisText),
      at: Point(style.margin + 0.9 * style.axisText, grid.frame.centre.y),
      anchor: .middle, colour: style.theme.ink, rotation: -90)
    return ticks
      + (grid.frame.height > 6 * style.axisText ? [.label(title)] : [])
  }

  private func isBoxed(_ row: Int) -> Bool {
    if case .boxed = label(row) { true } else { false }
  }

  private func label(_ row: Int) -> StepLabel {
    StepLabel(characters[row], measure: measure)
  }

  private func characterLabel(_ row: Int, at point: Point) -> Label {
    let (text, colour) = parts(of: label(row))
    return Label(
      StepLabel.text(text, size: style.smallText), at: point, anchor: .end,
      colour: colour)
  }

  private func parts(of label: StepLabel) -> (String, Colour) {
    switch label {
    case .character(let text): (text, style.theme.ink)
    case .standIn(let text): (text, style.theme.muted)
    case .boxed: ("□", style.theme.muted)
    }
  }
}
