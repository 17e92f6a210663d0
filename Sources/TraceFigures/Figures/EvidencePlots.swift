import Drawing
import Inspection
import LSTMCore
import Wording

/// The plots above the text.
struct EvidencePlots<Measure: TextMeasure> {
  let evidence: CellEvidence
  let style: FigureStyle
  let measure: Measure

  init(_ evidence: CellEvidence, style: FigureStyle, measure: Measure) {
    (self.evidence, self.style, self.measure) = (evidence, style, measure)
  }

  private var finding: CellSearch.Finding { evidence.finding }

  var scene: Scene {
    let (left, below) = PlotAxes.margins(style)
    let title = 1.5 * style.titleText
    let head = 1.5 * style.titleText + 1.3 * style.smallText
    let side =
      style.isNarrow ? 0.34 * style.width : min(300, 0.25 * style.width)
    let top = style.margin + title + head
    let room = style.width - 2 * style.margin - left
    var plots: [Scene.Element]
    switch evidence.relation {
    // A narrow page has room for one plot; the note says what the other would.
    case .flag(let distributions) where style.isNarrow:
      let frame = Rect(
        x: style.margin + left, y: top, width: room, height: side)
      plots = [
        .group("panel distributions", histogram(distributions, in: frame))
      ]
    case .flag(let distributions):
      let curve = Rect(
        x: style.width - style.margin - side, y: top, width: side,
        height: side)
      let shares = Rect(
        x: style.margin + left, y: top,
        width: room - side - left - 1.5 * style.axisText, height: side)
      plots = [
        .group("panel distributions", histogram(distributions, in: shares)),
        .group("panel curve", roc(distributions.curve, in: curve)),
      ]
    case .number(let bins):
      let frame = Rect(
        x: style.margin + left, y: top, width: room, height: side)
      plots = [.group("panel course", course(bins, in: frame))]
    }
    plots.insert(.group("title", [.label(heading)]), at: 0)
    let note = Label(
      style.small(scoreNote),
      at: Point(style.margin, top + side + below + 1.4 * style.smallText),
      colour: style.theme.muted)
    plots.append(.group("caption", [.label(note)]))
    return Scene(
      width: style.width,
      height: (top + side + below + 2 * style.smallText).rounded(.up),
      title: "\(unitName): \(finding.label.words)", summary: summary,
      background: style.theme.surface, elements: plots)
  }

  private var unitName: String {
    "\(finding.quantity.symbol) of unit \(finding.unit), layer \(evidence.layer)"
  }

  private var heading: Label {
    Label(
      Text(
        Formula.runs(finding.quantity.formula) + [
          Text.Run("  \(finding.label.words)", .bold),
          Text.Run(
            style.isNarrow
              ? "  unit \(finding.unit)"
              : "  unit \(finding.unit), layer \(evidence.layer)",
            Text.Run.Style(colour: style.theme.muted)),
        ], size: style.titleText),
      at: Point(style.margin, style.margin + 0.8 * style.titleText),
      colour: style.theme.ink)
  }

  /// The scores, with what chance and the whole layer reach.
  private var scoreNote: String {
    var parts = ["confirmed \(words(finding.confirmed))"]
    if let chance = finding.chance {
      parts.append("chance \(words(chance))")
    }
    if !style.isNarrow, let probe = finding.probe {
      parts.append("probe of the whole layer \(words(probe))")
    }
    return parts.joined(separator: "  ·  ")
      + "  ·  \(Numerals.tick(Double(evidence.count))) characters"
  }

  private func words(_ score: CellSearch.Score) -> String {
    switch score {
    case .area(let area): "AUC " + plain(area, decimals: 3)
    case .correlation(let r): "r " + plain(r, decimals: 3)
    }
  }

  private var summary: String {
    """
    \(unitName), against “\(finding.label.words)” over \(evidence.count) \
    characters: \(scoreNote). Below, \(evidence.passages.count) passages of the \
    text.
    """
  }
}

// MARK: The plots

extension EvidencePlots {
  /// Two outlines over one axis, named where they are highest.
  private func histogram(
    _ shares: CellEvidence.Distributions, in frame: Rect
  ) -> [Scene.Element] {
    let edges = shares.edges
    let (first, last) = (edges.first ?? 0, edges.last ?? 1)
    let most = max(shares.yes.max() ?? 1, shares.no.max() ?? 1)
    let axes = PlotAxes(
      frame: frame, xRange: first...max(last, first + 1e-9),
      yRange: 0...most * 1.08, style: style)
    // Blue and orange are the signs of values below: here the accent is yes, as
    // the lines under the text are, and no is grey.
    let names = [
      ("no", shares.no, style.theme.muted),
      ("yes", shares.yes, style.theme.accent),
    ]
    return axes.elements(
      xTitle: "\(finding.quantity.symbol) of unit \(finding.unit)",
      yTitle: "share of places")
      + names.flatMap { outline($1, edges, axes, $2) }
      + plotHead(
        formula: "",
        words: style.isNarrow
          ? "yes and no" : "where the label says yes and no",
        note: style.isNarrow || shares.isWhole
          ? "" : "outer bins hold what lies beyond",
        over: frame, style: style)
      + key(names.map { ($0, $2) }, in: frame)
  }

