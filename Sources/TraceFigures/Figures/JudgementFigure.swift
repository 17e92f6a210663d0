import Drawing
import Inspection
import Wording

/// How a judgement of a text forms: a row a word, with a bar for what the model
/// would say if the text ended there and one for what the word adds.
package struct JudgementFigure: Equatable, Figure {
  private let judgement: Judgement

  /// The most words that are drawn.
  package static let most = 80

  /// The figure of a judgement of at most `most` words.
  package init(_ judgement: Judgement) { self.judgement = judgement }

  /// The picture.
  package func scene(
    style: FigureStyle = .screen, measure: some TextMeasure
  ) -> Scene {
    var layout = JudgementLayout(judgement, style: style, measure: measure)
    return layout.scene()
  }

  /// For each word and class, the probability if the text ended there, and that
  /// of the text without the word.
  package var numbers: FigureNumbers {
    FigureNumbers(
      ["word", "class", "after", "without"],
      judgement.words.flatMap { word in
        judgement.classes.enumerated().map { k, name in
          [
            word.label, name, word.after[k].field,
            (word.without?[k] ?? .nan).field,
          ]
        }
      })
  }
}

/// Puts the parts in their places, from top to bottom.
private struct JudgementLayout<Measure: TextMeasure> {
  let judgement: Judgement
  let style: FigureStyle
  let measure: Measure
  private var y: Double
  private var elements: [Scene.Element] = []

  init(_ judgement: Judgement, style: FigureStyle, measure: Measure) {
    (self.judgement, self.style, self.measure) = (judgement, style, measure)
    y = style.margin + style.titleText
  }

  private var name: String { judgement.classes[judgement.called] }
  private var rowHeight: Double { (1.5 * style.axisText).rounded() }
  private var bottom: Double { top + rowHeight * Double(judgement.words.count) }
  private var top: Double {
    style.margin + 2.2 * style.titleText + 2.6 * style.axisText
  }
  /// Where the words end and the bars begin.
  private var left: Double {
    let widest = judgement.words.map { measure.width(of: text(of: $0)) }
    return min(
      style.margin + (widest.max() ?? 0) + style.smallText, style.width / 3)
  }
  private var room: Double { style.width - style.margin - left }
  private var probabilities: PlotAxes {
    axes(x: left, width: 0.42 * room, 0...1)
  }
  private var changes: PlotAxes {
    let most =
      judgement.words.indices.compactMap {
        judgement.change(of: $0)?.magnitude
      }.max() ?? 0
    let limit = max(0.01, most * 1.05)
    return axes(
      x: left + 0.52 * room, width: 0.48 * room - style.smallText,
      -limit...limit)
  }

  private func axes(
    x: Double, width: Double, _ range: ClosedRange<Double>
  ) -> PlotAxes {
    PlotAxes(
      frame: Rect(x: x, y: top, width: width, height: bottom - top),
      xRange: range, yRange: 0...1, style: style)
  }

  mutating func scene() -> Scene {
    addTitle()
    addPanel(probabilities, "p(\(name)) if the text ended here", from: 0) {
      $0.words[$1].after[$0.called]
    }
    addPanel(changes, "what the word adds to p(\(name))", from: 0) {
      $0.change(of: $1)
    }
    addWords()
    addNotes()
    let words = judgement.words.map(\.label).joined(separator: " ")
    return Scene(
      width: style.width, height: (y + style.margin).rounded(.up),
      title: "Called \(judgement.headline)",
      summary: "A row for each word of “\(words)”: on the left the probability "
        + "of \(name) if the text ended there, on the right how much higher it "
        + "is than without the word.",
      background: style.theme.surface, elements: elements)
  }

  private mutating func addTitle() {
    elements.append(
      .label(
        Label(
          Text("Called \(judgement.headline)", size: style.titleText),
          at: Point(style.margin, y), colour: style.theme.ink)))
  }

  private mutating func addPanel(
    _ axes: PlotAxes, _ title: String, from base: Double,
    _ value: (Judgement, Int) -> Double?
  ) {
    let zero = axes.place(base, 0).x
    var parts = grid(axes, title)
    for row in judgement.words.indices {
      guard let value = value(judgement, row) else { continue }
      let x = axes.place(value, 0).x
      let colour = style.theme.series[value < 0 ? 1 : 0]
      let bar = Rect(
        x: min(zero, x), y: top + Double(row) * rowHeight + 0.2 * rowHeight,
        width: abs(x - zero), height: 0.6 * rowHeight)
      parts.append(.rectangle(bar, .fill(colour.with(alpha: 210))))
    }
    parts.append(
      .line(
        from: Point(zero, top), to: Point(zero, bottom),
        .line(style.theme.muted, width: 1)))
    elements.append(.group(title, parts))
  }

  /// A panel's title, and its lines with their numbers above.
  private func grid(_ axes: PlotAxes, _ title: String) -> [Scene.Element] {
    let (frame, small) = (axes.frame, style.smallText)
    let ticks = PlotAxes.ticks(
      axes.xRange, most: max(2, Int(frame.width / (5 * small))))
    let head = Label(
      Text(title, size: style.axisText),
      at: Point(frame.x, top - 1.5 * small - 0.5 * style.axisText),
      colour: style.theme.ink)
    return [.label(head)]
      + ticks.flatMap { tick -> [Scene.Element] in
        let x = axes.place(tick, 0).x
        let name = Label(
          style.small(Numerals.tick(tick)), at: Point(x, top - 0.4 * small),
          anchor: .middle, colour: style.theme.muted)
        let line = Scene.Element.line(
          from: Point(x, top), to: Point(x, bottom),
          .line(style.theme.hairline.with(alpha: 110), width: 0.75))
        return [line, .label(name)]
      }
  }

  private func text(of word: Judgement.Word) -> Text {
    Text(
      word.label.withVisibleControls + (word.isKnown ? "" : " *"),
      size: style.axisText)
  }

  private mutating func addWords() {
    let labels = judgement.words.enumerated().map { row, word in
      Scene.Element.label(
        Label(
          text(of: word),
          at: Point(
            left - 0.6 * style.smallText,
            top + (Double(row) + 0.5) * rowHeight
              + FigureStyle.drop(style.axisText)),
          anchor: .end,
          colour: word.isKnown ? style.theme.ink : style.theme.muted))
    }
    elements.append(.group("words", labels))
    y = bottom + 0.5 * style.smallText
  }

  private mutating func addNotes() {
    let unknown =
      judgement.words.contains { !$0.isKnown }
      ? " * not in the vocabulary: read as the unknown word." : ""
    let note =
      "What a word adds is how much higher p(\(name)) of the whole text is than "
      + "without it, the others moved together." + unknown
    let lines = style.paragraph(note, y: &y, measure: measure)
    elements.append(.group("caption", lines.map(Scene.Element.label)))
  }
}
