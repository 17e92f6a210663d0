import Drawing
import Wording

/// What a result does as one setting after another is varied: a small plot for
/// each, a dot for each value, on a line over the range of its repetitions.
package struct SweepFigure: Equatable, Figure {
  /// The title over all plots.
  package var title: String
  /// The plots.
  package var panels: [Panel]
  /// What a reader must be told, a paragraph each.
  package var notes: [String]

  /// One plot.
  package struct Panel: Equatable, Sendable {
    /// What is varied, under the plot.
    package var setting: String
    /// What is measured; plots of the same share their scale.
    package var measured: String
    /// The values, from left to right.
    package var columns: [Column]

    /// A plot of the given columns.
    package init(setting: String, measured: String, columns: [Column]) {
      (self.setting, self.measured) = (setting, measured)
      self.columns = columns
    }
  }

  /// One value of the setting and what it came to.
  package struct Column: Equatable, Sendable {
    /// The value, as a tick.
    package var name: String
    /// The median.
    package var median: Double
    /// The least and the largest repetition.
    package var range: ClosedRange<Double>
    /// Whether this is the value that the other plots hold.
    package var isHeld: Bool

    /// A column of the given parts.
    package init(
      name: String, median: Double, range: ClosedRange<Double>, isHeld: Bool
    ) {
      (self.name, self.median) = (name, median)
      (self.range, self.isHeld) = (range, isHeld)
    }
  }

  /// A figure of the given plots.
  package init(title: String, panels: [Panel], notes: [String] = []) {
    (self.title, self.panels, self.notes) = (title, panels, notes)
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    SweepLayout(figure: self, style: style, measure: measure).scene
  }
}

private struct SweepLayout<Measure: TextMeasure> {
  let figure: SweepFigure
  let style: FigureStyle
  let measure: Measure

  var scene: Scene {
    let head = style.margin + 1.2 * style.titleText
    var y = head
    var elements: [Scene.Element] = [
      .group(
        "title",
        [
          .label(
            Label(
              Text(figure.title, size: style.titleText, .bold),
              at: Point(style.margin, y), colour: style.theme.ink))
        ])
    ]
    y += 0.6 * style.titleText
    let (left, below) = PlotAxes.margins(style)
    let across = min(perRow, max(1, figure.panels.count))
    let slot = (style.width - 2 * style.margin) / Double(across)
    let height = 0.62 * min(slot, 0.4 * style.width) * style.stretch
    let isTitledAbove = figure.panels.contains {
      PlotAxes.standsAbove($0.measured, height: height, style)
    }
    let gap = self.gap + (isTitledAbove ? 1.6 * style.axisText : 0)
    for (index, panel) in figure.panels.enumerated() {
      let column = Double(index % perRow)
      if index > 0, index % perRow == 0 { y += height + below + 1.3 * gap }
      let frame = Rect(
        x: style.margin + column * slot + left, y: y + gap,
        width: slot - left - self.gap, height: height)
      elements.append(
        .group("panel \(panel.setting)", group(panel, in: frame)))
    }
    y += gap + height + below
    elements.append(.group("caption", notes(y: &y)))
    return Scene(
      width: style.width, height: (y + style.margin).rounded(.up),
      title: figure.title, summary: summary,
      background: style.theme.surface, elements: elements)
  }

  private var gap: Double { 1.2 * style.smallText }

  private var perRow: Int { style.isNarrow ? 1 : 3 }

  private func group(
    _ panel: SweepFigure.Panel, in frame: Rect
  ) -> [Scene.Element] {
    let axes = PlotAxes(
      frame: frame, xRange: 0...Double(max(1, panel.columns.count)),
      yRange: range(of: panel.measured), style: style)
    let names = panel.columns.enumerated().map {
      (place: Double($0) + 0.5, name: $1.name)
    }
    let colour = style.theme.series[0]
    let centres = panel.columns.enumerated().map {
      axes.place(Double($0) + 0.5, $1.median)
    }
    var path = Path()
    for (index, centre) in centres.enumerated() {
      if index == 0 { path.move(to: centre) } else { path.line(to: centre) }
    }
    return axes.elements(
      xTitle: panel.setting, yTitle: panel.measured, xNames: names)
      + [
        .path(path, .line(colour.with(alpha: 90), width: style.smallText / 12))
      ]
      + zip(panel.columns, centres).flatMap { column, centre in
        marks(of: column, at: centre, axes, colour)
      }
  }

  private func marks(
    of column: SweepFigure.Column, at centre: Point, _ axes: PlotAxes,
    _ colour: Colour
  ) -> [Scene.Element] {
    let small = style.smallText
    func y(_ value: Double) -> Double { axes.place(0, value).y }
    let top = y(column.range.upperBound)
    let dot = 0.26 * small
    let above = min(top, centre.y - dot) - 0.5 * small
    let under = max(y(column.range.lowerBound), centre.y + dot) + 1.3 * small
    return [
      .line(
        from: Point(centre.x, top),
        to: Point(centre.x, y(column.range.lowerBound)),
        .line(colour, width: small / 8)),
      .circle(centre, radius: dot, .fill(colour)),
      .label(
        Label(
          style.small(Numerals.short(column.median)),
          at: Point(
            centre.x, above - small < axes.frame.y ? under : above),
          anchor: .middle, colour: style.theme.ink)),
    ]
      + (column.isHeld
        ? [
          .circle(
            centre, radius: 2 * dot, .line(colour, width: small / 10))
        ] : [])
  }

  /// Round numbers around everything that is measured in the same unit.
  private func range(of measured: String) -> ClosedRange<Double> {
    let columns = figure.panels.filter { $0.measured == measured }
      .flatMap(\.columns)
    let low = columns.map(\.range.lowerBound).min() ?? 0
    let high = columns.map(\.range.upperBound).max() ?? 1
    let step = ValueScale.oneTwoFive(atLeast: max(high - low, 0.01) / 4)
    let under = (low / step - 0.2).rounded(.down) * step
    let bottom = low >= 0 ? max(0, under) : under
    return bottom...max(bottom + step, (high / step + 0.2).rounded(.up) * step)
  }

  private func notes(y: inout Double) -> [Scene.Element] {
    figure.notes.flatMap {
      style.paragraph($0, leading: 1.35, y: &y, measure: measure)
    }.map(Scene.Element.label)
  }

  private var summary: String {
    figure.panels.map { panel in
      "\(panel.measured) against \(panel.setting): "
        + panel.columns.map { "\($0.name) \(Numerals.short($0.median))" }
        .joined(separator: ", ") + "."
    }.joined(separator: " ")
  }
}

extension SweepFigure {
  /// Every dot with its range.
  package var numbers: FigureNumbers {
    FigureNumbers(
      ["setting", "value", "measured", "median", "least", "largest"],
      panels.flatMap { panel in
        panel.columns.map { column in
          [
            panel.setting, column.name, panel.measured, column.median.field,
            column.range.lowerBound.field, column.range.upperBound.field,
          ]
        }
      })
  }
}