  private func outline(
    _ shares: [Double], _ edges: [Double], _ axes: PlotAxes, _ colour: Colour
  ) -> [Scene.Element] {
    var (line, area) = (Path(), Path())
    area.move(to: axes.place(edges[0], 0))
    for (k, share) in shares.enumerated() {
      let (a, b) = (
        axes.place(edges[k], share), axes.place(edges[k + 1], share)
      )
      if k == 0 { line.move(to: a) } else { line.line(to: a) }
      line.line(to: b)
      area.line(to: a)
      area.line(to: b)
    }
    area.line(to: axes.place(edges[edges.count - 1], 0))
    area.close()
    return [
      .path(area, .fill(colour.with(alpha: 70))),
      .path(line, .line(colour, width: style.smallText / 9)),
    ]
  }

  /// Swatches with names in the upper middle, over a clear ground.
  private func key(
    _ names: [(String, Colour)], in frame: Rect
  ) -> [Scene.Element] {
    let size = style.smallText
    return names.reversed().enumerated().flatMap {
      k, entry -> [Scene.Element] in
      let y = frame.y - 0.95 * size
      let x = frame.maxX - Double(2 - k) * 3.4 * size
      return [
        .rectangle(
          Rect(x: x, y: y - 0.4 * size, width: 0.8 * size, height: 0.8 * size),
          .fill(entry.1)),
        .label(
          Label(
            style.small(entry.0),
            at: Point(x + 1.15 * size, y + FigureStyle.drop(size)),
            colour: style.theme.ink)),
      ]
    }
  }

  private func roc(
    _ curve: [CellEvidence.Threshold], in frame: Rect
  ) -> [Scene.Element] {
    let axes = PlotAxes(
      frame: frame, xRange: 0...1, yRange: 0...1, style: style)
    // A unit that is low where the label says yes tells as much as one that is
    // high: then the shares below a threshold are drawn.
    let isLow =
      if case .area(let area) = finding.confirmed { area < 0.5 } else {
        false
      }
    let curve = isLow ? curve.reversed() : curve
    var (line, area) = (Path(), Path())
    area.move(to: axes.place(0, 0))
    for (k, point) in curve.enumerated() {
      let place =
        isLow
        ? axes.place(1 - point.no, 1 - point.yes)
        : axes.place(point.no, point.yes)
      if k == 0 { line.move(to: place) } else { line.line(to: place) }
      area.line(to: place)
    }
    area.line(to: axes.place(1, 0))
    area.close()
    let colour = style.theme.accent
    return axes.elements(
      xTitle: "share of no \(isLow ? "below" : "above")",
      yTitle: "share of yes \(isLow ? "below" : "above")")
      + [
        .path(area, .fill(colour.with(alpha: 45))),
        .line(
          from: axes.place(0, 0), to: axes.place(1, 1),
          .line(style.theme.hairline, width: 1)),
        .path(line, .line(colour, width: style.smallText / 8)),
      ]
      + plotHead(
        formula: "", words: words(finding.confirmed),
        note: "ROC curve",
        over: frame, style: style)
  }

  /// The unit's quartiles against the number.
  private func course(
    _ bins: [CellEvidence.Bin], in frame: Rect
  ) -> [Scene.Element] {
    let low = bins.map(\.low).min() ?? 0
    let high = bins.map(\.high).max() ?? 1
    let spare = max(1e-9, 0.06 * (high - low))
    let numbers = bins.map(\.number)
    let (first, last) = (numbers.min() ?? 0, numbers.max() ?? 1)
    let axes = PlotAxes(
      frame: frame, xRange: first...max(last, first + 1e-9),
      yRange: low - spare...high + spare, style: style)
    var (line, band) = (Path(), Path())
    for (k, bin) in bins.enumerated() {
      let place = axes.place(bin.number, bin.median)
      if k == 0 { line.move(to: place) } else { line.line(to: place) }
      let top = axes.place(bin.number, bin.high)
      if k == 0 { band.move(to: top) } else { band.line(to: top) }
    }
    for bin in bins.reversed() {
      band.line(to: axes.place(bin.number, bin.low))
    }
    band.close()
    let colour = style.theme.ink
    return axes.elements(
      xTitle: finding.label.words,
      yTitle: "\(finding.quantity.symbol) of unit \(finding.unit)")
      + [
        .path(band, .fill(colour.with(alpha: 60))),
        .path(line, .line(colour, width: style.smallText / 7)),
      ]
      + plotHead(
        formula: "", words: words(finding.confirmed),
        note: "median and the middle half, in bins of equal size",
        over: frame, style: style)
  }
}
