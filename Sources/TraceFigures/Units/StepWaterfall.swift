import Drawing
import Inspection
import LSTMCore
import Wording

/// The arithmetic of one unit at one step as a picture: for each gate how its
/// sum z comes about, term by term, each bar beginning where the last one ended.
package struct StepWaterfall: Equatable, Figure {
  private let worked: WorkedStep

  /// How many terms have a bar of their own.
  package static let named = 8

  /// A picture of worked arithmetic.
  package init(_ worked: WorkedStep) { self.worked = worked }

  /// One bar: where it begins and ends on the axis of z.
  struct Bar: Equatable {
    let name: String
    let from, to: Double
  }

  /// The bars of a sum from the top: the bias, the largest terms, the rest as
  /// one, and last the whole.
  static func bars(of sum: WorkedSum) -> [Bar] {
    var (bars, place) = ([Bar](), 0.0)
    func add(_ name: String, _ value: Double) {
      bars.append(Bar(name: name, from: place, to: place + value))
      place += value
    }
    if let bias = sum.bias { add("bias", bias) }
    for term in sum.terms.prefix(named) { add(term.source, term.product) }
    let rest = sum.terms.dropFirst(named)
    if !rest.isEmpty {
      add(
        counted(rest.count, "smaller term"),
        rest.reduce(0) { $0 + $1.product })
    }
    bars.append(Bar(name: "z", from: 0, to: sum.sum))
    return bars
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    let columns = min(
      max(1, worked.gates.count), style.width >= 50 * style.smallText ? 2 : 1)
    let gap = 2 * style.axisText
    let slot =
      (style.width - 2 * style.margin - Double(columns - 1) * gap)
      / Double(columns)
    var elements: [Scene.Element] = [.group("title", [.label(title(style))])]
    var y = style.margin + 1.9 * style.titleText
    for start in stride(from: 0, to: worked.gates.count, by: columns) {
      var lowest = y
      for (column, sum) in worked.gates[start...].prefix(columns).enumerated() {
        let panel = WaterfallPanel(
          sum, x: style.margin + Double(column) * (slot + gap), y: y,
          width: slot, style: style, measure: measure)
        elements.append(.group("panel \(sum.quantity)", panel.elements))
        lowest = max(lowest, panel.bottom)
      }
      y = lowest + 1.2 * style.axisText
    }
    y -= 0.6 * style.axisText
    let caption = style.paragraph(Self.caption, y: &y, measure: measure)
    elements.append(.group("caption", caption.map(Scene.Element.label)))
    return Scene(
      width: style.width, height: (y + style.margin).rounded(.up),
      title: "The sums of unit \(worked.unit) of layer \(worked.layer) at step "
        + "\(worked.step)",
      summary: summary, background: style.theme.surface, elements: elements)
  }

  private static let caption = """
    Each bar is what one term adds to the sum z before the activation function; \
    it begins where the bar above it ended. Blue adds, orange takes away. The \
    largest terms have bars of their own.
    """

  private func title(_ style: FigureStyle) -> Label {
    let read =
      worked.character.isEmpty ? "" : ", which read \(worked.character)"
    return Label(
      Text(
        [
          Text.Run("Step \(worked.step)\(read)", .bold),
          Text.Run(
            "  unit \(worked.unit), layer \(worked.layer)",
            Text.Run.Style(colour: style.theme.muted)),
        ], size: style.titleText),
      at: Point(style.margin, style.margin + style.titleText),
      colour: style.theme.ink)
  }

  private var summary: String {
    worked.gates.map { sum in
      let largest = sum.terms.prefix(3).map {
        "\($0.source) \(Numerals.short($0.product))"
      }
      return "\(Quantity(rawValue: sum.quantity).name): z is "
        + "\(Numerals.short(sum.sum)), so the value is "
        + "\(Numerals.short(sum.value)); the largest terms are "
        + largest.joined(separator: ", ") + "."
    }.joined(separator: " ")
  }

  /// Every term of every sum.
  package var numbers: FigureNumbers {
    FigureNumbers(
      ["quantity", "term", "product"],
      worked.gates.flatMap { sum in
        sum.terms.map { [sum.quantity, $0.source, $0.product.field] }
          + (sum.bias.map { [[sum.quantity, "bias", $0.field]] } ?? [])
          + [
            [sum.quantity, "z", sum.sum.field],
            [sum.quantity, sum.quantity, sum.value.field],
          ]
      })
  }
}

