import Drawing
import Wording

/// Puts the parts of a gradient figure in their places: plots in two columns
/// where there is room, and the notes in the place left over, or below.
struct GradientLayout<Measure: TextMeasure> {
  let figure: GradientFigure
  let style: FigureStyle
  let measure: Measure

  init(_ figure: GradientFigure, style: FigureStyle, measure: Measure) {
    (self.figure, self.style, self.measure) = (figure, style, measure)
  }

  /// The whole figure.
  var scene: Scene {
    let slots = slots
    let notes = notes(in: notesFrame(after: slots))
    let bottom = max(
      slots.last.map(\.maxY) ?? 0,
      notes.last.map(\.position.y) ?? 0)
    return Scene(
      width: style.width,
      height: (bottom + 0.5 * style.smallText + style.margin).rounded(.up),
      title: figure.title, summary: summary, background: style.theme.surface,
      elements: [
        .group(
          "title",
          [
            .label(
              Label(
                Text(figure.title, size: style.titleText, .bold),
                at: Point(style.margin, style.margin + style.titleText),
                colour: style.theme.ink))
          ])
      ] + plots(in: slots) + [.group("caption", notes.map { .label($0) })])
  }

  private var count: Int {
    figure.panels.count + (figure.ranges == nil ? 0 : 1)
  }

  /// Two columns need room for names beside both.
  private var columns: Int {
    count > 1 && style.width >= 50 * style.smallText ? 2 : 1
  }

  /// Where each plot goes, row after row.
  private var slots: [Rect] {
    let gap = 2.5 * style.axisText
    let width =
      (style.width - 2 * style.margin - Double(columns - 1) * gap)
      / Double(columns)
    let tall =
      (columns == 1 ? 0.55 : 0.72) * width * style.stretch + 5 * style.axisText
    return (0..<count).map { index in
      Rect(
        x: style.margin + Double(index % columns) * (width + gap),
        y: style.margin + 1.8 * style.titleText
          + Double(index / columns) * (tall + 0.5 * gap),
        width: width,
        // Ranges span fewer decades than lines.
        height: index < figure.panels.count ? tall : 0.7 * tall)
    }
  }

  /// The decades that all plots share, or those of one alone where the shared
  /// ones would leave most of it blank.
  private func decades(of panel: LogPanel) -> ClosedRange<Int> {
    func decades(_ panels: [LogPanel]) -> ClosedRange<Int> {
      LogPlot.decades(for: panels.flatMap { $0.series.flatMap(\.sizes) })
    }
    let (shared, own) = (decades(figure.panels), decades([panel]))
    return 2 * own.count < shared.count ? own : shared
  }

  private func plots(in slots: [Rect]) -> [Scene.Element] {
    let lines = zip(figure.panels, slots).enumerated().map { index, place in
      LogPanelLayout(
        place.0, in: place.1, decades: decades(of: place.0), style: style,
        measure: measure
      ).group(named: "panel \(index)", explained: index == 0)
    }
    guard let ranges = figure.ranges, let slot = slots.last else {
      return lines
    }
    return lines + [
      RangePanelLayout(ranges, in: slot, style: style, measure: measure).group
    ]
  }

  /// The place beside the last plot where there is one, else that below.
  private func notesFrame(after slots: [Rect]) -> Rect {
    guard let last = slots.last else { return .zero(at: style.margin) }
    if columns == 2, slots.count % 2 == 1 {
      return Rect(
        x: last.maxX + 3 * style.axisText, y: last.y + 0.6 * style.axisText,
        width: style.width - style.margin - last.maxX - 3 * style.axisText,
        height: 0)
    }
    return Rect(
      x: style.margin, y: last.maxY + 0.3 * style.axisText,
      width: style.width - 2 * style.margin, height: 0)
  }

  private func notes(in frame: Rect) -> [Label] {
    var y = frame.y
    return figure.notes.flatMap { note -> [Label] in
      defer { y += 0.6 * style.smallText }
      return style.paragraph(
        note, x: frame.x, width: frame.width, y: &y, measure: measure)
    }
  }

  private var summary: String {
    figure.panels.map { panel in
      let ends = panel.series.map { series in
        let (first, last) = (series.values.first ?? 0, series.values.last ?? 0)
        return "\(series.name): from \(Numerals.short(first)) to "
          + Numerals.short(last)
      }
      return "\(panel.title). " + ends.joined(separator: "; ") + "."
    }.joined(separator: " ")
  }
}

extension Rect {
  fileprivate static func zero(at margin: Double) -> Rect {
    Rect(x: margin, y: margin, width: 0, height: 0)
  }
}
