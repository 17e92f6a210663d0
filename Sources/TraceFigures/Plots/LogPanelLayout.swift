import Drawing

/// One plot of a gradient figure: its grid, lines, and the names at their ends.
struct LogPanelLayout<Measure: TextMeasure> {
  private let panel: LogPanel
  private let style: FigureStyle
  private let measure: Measure
  private let plot: LogPlot
  private let slot: Rect

  init(
    _ panel: LogPanel, in slot: Rect, decades: ClosedRange<Int>,
    style: FigureStyle, measure: Measure
  ) {
    (self.panel, self.slot) = (panel, slot)
    (self.style, self.measure) = (style, measure)
    let names = panel.series.map {
      measure.width(of: Text.prose($0.name, size: style.axisText))
    }
    let frame = LogPlot.frame(
      in: slot, right: (names.max() ?? 0) + 1.9 * style.axisText, style: style)
    plot = LogPlot(
      frame: frame,
      lastStep: (panel.series.map(\.values.count).max() ?? 1) - 1,
      decades: decades)
  }

  /// The plot; `explained` where its reference lines say what they are.
  func group(named name: String, explained: Bool) -> Scene.Element {
    let grid = LogPlotGrid(plot: plot, style: style, measure: measure)
    let lines = panel.series.flatMap { series -> [Path] in
      var paths = [series.values, series.dashed ?? []].map(plot.path)
      if let lower = series.lower, let upper = series.upper {
        paths.append(plot.band(lower, upper))
      }
      return paths
    }
    return .group(
      name,
      [
        .group(
          "grid",
          grid.decades + grid.steps + [grid.frame]
            + grid.titles(panel.title, axis: panel.axis, in: slot)),
        .group(
          "references",
          panel.meansErrorFlow
            ? grid.references(explained: explained, clearOf: lines) : []),
        .group("lines", panel.series.flatMap(line) + underflowNote),
        .group(
          "names",
          DirectLabels(ends, gap: 1.2 * style.axisText)
            .placed(within: plot.frame).flatMap(self.name)),
      ])
  }

  private func look(_ series: LogPanel.Series) -> SeriesLook {
    series.shade.map { SeriesLook(shade: $0, in: style.theme) }
      ?? SeriesLook(series.colour, in: style.theme)
  }

  private var lineWidth: Double { style.lineWidth }
}

// MARK: Lines

extension LogPanelLayout {
  private func line(_ series: LogPanel.Series) -> [Scene.Element] {
    let look = look(series)
    let colour = look.colour
    var elements: [Scene.Element] = []
    if let lower = series.lower, let upper = series.upper {
      elements.append(
        .path(plot.band(lower, upper), .fill(colour.with(alpha: 36))))
    }
    if let dashed = series.dashed {
      elements.append(
        .path(
          plot.path(dashed),
          .line(
            colour, width: 0.7 * lineWidth,
            dash: [2.5 * lineWidth, 1.8 * lineWidth])))
    }
    elements.append(
      .path(plot.path(series.values), look.line(width: lineWidth)))
    return elements + underflows(series.values, colour)
  }

  /// Triangles on the floor where a logarithm cannot follow.
  private func underflows(
    _ values: [Double], _ colour: Colour
  ) -> [Scene.Element] {
    let steps = values.indices.filter { values[$0] < LogPlot.underflow }
    guard !steps.isEmpty else { return [] }
    let size = max(2.2 * lineWidth, 0.45 * style.smallText)
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
    let steps = panel.series.compactMap { series in
      series.values.firstIndex { $0 < LogPlot.underflow }
    }
    guard let first = steps.min() else { return [] }
    let text = style.small("0 (underflow)")
    let x = min(plot.x(first), plot.frame.maxX - measure.width(of: text))
    return [
      .label(
        Label(
          text,
          at: Point(
            x, plot.frame.maxY - 2.2 * lineWidth - 0.4 * style.smallText),
          colour: style.theme.muted))
    ]
  }
}

// MARK: Names

extension LogPanelLayout {
  /// Where each line ends.
  private var ends: [Point] {
    panel.series.map { series in
      let last = series.values.lastIndex { !$0.isNaN } ?? 0
      let value = series.values.isEmpty ? 1 : series.values[last]
      return Point(plot.x(last), plot.y(value))
    }
  }

  private func name(_ placed: DirectLabels.Placed) -> [Scene.Element] {
    let series = panel.series[placed.index]
    let (x, unit) = (plot.frame.maxX, style.axisText)
    let leader = Scene.Element.path(
      Path([
        placed.end, Point(max(x, placed.end.x) + 0.3 * unit, placed.end.y),
        Point(x + 1.1 * unit, placed.y), Point(x + 1.4 * unit, placed.y),
      ]), .line(look(series).colour, width: max(0.5, 0.5 * lineWidth)))
    return [
      leader,
      .label(
        Label(
          Text.prose(series.name, size: unit),
          at: Point(x + 1.6 * unit, placed.y + FigureStyle.drop(unit)),
          colour: style.theme.ink)),
    ]
  }
}
