import Drawing
import Experiments
import Wording

/// How error fell in trials of the experiments of 1997: a panel per condition,
/// its median over the trials, and all between the best and the worst.
package struct TrialCurvesFigure: Equatable, Figure {
  /// A panel each, from left to right and down.
  package var panels: [TrialCurves]
  /// Where it comes from, under the panels.
  package var notes: [String]

  /// A figure of the given conditions.
  package init(_ panels: [TrialCurves], notes: [String] = []) {
    (self.panels, self.notes) = (panels, notes)
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    let columns = min(style.isNarrow ? 1 : 3, max(1, panels.count))
    let slotWidth = (style.width - 2 * style.margin) / Double(columns)
    let (left, below) = PlotAxes.margins(style)
    let head = 3.1 * style.axisText
    let size = Size(
      width: slotWidth - left - 1.2 * style.smallText,
      height: 0.52 * min(slotWidth, 0.6 * style.width))
    let slotHeight = head + size.height + below + 0.8 * style.axisText
    let top = style.margin + 1.9 * style.titleText
    var elements: [Scene.Element] = [
      .label(
        Label(
          Text("Learning, 1997", size: style.titleText, .bold),
          at: Point(style.margin, style.margin + style.titleText),
          colour: style.theme.ink))
    ]
    for (index, panel) in panels.enumerated() {
      let (row, column) = (index / columns, index % columns)
      let frame = Rect(
        x: style.margin + Double(column) * slotWidth + left,
        y: top + Double(row) * slotHeight + head,
        width: size.width, height: size.height)
      elements.append(
        .group(
          panel.name,
          TrialCurvesPanel(curves: panel, frame: frame, style: style).elements))
    }
    let rows = (panels.count + columns - 1) / columns
    var y = top + Double(rows) * slotHeight
    elements.append(.group("caption", caption(style, measure, &y)))
    return Scene(
      width: style.width, height: (y + style.margin).rounded(.up),
      title: "Learning curves of the experiments of 1997", summary: summary,
      background: style.theme.surface, elements: elements)
  }

  private func caption(
    _ style: FigureStyle, _ measure: some TextMeasure, _ y: inout Double
  ) -> [Scene.Element] {
    let key =
      "Mean absolute error over 256 sequences: the median of all trials, and "
      + "the band between the best and the worst. Dots: where a trial met the "
      + "paper's criterion. Dashed: the paper's mean."
    let text = ([key] + notes).joined(separator: "  ·  ")
    return style.paragraph(text, leading: 1.3, y: &y, measure: measure)
      .map(Scene.Element.label)
  }

  private var summary: String {
    panels.map { panel in
      let solved = panel.curves.filter(\.isMet).count
      return "\(panel.name): \(solved) of \(panel.curves.count) trials solved, "
        + "the longest of \(panel.longest) sequences."
    }.joined(separator: " ")
  }
}

/// A width and a height.
private struct Size {
  let width: Double
  let height: Double
}

/// One condition's trials.
private struct TrialCurvesPanel {
  let curves: TrialCurves
  let frame: Rect
  let style: FigureStyle

  /// How many points the median and the band have.
  private static let points = 240

  var elements: [Scene.Element] {
    let axes = PlotAxes(
      frame: frame, xRange: 0...last, yRange: 0...largest, style: style)
    return [.group("band", band(axes))]
      + axes.elements(xTitle: "sequences", yTitle: "error")
      + [.group("median", median(axes)), .group("solved", solved(axes))]
      + paper(axes) + head
  }

  private var colour: Colour { style.theme.series[0] }

  /// Room for all trials, and for the paper's mean unless it lies so far off
  /// that they would be squeezed.
  private var last: Double {
    let own = Double(max(1, curves.longest))
    let theirs = Double(curves.published ?? 0)
    return 1.04 * (theirs <= 3 * own ? max(own, theirs) : own)
  }

  private var largest: Double {
    let most = curves.curves.flatMap(\.errors).max() ?? 1
    return most > 0 ? 1.05 * most : 1
  }

  private var spreads:
    [(count: Int, least: Double, median: Double, largest: Double)]
  {
    (0...Self.points).compactMap { k in
      let count = curves.longest * k / Self.points
      return curves.spread(after: count).map {
        (count, $0.least, $0.median, $0.largest)
      }
    }
  }

  private func band(_ axes: PlotAxes) -> [Scene.Element] {
    guard curves.curves.count > 1, !spreads.isEmpty else { return [] }
    let upper = spreads.map { axes.place(Double($0.count), $0.largest) }
    let lower = spreads.map { axes.place(Double($0.count), $0.least) }
    return [
      .path(
        outline(upper + lower.reversed(), isClosed: true),
        .fill(colour.with(alpha: 48)))
    ]
  }

  private func median(_ axes: PlotAxes) -> [Scene.Element] {
    let points = spreads.map { axes.place(Double($0.count), $0.median) }
    return points.isEmpty
      ? []
      : [
        .path(
          outline(points, isClosed: false),
          .line(colour, width: style.smallText / 7))
      ]
  }

  private func outline(_ points: [Point], isClosed: Bool) -> Path {
    var path = Path()
    for (index, point) in points.enumerated() {
      if index == 0 { path.move(to: point) } else { path.line(to: point) }
    }
    if isClosed { path.close() }
    return path
  }

  private func solved(_ axes: PlotAxes) -> [Scene.Element] {
    curves.curves.filter(\.isMet).compactMap { curve in
      guard let count = curve.sequences.last, let error = curve.errors.last
      else { return nil }
      return .circle(
        axes.place(Double(count), error), radius: 0.28 * style.smallText,
        .fill(colour))
    }
  }

  /// The paper's mean, as a dashed line from bottom to top.
  private func paper(_ axes: PlotAxes) -> [Scene.Element] {
    guard let mean = curves.published, Double(mean) <= last else { return [] }
    let x = axes.place(Double(mean), 0).x
    return [
      .line(
        from: Point(x, frame.y), to: Point(x, frame.maxY),
        .line(
          style.theme.accent, width: style.smallText / 9,
          dash: [0.4 * style.smallText, 0.35 * style.smallText]))
    ]
  }

  private var head: [Scene.Element] {
    let solved = curves.curves.filter(\.isMet).count
    let theirs = curves.published.map { "; paper \(grouped($0))" } ?? ""
    return [
      .label(
        Label(
          Text(curves.name, size: style.axisText, .bold),
          at: Point(frame.x, frame.y - 1.75 * style.smallText),
          colour: style.theme.ink)),
      .label(
        Label(
          style.small("\(solved) of \(curves.curves.count) solved" + theirs),
          at: Point(frame.x, frame.y - 0.5 * style.smallText),
          colour: style.theme.muted)),
    ]
  }
}
