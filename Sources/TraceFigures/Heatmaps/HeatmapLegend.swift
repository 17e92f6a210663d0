import Drawing
import Wording

/// The bar of colours over a panel, with words for its ends and middle and,
/// where values were clipped, how many.
struct HeatmapLegend {
  let panel: HeatmapPanel
  let style: FigureStyle

  /// How tall the legend is.
  static func height(_ style: FigureStyle) -> Double {
    barHeight(style) + 1.5 * style.smallText
  }

  /// How wide the bar is.
  static func width(_ style: FigureStyle) -> Double {
    (style.isNarrow ? 14 : 17.5) * style.smallText
  }

  private static func barHeight(_ style: FigureStyle) -> Double {
    (0.8 * style.smallText).rounded()
  }

  /// The legend with its top right corner at a point; `noted` with the count
  /// of clipped values to its left.
  func elements(
    topRight corner: Point, noted: Bool = true
  ) -> [Scene.Element] {
    let width = Self.width(style)
    let bar = Rect(
      x: corner.x - width, y: corner.y, width: width,
      height: Self.barHeight(style))
    let baseline = bar.maxY + 1.15 * style.smallText
    return [
      .cells(ramp, bar),
      .rectangle(bar, .line(style.theme.hairline, width: 0.75)),
    ] + tickLabels(under: bar, baseline: baseline)
      + (noted ? note(left: bar.x - style.smallText, baseline: baseline) : [])
  }

  private var ramp: CellImage {
    let levels = panel.scale.map(in: style.theme).levels
    return CellImage(
      columns: levels.count, rows: 1, palette: levels,
      cells: levels.indices.map(UInt8.init))
  }

  private func tickLabels(
    under bar: Rect, baseline: Double
  ) -> [Scene.Element] {
    (panel.ticks + saturationTicks).flatMap { tick -> [Scene.Element] in
      let x = bar.x + tick.share * bar.width
      let anchor: Label.Anchor =
        tick.share == 0 ? .start : tick.share == 1 ? .end : .middle
      let label = Label(
        style.small(tick.text), at: Point(x, baseline), anchor: anchor,
        colour: style.theme.ink)
      let mark = Scene.Element.line(
        from: Point(x, bar.maxY),
        to: Point(x, bar.maxY + 0.2 * style.smallText),
        .line(style.theme.muted, width: 0.75))
      return [mark, .label(label)]
    }
  }

  /// Before σ: beyond −2.2 and 2.2 a gate is below 0.1 or above 0.9.
  private var saturationTicks: [(share: Double, text: String)] {
    guard panel.quantity.isPreactivation, !panel.isGradient,
      panel.quantity != .candidatePreactivation,
      panel.quantity != .hiddenPreactivation
    else { return [] }
    return [-2.2, 2.2].map { value in
      let text = Numerals.short(value)
      return (panel.scale.share(of: value), value < 0 ? text : "+" + text)
    }
  }

  private func note(left x: Double, baseline: Double) -> [Scene.Element] {
    guard let text = panel.clippingNote else { return [] }
    return [
      .label(
        Label(
          style.small(text), at: Point(x, baseline), anchor: .end,
          colour: style.theme.muted))
    ]
  }
}
