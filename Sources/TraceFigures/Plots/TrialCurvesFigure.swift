import Drawing
import Experiments
import Wording

/// How error fell in trials of the experiments of 1997: a panel per condition,
/// a line for each trial.
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
      height: 0.52 * min(slotWidth, 0.6 * style.width) * style.stretch)
    let slotHeight = head + size.height + below + 0.8 * style.axisText
    let top = style.margin + 1.9 * style.titleText
    var elements: [Scene.Element] = [
      .group(
        "title",
        [
          .label(
            Label(
              Text("Learning, 1997", size: style.titleText, .bold),
              at: Point(style.margin, style.margin + style.titleText),
              colour: style.theme.ink))
        ])
    ]
    for (index, panel) in panels.enumerated() {
      let (row, column) = (index / columns, index % columns)
      let frame = Rect(
        x: style.margin + Double(column) * slotWidth + left,
        y: top + Double(row) * slotHeight + head,
        width: size.width, height: size.height)
      elements.append(
        .group(
          "panel \(panel.name)",
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
      "Mean absolute error over 256 sequences, a line a trial. Dots: where a "
      + "trial met the paper's criterion and stopped. Dashed: the paper's mean."
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

  var elements: [Scene.Element] {
    let axes = PlotAxes(
      frame: frame, xRange: 0...last, yRange: 0...largest, style: style)
    return axes.elements(xTitle: "sequences", yTitle: "error")
      + [.group("trials", trials(axes)), .group("solved", solved(axes))]
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

  /// Each trial to its end: a median of trials that learned and trials that did
  /// not would be what none of them did.
  private func trials(_ axes: PlotAxes) -> [Scene.Element] {
    let isCrowded = curves.curves.count > 10
    return curves.curves.map { curve in
      .path(
        Path(
          zip(curve.sequences, curve.errors).map {
            axes.place(Double($0), $1)
          }),
        .line(
          colour.with(alpha: isCrowded ? 90 : 150),
          width: max(0.5, style.smallText / (isCrowded ? 16 : 11))))
    }
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

extension TrialCurvesFigure {
  /// Every point of every trial.
  package var numbers: FigureNumbers {
    FigureNumbers(
      ["condition", "trial", "sequences", "error"],
      panels.flatMap { panel in
        panel.curves.enumerated().flatMap { trial, curve in
          zip(curve.sequences, curve.errors).map {
            [panel.name, "\(trial)", "\($0)", $1.field]
          }
        }
      })
  }
}
