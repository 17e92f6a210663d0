import Drawing
import Wording

/// Puts the parts of a heatmap figure in their places, from top to bottom.
struct HeatmapLayout<Measure: TextMeasure> {
  private let figure: GateHeatmaps
  private let style: FigureStyle
  private let measure: Measure
  private var grid: HeatmapGrid
  private let axis: TimeAxis
  private let lanes: SeriesLanes?
  private var elements: [Scene.Element] = []
  private var y: Double

  init(_ figure: GateHeatmaps, style: FigureStyle, measure: Measure) {
    (self.figure, self.style, self.measure) = (figure, style, measure)
    lanes = SeriesLanes(figure.timeline, style: style)
    let ticks =
      figure.units.indices.flatMap { row in
        figure.panels.map { panel in
          let label = UnitAxis.label(
            figure.units[row], figure.names, limit: panel.rowLimits?[row])
          return measure.width(of: style.small(label))
        }
      }
      + (lanes.map { [$0.tickWidth(measure: measure)] } ?? [])
    let left =
      (style.margin + 1.3 * style.axisText + (ticks.max() ?? 0)
      + 0.8 * style.smallText).rounded()
    grid = HeatmapGrid(
      columns: max(figure.timeline.count, 1),
      rows: max(figure.units.count, 1), left: left,
      width: style.width - left - style.margin, style: style)
    axis = TimeAxis(
      figure.timeline, grid: grid, style: style, measure: measure)
    y = style.margin
  }

  /// The whole figure.
  mutating func scene() -> Scene {
    addHeading()
    if let overview = figure.overview {
      elements.append(
        .group(
          "overview",
          overview.elements(
            y: &y, left: grid.left, width: legendRight - grid.left,
            style: style)))
    }
    addLanes()
    for (index, panel) in figure.panels.enumerated() {
      addPanel(panel, isFirst: index == 0)
    }
    addTimeAxisBelow()
    addCaption()
    return Scene(
      width: width, height: (y + style.margin).rounded(.up),
      title: title, summary: summary, background: style.theme.surface,
      elements: elements)
  }

  /// What stands over all panels, in lines where it is long.
  private mutating func addHeading() {
    guard let heading = figure.heading else { return }
    func text(_ line: String) -> Text {
      Text(line, size: style.titleText, .bold)
    }
    let lines = TextWrapping.lines(
      heading, width: width - 2 * style.margin, measure: measure, text: text)
    elements.append(
      .group(
        "title",
        lines.map { line in
          y += 1.1 * style.titleText
          return .label(
            Label(
              text(line), at: Point(style.margin, y), colour: style.theme.ink))
        }))
    y += 0.7 * style.titleText
  }

  /// The columns of the rows that were read.
  private mutating func addLanes() {
    guard let lanes else { return }
    elements.append(
      .group("what was read", lanes.elements(top: y, grid: grid)))
    y += lanes.height + 1.2 * style.smallText
  }

  private mutating func addPanel(_ panel: HeatmapPanel, isFirst: Bool) {
    let title = title(of: panel, isBrief: isBrief)
    let legend = HeatmapLegend(panel: panel, style: style)
    let height = HeatmapLegend.height(style)
    let titleY =
      y
      + (titlesStandAbove
        ? style.titleText : height - 0.3 * style.titleText)
    if titlesStandAbove { y += 1.4 * style.titleText }
    var parts: [Scene.Element] = [
      .label(
        Label(
          title, at: Point(grid.left, titleY),
          colour: style.theme.ink))
    ]
    parts.append(
      .group(
        "legend",
        legend.elements(
          topRight: Point(legendRight, y), noted: hasRoomForNotes)))
    y += height + 0.35 * style.smallText
    if isFirst && isTall {
      y = (y + axis.depth).rounded()
      parts += axis.elements(.above, edge: y)
    }
    y.round()
    parts += cells(of: panel)
    elements.append(.group("panel \(panel.quantity.key)", parts))
    y = grid.frame.maxY + 1.2 * style.smallText
  }

  /// The cells from here down, and the axis beside them. A projected h has fewer
  /// values than there are units, and they are no units: its panel has a height
  /// of its own.
  private mutating func cells(of panel: HeatmapPanel) -> [Scene.Element] {
    let rows = figure.units.indices.filter { !panel.absentRows.contains($0) }
    let isWhole = rows.count == figure.units.count
    let units = rows.map { figure.units[$0] }
    (grid.top, grid.rows) = (y, max(1, rows.count))
    let cells = HeatmapCells(
      panel: isWhole ? panel : panel.showing(rows), grid: grid, style: style,
      units: units, timeline: figure.timeline)
    let axis = UnitAxis(
      units: units, names: isWhole ? figure.names : [:],
      limits: isWhole ? panel.rowLimits : nil, style: style,
      title: isWhole ? "unit" : "value")
    return cells.elements + rules + axis.elements(beside: grid)
  }

