import Drawing
import Wording

/// Sets a coloured text in lines, a cell per character, with the legend above
/// and the step at which each line begins beside it.
struct ColouredTextLayout<Measure: TextMeasure> {
  private let text: ColouredText
  private let style: FigureStyle
  private let measure: Measure
  private let scale: ValueScale
  private let guesses: Int
  private var boxes: CharacterBoxes<Measure>
  private var elements: [Scene.Element] = []

  init(_ text: ColouredText, style: FigureStyle, measure: Measure) {
    (self.text, self.style, self.measure) = (text, style, measure)
    scale = text.panel.scale
    guesses = text.guessCount
    boxes = CharacterBoxes(style: style, measure: measure)
  }

  private var size: Double { boxes.size }
  private var guessSize: Double { max(style.minimumText, 0.72 * size) }
  private var lineHeight: Double { boxes.height }
  private var guessHeight: Double { (1.35 * guessSize).rounded(.up) }
  private var left: Double {
    (style.margin + measure.width(of: style.small("\(lastStep)"))
      + 0.7 * style.smallText).rounded()
  }
  private var lastStep: Int {
    text.cells.indices.last.map { text.step(of: $0) + 1 } ?? 0
  }
  private var room: Double { style.width - left - style.margin }
  /// Where the page's content ends: a short text needs no wide page.
  private var right = 0.0

  /// The whole figure.
  mutating func scene() -> Scene {
    let panel = text.panel
    var y = style.margin
    let lines = lines()
    right = rightEdge(of: lines, panel)
    elements.append(.group("head", head(panel, y: y)))
    y += HeatmapLegend.height(style) + 0.8 * style.smallText
    for line in lines {
      if let first = line.first, startsPassage(first.index) {
        y += 0.7 * lineHeight
      }
      elements.append(.group("line", self.line(line, y: y)))
      y += lineHeight + Double(guesses) * guessHeight
      y += (guesses > 0 ? 0.6 : 0.15) * style.smallText
    }
    elements.append(.group("caption", caption(y: &y)))
    return Scene(
      width: (right + style.margin).rounded(.up),
      height: (y + style.margin).rounded(.up),
      title: text.whose, summary: summary,
      background: style.theme.surface, elements: elements)
  }

  /// As far right as the longest line reaches and title and legend need, but
  /// all the way on paper, whose width was asked for.
  private func rightEdge(of lines: [[Place]], _ panel: HeatmapPanel) -> Double {
    let full = style.width - style.margin
    guard style.wholeCells else { return full }
    let longest = lines.compactMap(\.last).map { $0.x + $0.width }.max() ?? 0
    let head =
      style.margin + measure.width(of: title(panel)) + style.titleText
      + HeatmapLegend.width(style)
    return min(full, max(longest, head))
  }

  private func title(_ panel: HeatmapPanel) -> Text {
    var title = panel.title(
      layer: nil, size: style.titleText, muted: style.theme.muted)
    guard text.subject == nil else { return title }
    let place =
      style.isNarrow
      ? "  unit \(text.unit)" : "  unit \(text.unit), layer \(text.layer)"
    title.runs.append(
      Text.Run(place, Text.Run.Style(colour: style.theme.muted)))
    return title
  }

  /// What is seen, and the text.
  private var summary: String {
    let finite = text.cells.indices.filter { text.cells[$0].value.isFinite }
    let order = finite.sorted { text.cells[$0].value > text.cells[$1].value }
    func named(_ index: Int?) -> String {
      guard let index else { return "nothing" }
      return "\(Numerals.short(text.cells[index].value)) at step "
        + "\(text.step(of: index)), “\(text.cells[index].character)”"
    }
    let characters = text.cells.map(\.character).joined()
    let shown = characters.prefix(200)
    return "A text of \(counted(text.cells.count, "character")), each coloured "
      + "by the \(text.whose): the largest value is \(named(order.first)), the "
      + "least \(named(order.last)). The text: \(shown)"
      + (characters.count > 200 ? "…" : "")
  }

  private func head(_ panel: HeatmapPanel, y: Double) -> [Scene.Element] {
    let title = title(panel)
    let baseline = y + HeatmapLegend.height(style) - 0.3 * style.titleText
    let label = Label(
      title, at: Point(style.margin, baseline), colour: style.theme.ink)
    return [
      .group("title", [.label(label)]),
      .group(
        "legend",
        HeatmapLegend(panel: panel, style: style).elements(
          topRight: Point(right, y), noted: false)),
    ]
  }

