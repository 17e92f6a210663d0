import Drawing
import Inspection
import Wording

/// What each unit is needed for: a bar a unit, the loss without it less the loss
/// with it, the most needed at the top.
package struct AblationFigure: Equatable, Figure {
  private let effects: [Ablation.Effect]
  private let layer: Int
  private let whole: Double
  private let unit: String
  private let notes: [String]

  /// The most bars drawn.
  package static let most = 40

  /// A picture of effects.
  ///
  /// - Parameters:
  ///   - whole: the loss with all units.
  ///   - unit: what the loss is measured in.
  ///   - notes: what was read and held, for the caption.
  package init(
    _ effects: [Ablation.Effect], layer: Int, whole: Double, unit: String,
    notes: [String]
  ) {
    self.effects = effects.sorted {
      ($1.overall, $0.unit) < ($0.overall, $1.unit)
    }
    (self.layer, self.whole, self.unit, self.notes) = (
      layer, whole, unit, notes
    )
  }

  private var shown: ArraySlice<Ablation.Effect> {
    effects.prefix(Self.most)
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    let row = 1.4 * style.smallText
    let left = style.margin + 4.4 * style.smallText
    let top = style.margin + 1.9 * style.titleText
    let frame = Rect(
      x: left, y: top,
      width: style.width - left - style.margin - 4.6 * style.smallText,
      height: row * Double(max(1, shown.count)))
    let values = shown.map(\.overall).filter(\.isFinite)
    let (low, high) = (min(0, values.min() ?? 0), max(0, values.max() ?? 0))
    let spare = max(1e-9, 0.02 * (high - low))
    let range = low - spare...high + spare
    func x(_ value: Double) -> Double {
      frame.x + frame.width * (value - range.lowerBound)
        / (range.upperBound - range.lowerBound)
    }
    var y = frame.maxY + 1.5 * style.smallText + 1.3 * style.axisText
    let elements: [Scene.Element] = [
      .group("title", [.label(title(style))]),
      .group("axis", axis(range, frame, x, style)),
      .group(
        "bars",
        shown.enumerated().flatMap { index, effect in
          bar(effect, y: frame.y + (Double(index) + 0.5) * row, row, x, style)
        }),
    ]
    let caption = style.paragraph(self.caption, y: &y, measure: measure)
    return Scene(
      width: style.width, height: (y + style.margin).rounded(.up),
      title: "What the loss gains without each unit of layer \(layer)",
      summary: summary, background: style.theme.surface,
      elements: elements + [.group("caption", caption.map(Scene.Element.label))]
    )
  }

  private func title(_ style: FigureStyle) -> Label {
    Label(
      Text(
        [
          Text.Run("Loss without each unit", .bold),
          Text.Run(
            "  layer \(layer)", Text.Run.Style(colour: style.theme.muted)),
        ], size: style.titleText),
      at: Point(style.margin, style.margin + style.titleText),
      colour: style.theme.ink)
  }

  private func axis(
    _ range: ClosedRange<Double>, _ frame: Rect, _ x: (Double) -> Double,
    _ style: FigureStyle
  ) -> [Scene.Element] {
    let most = max(2, Int(frame.width / (6 * style.smallText)))
    let ticks = PlotAxes.named(PlotAxes.ticks(range, most: most)).flatMap {
      value, name -> [Scene.Element] in
      [
        .line(
          from: Point(x(value), frame.y), to: Point(x(value), frame.maxY),
          .line(
            abs(value) < 1e-12
              ? style.theme.muted : style.theme.hairline.with(alpha: 110),
            width: style.gridWidth)),
        .label(
          Label(
            style.small(name),
            at: Point(x(value), frame.maxY + 1.2 * style.smallText),
            anchor: .middle, colour: style.theme.muted)),
      ]
    }
    return ticks + [
      .label(
        Label(
          Text("rise of the loss, \(unit)", size: style.axisText),
          at: Point(
            frame.centre.x,
            frame.maxY + 1.3 * style.smallText + 1.2 * style.axisText),
          anchor: .middle, colour: style.theme.ink))
    ]
  }

  private func bar(
    _ effect: Ablation.Effect, y: Double, _ row: Double,
    _ x: (Double) -> Double, _ style: FigureStyle
  ) -> [Scene.Element] {
    let (a, b) = (x(min(0, effect.overall)), x(max(0, effect.overall)))
    let baseline = y + FigureStyle.drop(style.smallText)
    let left = style.margin + 3.9 * style.smallText
    return [
      .rectangle(
        Rect(
          x: a, y: y - 0.36 * row, width: max(b - a, 0.5), height: 0.72 * row),
        .fill(
          effect.overall > 0 ? style.theme.ink : style.theme.muted)),
      .label(
        Label(
          style.small("unit \(effect.unit)"), at: Point(left, baseline),
          anchor: .end, colour: style.theme.ink)),
      .label(
        Label(
          style.small(signed(effect.overall, decimals: 3)),
          at: Point(style.width - style.margin, baseline), anchor: .end,
          colour: style.theme.muted)),
    ]
  }

  private var caption: String {
    let left = effects.count - shown.count
    return
      (notes + [
        "with all units the loss is \(Numerals.short(whole)) \(unit)",
        left > 0 ? "\(counted(left, "more unit")), each needed less" : "",
      ]).filter { !$0.isEmpty }.joined(separator: "  ·  ")
  }

  private var summary: String {
    let first = shown.prefix(5).map {
      "unit \($0.unit) by \(Numerals.short($0.overall))"
    }
    let harmless = effects.count { $0.overall <= 0 }
    return "Bars. Without the units most needed the loss rises: "
      + first.joined(separator: ", ")
      + ". Without \(harmless) of \(counted(effects.count, "unit")) it does not."
  }

  /// Every unit.
  package var numbers: FigureNumbers {
    FigureNumbers(
      ["layer", "unit", "rise"],
      effects.map { ["\(layer)", "\($0.unit)", $0.overall.field] })
  }
}
