import Drawing
import Wording

/// Puts the lines of losses in their place, their names at their ends.
struct LossLayout<Measure: TextMeasure> {
  let figure: LossCurves
  let style: FigureStyle
  let measure: Measure

  var scene: Scene {
    let (left, below) = PlotAxes.margins(style)
    let names = figure.curves.map { measure.width(of: nameText($0)) }
    let right = (names.max() ?? 0) + 1.6 * style.smallText
    let height = 0.45 * style.width * style.stretch
    let isTitledAbove = PlotAxes.standsAbove(
      figure.yTitle, height: height, style)
    let rise = isTitledAbove ? 1.6 * style.axisText : 0
    let head = 1.6 * style.titleText + rise
    let frame = Rect(
      x: style.margin + left, y: style.margin + head,
      width: style.width - 2 * style.margin - left - right,
      height: height)
    let axes = PlotAxes(
      frame: frame, xRange: xRange, yRange: yRange, style: style)
    var y = frame.maxY + below
    var elements: [Scene.Element] = [
      .group(
        "title",
        [
          .label(
            Label(
              Text(figure.title, size: style.titleText, .bold),
              at: Point(frame.x, frame.y - rise - 0.5 * style.titleText),
              colour: style.theme.ink))
        ]),
      .group(
        "axes",
        axes.elements(
          xTitle: figure.xTitle, yTitle: figure.yTitle, countsX: true)),
      .group("bands", figure.curves.indices.flatMap { band($0, axes) }),
      .group("curves", figure.curves.indices.flatMap { curve($0, axes) }),
      .group("names", nameElements(axes)),
    ]
    elements.append(.group("caption", caption(y: &y)))
    return Scene(
      width: style.width, height: (y + style.margin).rounded(.up),
      title: "Loss during training", summary: summary,
      background: style.theme.surface, elements: elements)
  }

  private var finite: [Double] {
    figure.curves.flatMap { curve -> [Double] in
      let band = (curve.band?.lower ?? []) + (curve.band?.upper ?? [])
      return curve.nats + curve.raw + band
    }.filter(\.isFinite)
  }

  private var xRange: ClosedRange<Double> {
    let last = figure.curves.flatMap(\.updates).max() ?? 1
    return last > figure.xStart
      ? figure.xStart...last : last - 0.5...last + 0.5
  }

  /// From a round number below the least loss to one above the largest.
  private var yRange: ClosedRange<Double> {
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
    let step = ValueScale.oneTwoFive(atLeast: max(high - low, 0.01) / 6)
    return (low / step).rounded(.down) * step...(high / step).rounded(.up)
      * step + (low == high ? step : 0)
  }

  private func look(_ index: Int) -> SeriesLook {
    SeriesLook(figure.curves[index].look ?? index, in: style.theme)
  }

  private func colour(_ index: Int) -> Colour { look(index).colour }

  private func band(_ index: Int, _ axes: PlotAxes) -> [Scene.Element] {
    let curve = figure.curves[index]
    guard let band = curve.band else { return [] }
    let shown = curve.updates.indices.filter {
      band.lower[$0].isFinite && band.upper[$0].isFinite
    }
    let below = shown.map { axes.place(curve.updates[$0], band.lower[$0]) }
    let above = shown.map { axes.place(curve.updates[$0], band.upper[$0]) }
    return [
      .path(
        Path(above + below.reversed(), closed: true),
        .fill(colour(index).with(alpha: 36)))
    ]
  }

  private func curve(_ index: Int, _ axes: PlotAxes) -> [Scene.Element] {
    let (curve, look) = (figure.curves[index], look(index))
    let points = zip(curve.updates, curve.nats).filter(\.1.isFinite).map {
      axes.place($0, $1)
    }
    // A single point is no line: without a mark nobody would see it.
    let marks =
      curve.hasMarks || points.count == 1
      ? points.map { point in
        SeriesLook.mark(
          curve.look ?? index, at: point, radius: 0.2 * style.smallText,
          .fill(look.colour))
      } : []
    let width = style.smallText / (curve.hasMarks ? 7 : 9)
    let raw =
      curve.raw.isEmpty
      ? []
      : [
        Scene.Element.path(
          path(curve.updates, curve.raw, axes),
          .line(look.colour.with(alpha: 90), width: max(0.5, width / 2)))
      ]
    return raw
      + [
        .path(
          path(curve.updates, curve.nats, axes), look.line(width: width))
      ] + marks
  }

  /// A line through losses, broken at what is not finite.
  private func path(
    _ updates: [Double], _ nats: [Double], _ axes: PlotAxes
  ) -> Path {
    var path = Path()
    var isDrawing = false
    for (update, loss) in zip(updates, nats) {
      defer { isDrawing = loss.isFinite }
      guard loss.isFinite else { continue }
      let point = axes.place(update, loss)
      if isDrawing { path.line(to: point) } else { path.move(to: point) }
    }
    return path
  }

  private func nameText(_ curve: LossCurves.Curve) -> Text {
    let last = curve.nats.last(where: \.isFinite)
    let value = last.map { " " + Numerals.short($0) } ?? ""
    return Text(curve.name + value, size: style.smallText)
  }

  private func nameElements(_ axes: PlotAxes) -> [Scene.Element] {
    let ends = figure.curves.compactMap { curve -> Point? in
      guard let index = curve.nats.lastIndex(where: \.isFinite) else {
        return nil
      }
      return axes.place(curve.updates[index], curve.nats[index])
    }
    guard ends.count == figure.curves.count else { return [] }
    return DirectLabels(ends, gap: 1.25 * style.smallText)
      .placed(within: axes.frame).flatMap { place -> [Scene.Element] in
        let x = axes.frame.maxX + 0.6 * style.smallText
        let label = Label(
          nameText(figure.curves[place.index]),
          at: Point(
            x + 0.6 * style.smallText,
            place.y + FigureStyle.drop(style.smallText)),
          colour: style.theme.ink)
        // A name that had to make room is led back to its line.
        let isAside = abs(place.y - place.end.y) > 0.3 * style.smallText
        let leader = Scene.Element.line(
          from: place.end, to: Point(x, place.y),
          .line(colour(place.index), width: max(0.5, style.smallText / 20)))
        return (isAside ? [leader] : []) + [
          SeriesLook.mark(
            figure.curves[place.index].look ?? place.index,
            at: Point(x, place.y), radius: 0.28 * style.smallText,
            .fill(colour(place.index))), .label(label),
        ]
      }
  }

  private func caption(y: inout Double) -> [Scene.Element] {
    let notes = figure.notes.joined(separator: "  ·  ")
    return style.paragraph(notes, leading: 1.3, y: &y, measure: measure)
      .map(Scene.Element.label)
  }

  private var summary: String {
    figure.curves.map { curve in
      let losses = curve.nats.filter(\.isFinite)
      let ends = [losses.first, losses.last].compactMap { $0 }
        .map(Numerals.short)
      return "The \(curve.name) loss goes from "
        + ends.joined(separator: " to ") + " nats per character."
    }.joined(separator: " ")
  }
}