  private mutating func caption(y: inout Double) -> [Scene.Element] {
    var notes = text.notes
    if style.isNarrow, text.subject == nil {
      notes.insert("layer \(text.layer)", at: 0)
    }
    return style.paragraph(
      notes.joined(separator: "  ·  "), x: left, width: right - left, y: &y,
      measure: measure
    ).map(Scene.Element.label)
  }
}

// MARK: Lines

extension ColouredTextLayout {
  /// A cell on its line.
  private struct Place {
    var index: Int
    var x: Double
    var width: Double
  }

  /// The characters broken into lines: after each newline and, where the page
  /// ends, after the last space of the line, or anywhere where it has none. A
  /// space may hang over the end, so that no line begins with it.
  private mutating func lines() -> [[Place]] {
    var lines: [[Place]] = [[]]
    var x = left
    var isAfterBreak = false
    for (index, cell) in text.cells.enumerated() {
      let width = self.width(of: cell)
      let isFull = x + width > left + room && x > left && cell.character != " "
      if isAfterBreak || startsPassage(index) {
        lines.append([])
        x = left
      } else if isFull {
        x = left
        let moved = unfinishedWord(of: lines[lines.count - 1])
        lines[lines.count - 1].removeLast(moved.count)
        lines.append(
          moved.map { place in
            defer { x += place.width }
            return Place(index: place.index, x: x, width: place.width)
          })
      }
      lines[lines.count - 1].append(Place(index: index, x: x, width: width))
      x += width
      isAfterBreak = cell.character == "\n"
    }
    return lines
  }

  /// The places after the last space of a line; none where that would leave
  /// less than half of the line.
  private func unfinishedWord(of line: [Place]) -> ArraySlice<Place> {
    guard
      let space = line.lastIndex(where: {
        text.cells[$0.index].character == " "
      }), line[space].x > left + room / 2
    else { return [] }
    return line[(space + 1)...]
  }

  /// Whether a cell does not follow the one before it.
  private func startsPassage(_ index: Int) -> Bool {
    index > 0 && text.step(of: index) != text.step(of: index - 1) + 1
  }

  private mutating func width(of cell: ColouredText.Cell) -> Double {
    let guesses = cell.next.map {
      boxes.width(of: $0.character) * guessSize / size
    }
    return max(boxes.width(of: cell.character), guesses.max() ?? 0).rounded(.up)
  }

  private mutating func line(_ places: [Place], y: Double) -> [Scene.Element] {
    guard let first = places.first else { return [] }
    let number = Label(
      style.small("\(text.step(of: first.index))"),
      at: Point(
        left - 0.5 * style.smallText,
        y + lineHeight / 2 + FigureStyle.drop(style.smallText)),
      anchor: .end, colour: style.theme.muted)
    return [.label(number)] + places.flatMap { self.cell($0, y: y) }
  }

  private mutating func cell(_ place: Place, y: Double) -> [Scene.Element] {
    let cell = text.cells[place.index]
    let colour = text.colour(of: cell.value, scale: scale, theme: style.theme)
    let box = Rect(x: place.x, y: y, width: place.width, height: lineHeight)
    var elements: [Scene.Element] = [.rectangle(box, .fill(colour))]
    elements += boxes.elements(
      cell.character, in: box, size: size, on: colour)
    if cell.isMarked {
      let height = max(1.5, (0.13 * size).rounded())
      // On a ground of the page's colour, for the accent is as dark as some cells.
      for (above, paint) in [
        (1.5, style.theme.surface), (0, style.theme.accent),
      ] {
        elements.append(
          .rectangle(
            Rect(
              x: box.x, y: box.maxY - height - above, width: box.width,
              height: height + above), .fill(paint)))
      }
    }
    for (index, guess) in cell.next.enumerated() {
      let box = Rect(
        x: place.x, y: y + lineHeight + Double(index) * guessHeight,
        width: place.width, height: guessHeight)
      let colour = style.theme.guess(guess.probability)
      elements.append(.rectangle(box, .fill(colour)))
      elements += boxes.elements(
        guess.character, in: box, size: guessSize, on: colour)
    }
    return elements
  }
}