  private mutating func addTimeAxisBelow() {
    y = grid.frame.maxY
    var parts = axis.elements(.below, edge: y)
    y += axis.depth + 1.35 * style.axisText
    let title = Label(
      Text(figure.timeline.title, size: style.axisText),
      at: Point(max(grid.frame.centre.x, grid.left + 7 * style.axisText), y),
      anchor: .middle, colour: style.theme.ink)
    parts.append(.label(title))
    elements.append(.group("time axis", parts))
    y += 0.4 * style.axisText
  }

  /// What is to be said of the labels along the axis, and of those in cells.
  private var axisNote: String? {
    let isUnsigned = figure.panels.contains {
      HeatmapCells(panel: $0, grid: grid, style: style).isUnsigned
    }
    let notes = [
      axis.note, isUnsigned ? "numbers without sign: see the colours" : nil,
    ].compactMap(\.self)
    return notes.isEmpty ? nil : notes.joined(separator: "  ·  ")
  }

  private mutating func addCaption() {
    var parts: [Scene.Element] = []
    let room = width - grid.left - style.margin
    let notes = HeatmapNotes(
      figure, axisNote: axisNote, isNarrow: isBrief,
      listsClipping: !hasRoomForNotes)
    for line
      in notes
      .lines(width: room, style: style, measure: measure)
    {
      y += 1.45 * style.smallText
      parts.append(
        .label(
          Label(
            style.small(line), at: Point(grid.left, y),
            colour: style.theme.muted)))
    }
    if !parts.isEmpty { elements.append(.group("caption", parts)) }
  }
}

extension HeatmapLayout {
  /// Thin rules through the cells, and ticks that meet the axis.
  private var rules: [Scene.Element] {
    let frame = grid.frame
    return axis.rules.flatMap { x -> [Scene.Element] in
      let tick = Scene.Element.line(
        from: Point(x, frame.maxY),
        to: Point(x, frame.maxY + 0.3 * style.smallText),
        .line(style.theme.muted, width: 0.75))
      // Rules every few steps would cut what is one run of a value into pieces.
      guard grid.columnWidth >= 4, axis.interval >= 10 else { return [tick] }
      let rule = Scene.Element.line(
        from: Point(x, frame.y), to: Point(x, frame.maxY),
        .line(style.theme.surface.with(alpha: 150), width: 0.75))
      return [rule, tick]
    }
  }

  /// Whether titles must be short to stand beside their legends.
  private var isBrief: Bool {
    let room =
      style.width - style.margin - grid.left - HeatmapLegend.width(style)
      - 2 * style.smallText
    return style.isNarrow || widestTitle(isBrief: false) > room
  }

  private func widestTitle(isBrief: Bool) -> Double {
    figure.panels.map {
      measure.width(of: title(of: $0, isBrief: isBrief))
    }.max() ?? 0
  }

  private func title(of panel: HeatmapPanel, isBrief: Bool) -> Text {
    panel.title(
      layer: isBrief ? nil : figure.layerName, size: style.titleText,
      muted: style.theme.muted, brief: isBrief)
  }

  /// Whether titles stand over their legends: beside long row labels there may
  /// be no room for both on one line.
  private var titlesStandAbove: Bool {
    grid.left + widestTitle(isBrief: isBrief) + 0.5 * style.smallText
      > legendRight - HeatmapLegend.width(style)
  }

  /// Whether what a scale clips fits between title and legend of every panel.
  private var hasRoomForNotes: Bool {
    figure.panels.allSatisfy { panel in
      guard let note = panel.clippingNote else { return true }
      let title = title(of: panel, isBrief: isBrief)
      let needed =
        measure.width(of: title) + measure.width(of: style.small(note))
        + HeatmapLegend.width(style) + 2 * style.smallText
      return grid.left + needed <= legendRight
    }
  }

  /// Whether the text is far from the panels at the top.
  private var isTall: Bool {
    figure.panels.count > 1
      && Double(figure.panels.count) * grid.frame.height
        > 1.5 * style.panelHeight
  }

  /// Whole cells may leave a part of the page empty, which is then cut off.
  private var width: Double {
    style.wholeCells
      ? min(style.width, (legendRight + style.margin).rounded(.up))
      : style.width
  }

  private var legendRight: Double {
    // Narrow columns need the whole width for title and legend.
    guard !style.isNarrow else { return style.width - style.margin }
    let needed =
      grid.left + widestTitle(isBrief: false) + HeatmapLegend.width(style)
      + 2 * style.smallText
    return min(
      style.width - style.margin,
      max(grid.frame.maxX, needed))
  }

  private var title: String {
    let names = figure.panels.map(\.words)
    let layer = figure.layerName.map { " of \($0)" } ?? ""
    let list =
      names.count > 2
      ? "\(names.count) quantities"
      : names.joined(separator: " and ")
    return "\(list)\(layer) over "
      + counted(
        figure.timeline.stepCount, figure.timeline.group?.rawValue ?? "step")
  }

  private var summary: String {
    let panels = figure.panels.map { panel in
      panel.words + ": " + panel.summary(units: figure.units)
    }
    return """
      Heatmaps of \(counted(figure.units.count, "unit")) over time. \
      \(panels.joined(separator: " ")) \(figure.timeline.summary)
      """
  }
}
