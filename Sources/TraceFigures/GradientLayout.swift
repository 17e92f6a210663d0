import Drawing

/// Puts the parts of a gradient figure in their places.
struct GradientLayout<Measure: TextMeasure> {
  let figure: GradientFigure
  let style: FigureStyle
  let measure: Measure
  let plot: LogPlot

  init(_ figure: GradientFigure, style: FigureStyle, measure: Measure) {
    (self.figure, self.style, self.measure) = (figure, style, measure)
    let names = figure.series.map {
      measure.width(of: .prose($0.name, size: style.axisText))
    }
    let left = style.margin + 2.6 * style.axisText + 2.2 * style.smallText
    let right =
      style.margin + (names.max() ?? 0) + 2 * style.axisText
    plot = LogPlot(
      frame: Rect(
        x: left, y: style.margin + 1.9 * style.titleText,
        width: style.width - left - right, height: 0.46 * style.width),
      lastStep: (figure.series.map(\.median.count).max() ?? 1) - 1,
      decades: LogPlot.decades(
        for: figure.series.flatMap {
          $0.median + ($0.band.map { $0.lower + $0.upper } ?? [])
            + ($0.directPath ?? [])
        }))
  }

  /// The whole figure.
  var scene: Scene {
    let axis = plot.frame.maxY + 1.6 * style.smallText
    let axisTitle = axis + 1.7 * style.axisText
    let notes = captionLines
    let caption = axisTitle + 0.6 * style.axisText
    let height = caption + Double(notes.count) * 1.45 * style.smallText
    return Scene(
      width: style.width, height: (height + style.margin).rounded(.up),
      title: figure.title, summary: summary,
      background: style.theme.surface,
      elements: [
        .group("grid", grid(labels: axis)),
        .group("references", references),
        .group("lines", figure.series.indices.flatMap(line) + underflowNote),
        .group(
          "names",
          DirectLabels(ends, gap: 1.25 * style.axisText)
            .placed(within: plot.frame).flatMap(name)),
        .group("titles", titles(axis: axisTitle)),
        .group(
          "caption",
          notes.enumerated().map { index, text in
            label(
              style.small(text), x: plot.frame.x,
              y: caption + 1.45 * style.smallText * Double(index + 1),
              style.theme.muted)
          }),
      ])
  }

  private func colour(_ index: Int) -> Colour {
    style.theme.series[index % style.theme.series.count]
  }

  /// What marks what in proportion to the width: thicker on screen.
  var lineWidth: Double { style.width / 480 }

  func label(
    _ text: Text, x: Double, y: Double, _ colour: Colour,
    anchor: Label.Anchor = .start
  ) -> Scene.Element {
    .label(Label(text, at: Point(x, y), anchor: anchor, colour: colour))
  }
}

// MARK: Lines and words

extension GradientLayout {
  private func line(_ index: Int) -> [Scene.Element] {
    let (series, colour) = (figure.series[index], colour(index))
    var elements: [Scene.Element] = []
    if let band = series.band {
      elements.append(
        .path(
          plot.band(band.lower, band.upper), .fill(colour.with(alpha: 36))))
    }
    if let direct = series.directPath {
      elements.append(
        .path(
          plot.path(direct),
          .line(
            colour, width: 0.7 * lineWidth,
            dash: [2.5 * lineWidth, 1.8 * lineWidth])))
    }
    elements.append(
      .path(plot.path(series.median), .line(colour, width: lineWidth)))
    return elements + underflows(series.median, colour)
  }

  /// Triangles on the floor where a logarithm cannot follow.
  private func underflows(
    _ values: [Double], _ colour: Colour
  ) -> [Scene.Element] {
    let steps = values.indices.filter { values[$0] < LogPlot.underflow }
    guard !steps.isEmpty else { return [] }
    let size = 2.2 * lineWidth
    var triangles = Path()
    for step in steps {
      let tip = Point(plot.x(step), plot.frame.maxY)
      triangles.move(to: tip)
      triangles.line(to: tip - Point(size / 2, size))
      triangles.line(to: tip - Point(-size / 2, size))
      triangles.close()
    }
    return [.path(triangles, .fill(colour))]
  }

  /// What the triangles mean, over the first of them.
  private var underflowNote: [Scene.Element] {
    let steps = figure.series.compactMap { series in
      series.median.firstIndex { $0 < LogPlot.underflow }
    }
    guard let first = steps.min() else { return [] }
    let text = style.small("0 (underflow)")
    return [
      label(
        text,
        x: min(plot.x(first), plot.frame.maxX - measure.width(of: text)),
        y: plot.frame.maxY - 2.2 * lineWidth - 0.4 * style.smallText,
        style.theme.muted)
    ]
  }

  /// Where each line ends.
  private var ends: [Point] {
    figure.series.map { series in
      let last = series.median.lastIndex { $0 >= LogPlot.underflow } ?? 0
      let value = series.median.last ?? 1
      return Point(
        plot.x(value >= LogPlot.underflow ? last : plot.lastStep),
        plot.y(value))
    }
  }

  private func name(_ placed: DirectLabels.Placed) -> [Scene.Element] {
    let x = plot.frame.maxX
    let colour = colour(placed.index)
    let leader = Scene.Element.path(
      Path([
        placed.end, Point(x + 0.3 * style.axisText, placed.end.y),
        Point(x + 1.1 * style.axisText, placed.y),
        Point(x + 1.4 * style.axisText, placed.y),
      ]), .line(colour, width: 0.35 * lineWidth))
    let text = Text.prose(
      figure.series[placed.index].name, size: style.axisText)
    return [
      leader,
      label(
        text, x: x + 1.6 * style.axisText,
        y: placed.y + FigureStyle.drop(style.axisText), colour),
    ]
  }

  private func titles(axis: Double) -> [Scene.Element] {
    let (frame, theme) = (plot.frame, style.theme)
    let vertical = Label(
      Text(figure.quantity, size: style.axisText),
      at: Point(style.margin + style.axisText, frame.centre.y),
      anchor: .middle, colour: theme.ink, rotation: -90)
    return [
      label(
        Text(figure.title, size: style.titleText, .bold), x: frame.x,
        y: style.margin + style.titleText, theme.ink),
      label(
        Text(
          "steps back from the loss  (the error travels this way →)",
          size: style.axisText), x: frame.centre.x, y: axis, theme.ink,
        anchor: .middle),
      .label(vertical),
    ]
  }

  private var captionLines: [String] {
    var notes = [
      figure.conditions,
      "An update below float32 epsilon, relative to its weight, is lost.",
    ]
    if figure.series.contains(where: { $0.band != nil }) {
      notes.append("Lines are medians, bands reach from 10 to 90 %.")
    }
    if figure.series.contains(where: { $0.directPath != nil }) {
      notes.append("Dashed: the direct path through the memory, Π f.")
    }
    return TextWrapping.lines(
      notes.filter { !$0.isEmpty }.joined(separator: " "),
      width: style.width - plot.frame.x - style.margin, measure: measure,
      text: style.small)
  }

  private var summary: String {
    let ends = figure.series.map { series in
      let (first, last) = (series.median.first ?? 0, series.median.last ?? 0)
      return "\(series.name): \(Numerals.short(first)) at the loss, "
        + "\(Numerals.short(last)) \(series.median.count - 1) steps back"
    }
    return "\(figure.quantity). " + ends.joined(separator: "; ") + "."
  }
}