/// The waterfall of one sum.
private struct WaterfallPanel<Measure: TextMeasure> {
  private let sum: WorkedSum
  private let bars: [StepWaterfall.Bar]
  private let x, y, width: Double
  private let style: FigureStyle
  private let measure: Measure
  private let names: Double
  private let range: ClosedRange<Double>

  init(
    _ sum: WorkedSum, x: Double, y: Double, width: Double, style: FigureStyle,
    measure: Measure
  ) {
    (self.sum, self.x, self.y, self.width) = (sum, x, y, width)
    (self.style, self.measure) = (style, measure)
    bars = StepWaterfall.bars(of: sum)
    names =
      (bars.map { measure.width(of: style.small($0.name)) }.max() ?? 0)
      + 0.8 * style.smallText
    let ends = bars.flatMap { [$0.from, $0.to] }.filter(\.isFinite)
    let (low, high) = (min(0, ends.min() ?? 0), max(0, ends.max() ?? 1))
    let spare = max(1e-9, 0.02 * (high - low))
    range = low - spare...high + spare
  }

  private var rowHeight: Double { 1.45 * style.smallText }
  private var top: Double { y + 1.7 * style.axisText }
  /// Numbers have a column of their own at the right, so that none lies on bars.
  private var frame: Rect {
    let right = 4.2 * style.smallText
    return Rect(
      x: x + names, y: top, width: max(20, width - names - right),
      height: rowHeight * Double(bars.count))
  }
  /// Where the panel ends.
  var bottom: Double { frame.maxY + 1.5 * style.smallText }

  var elements: [Scene.Element] {
    let quantity = Quantity(rawValue: sum.quantity)
    let head = Text(
      Formula.runs(quantity.formula) + [
        Text.Run("  \(quantity.name)", .bold),
        Text.Run(
          "  \(sum.squashing) = \(Numerals.short(sum.value))",
          Text.Run.Style(colour: style.theme.muted)),
      ], size: style.axisText)
    return [
      .label(
        Label(head, at: Point(x, y + style.axisText), colour: style.theme.ink))
    ] + axis + bars.indices.flatMap(row)
  }

  private func place(_ value: Double) -> Double {
    frame.x + frame.width * (value - range.lowerBound)
      / (range.upperBound - range.lowerBound)
  }

  private var axis: [Scene.Element] {
    let most = max(2, Int(frame.width / (5 * style.smallText)))
    return PlotAxes.named(PlotAxes.ticks(range, most: most)).flatMap {
      value, name -> [Scene.Element] in
      let line: Paint = .line(
        abs(value) < 1e-12
          ? style.theme.muted : style.theme.hairline.with(alpha: 110),
        width: style.gridWidth)
      return [
        .line(
          from: Point(place(value), frame.y),
          to: Point(place(value), frame.maxY), line),
        .label(
          Label(
            style.small(name),
            at: Point(place(value), frame.maxY + 1.2 * style.smallText),
            anchor: .middle, colour: style.theme.muted)),
      ]
    }
  }

  private func row(_ index: Int) -> [Scene.Element] {
    let bar = bars[index]
    let isWhole = index == bars.count - 1
    let middle = frame.y + (Double(index) + 0.5) * rowHeight
    let baseline = middle + FigureStyle.drop(style.smallText)
    let (a, b) = (place(min(bar.from, bar.to)), place(max(bar.from, bar.to)))
    let colour =
      isWhole
      ? style.theme.ink
      : style.theme.signed.colour(at: bar.to >= bar.from ? 0.85 : 0.15)
    let value = isWhole ? bar.to : bar.to - bar.from
    let text = isWhole ? Numerals.short(value) : signed(value, decimals: 2)
    let link: [Scene.Element] =
      isWhole
      ? []
      : [
        .line(
          from: Point(place(bar.to), middle),
          to: Point(place(bar.to), middle + rowHeight),
          .line(style.theme.hairline, width: style.gridWidth))
      ]
    return link + [
      .rectangle(
        Rect(
          x: a, y: middle - 0.36 * rowHeight, width: max(b - a, 0.5),
          height: 0.72 * rowHeight), .fill(colour)),
      .label(
        Label(
          style.small(bar.name),
          at: Point(frame.x - 0.5 * style.smallText, baseline), anchor: .end,
          colour: style.theme.ink)),
      .label(
        Label(
          style.small(text), at: Point(x + width, baseline), anchor: .end,
          colour: isWhole ? style.theme.ink : style.theme.muted)),
    ]
  }
}
