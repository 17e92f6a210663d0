import Drawing
import Wording

/// How the loss fell while a model was trained, or several.
package struct LossCurves: Equatable, Figure {
  /// What stands over the plot.
  package var title = "Training"
  /// What is counted from left to right.
  package var xTitle = "update"
  /// What is measured upward.
  package var yTitle = "nats per character"
  /// Where the plot begins on the left.
  package var xStart = 0.0
  /// The lines, each named at its end.
  package var curves: [Curve]
  /// Where it comes from, under the plot.
  package var notes: [String]

  /// The range around each point of a line.
  package struct Band: Equatable, Sendable {
    /// The lower edge.
    package var lower: [Double]
    /// The upper edge.
    package var upper: [Double]

    /// A band between two edges.
    package init(lower: [Double], upper: [Double]) {
      precondition(
        lower.count == upper.count,
        "\(lower.count) lower and \(upper.count) upper edges")
      (self.lower, self.upper) = (lower, upper)
    }
  }

  /// One line: updates from left to right, nats per character upward.
  package struct Curve: Equatable, Sendable {
    /// What it shows, such as `validation`.
    package var name: String
    /// The update of each point.
    package var updates: [Double]
    /// The loss at each point, in nats per character; what is not finite is a
    /// gap.
    package var nats: [Double]
    /// Whether each point has a mark, as where there are few.
    package var hasMarks: Bool
    /// The range around each point; nil for none.
    package var band: Band?
    /// What the line is a mean of, pale behind it; empty for none.
    package var raw: [Double] = []
    /// Which of the theme's looks it has; nil for that of its place.
    package var look: Int?

    /// A line of the given points.
    package init(
      name: String, updates: [Double], nats: [Double], hasMarks: Bool = false,
      band: Band? = nil
    ) {
      precondition(
        updates.count == nats.count
          && band?.lower.count ?? nats.count == nats.count,
        """
        \(updates.count) updates, \(nats.count) losses, a band of \
        \(band?.lower.count ?? 0)
        """)
      (self.name, self.updates, self.nats) = (name, updates, nats)
      (self.hasMarks, self.band) = (hasMarks, band)
    }

    /// The mean of the last so many points up to each, and fewer at the
    /// beginning, where there are no more: it is nowhere pulled towards what
    /// came first. The points themselves are `raw`.
    package init(
      name: String, updates: [Double], nats: [Double], meanOf window: Int
    ) {
      precondition(window > 0, "a mean of \(window) points")
      var means: [Double] = []
      var (sum, count) = (0.0, 0)
      for (index, loss) in nats.enumerated() {
        if loss.isFinite { (sum, count) = (sum + loss, count + 1) }
        if index >= window, nats[index - window].isFinite {
          (sum, count) = (sum - nats[index - window], count - 1)
        }
        means.append(count > 0 && loss.isFinite ? sum / Double(count) : .nan)
      }
      self.init(name: name, updates: updates, nats: means)
      if window > 1 { raw = nats }
    }
  }

  /// A figure of the given lines.
  package init(_ curves: [Curve], notes: [String] = []) {
    (self.curves, self.notes) = (curves, notes)
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    LossLayout(figure: self, style: style, measure: measure).scene
  }
}

private struct LossLayout<Measure: TextMeasure> {
  let figure: LossCurves
  let style: FigureStyle
  let measure: Measure

  var scene: Scene {
    let (left, below) = PlotAxes.margins(style)
    let names = figure.curves.map { measure.width(of: nameText($0)) }
    let right = (names.max() ?? 0) + 1.6 * style.smallText
    let head = 1.6 * style.titleText
    let frame = Rect(
      x: style.margin + left, y: style.margin + head,
      width: style.width - 2 * style.margin - left - right,
      height: 0.45 * style.width * style.stretch)
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
              at: Point(frame.x, frame.y - 0.5 * style.titleText),
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

extension LossCurves {
  /// Every point of every line, with what it is a mean of and its range.
  package var numbers: FigureNumbers {
    FigureNumbers(
      ["curve", xTitle, "nats", "raw", "lower", "upper"],
      curves.flatMap { curve in
        curve.updates.indices.map { k in
          [
            curve.name, curve.updates[k].field, curve.nats[k].field,
            curve.raw.isEmpty ? "" : curve.raw[k].field,
            curve.band?.lower[k].field ?? "", curve.band?.upper[k].field ?? "",
          ]
        }
      })
  }
}
