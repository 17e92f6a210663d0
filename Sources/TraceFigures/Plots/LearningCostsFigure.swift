import Drawing
import Experiments
import Wording

/// What each way to a gradient costs: a row a way, with a dot for what it
/// multiplies a step and one for what it keeps, on logarithmic axes.
package struct LearningCostsFigure: Equatable, Figure {
  private let costs: LearningCosts

  /// A figure of the given costs.
  package init(_ costs: LearningCosts) { self.costs = costs }

  private var columns: [(title: String, values: [Double])] {
    [
      (
        "multiplications per step",
        costs.rows.map { Double($0.multiplications) }
      ),
      ("numbers kept", costs.rows.map { Double($0.kept) }),
    ]
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    let names = costs.rows.map { style.small("\($0.cell), \($0.method)") }
    let row = 1.7 * style.smallText
    // On a narrow page each name stands over its row, and one plot under the
    // other.
    let isNarrow = style.isNarrow
    let height = isNarrow ? 1.7 * row : row
    let left =
      style.margin
      + (isNarrow ? 0 : (names.map(measure.width).max() ?? 0) + style.smallText)
    let gap = 1.2 * style.axisText
    let room = style.width - style.margin - left
    let width = isNarrow ? room : (room - gap) / 2
    let depth = height * Double(costs.rows.count)
    let top = style.margin + 2 * style.titleText + 1.5 * style.axisText
    let frames = columns.indices.map { index in
      let (x, y) = isNarrow ? (0, depth + 2 * gap) : (width + gap, 0)
      return Rect(
        x: left + Double(index) * x, y: top + Double(index) * y, width: width,
        height: depth)
    }
    var elements: [Scene.Element] = [.group("title", [.label(title(style))])]
    for (index, column) in columns.enumerated() {
      let frame = frames[index]
      elements.append(
        .group("panel \(index)", panel(column, frame, height, row, style)))
      guard isNarrow || index == 0 else { continue }
      elements.append(
        .group("names", labels(names, frame.y, height, row, style)))
    }
    var y = (frames.last?.maxY ?? top) + 2 * style.smallText
    let caption = style.paragraph(self.caption(style), y: &y, measure: measure)
    elements.append(.group("caption", caption.map(Scene.Element.label)))
    return Scene(
      width: style.width, height: (y + style.margin).rounded(.up),
      title: "What each way to a gradient costs", summary: summary,
      background: style.theme.surface, elements: elements)
  }

  private func labels(
    _ names: [Text], _ top: Double, _ height: Double, _ row: Double,
    _ style: FigureStyle
  ) -> [Scene.Element] {
    names.enumerated().map { index, name in
      .label(
        Label(
          name,
          at: Point(
            style.margin,
            top + height * Double(index) + 0.5 * row
              + FigureStyle.drop(style.smallText)),
          colour: style.theme.ink))
    }
  }

  private func title(_ style: FigureStyle) -> Label {
    Label(
      Text(
        style.isNarrow
          ? "One gradient, back and forward"
          : "One gradient, going back and going forward",
        size: style.titleText, .bold),
      at: Point(style.margin, style.margin + style.titleText),
      colour: style.theme.ink)
  }

  private func panel(
    _ column: (title: String, values: [Double]), _ frame: Rect,
    _ height: Double, _ row: Double, _ style: FigureStyle
  ) -> [Scene.Element] {
    let most = log10(max(10, column.values.max() ?? 10))
    // Numbers stand right of their dots.
    let room = frame.width - 5 * style.smallText
    func x(_ value: Double) -> Double {
      frame.x + room * log10(max(1, value)) / most
    }
    // Lines would strike names through that stand over their rows.
    let powers = style.isNarrow ? 0...0 : 0...Int(most)
    let decades = powers.map { power -> Scene.Element in
      let place = x(pow(10, Double(power)))
      return .line(
        from: Point(place, frame.y), to: Point(place, frame.maxY),
        .line(style.theme.hairline, width: style.gridWidth))
    }
    return [heading(column.title, frame, style)] + decades
      + column.values.enumerated().flatMap { index, value -> [Scene.Element] in
        let y = frame.y + height * Double(index + 1) - 0.5 * row
        let colour = SeriesLook(look(of: index), in: style.theme).colour
        return [
          .line(
            from: Point(frame.x, y), to: Point(x(value), y),
            .line(colour, width: style.lineWidth)),
          .circle(
            Point(x(value), y), radius: 0.3 * style.smallText, .fill(colour)),
          .label(
            Label(
              style.small(Numerals.tick(value)),
              at: Point(
                x(value) + 0.7 * style.smallText,
                y + FigureStyle.drop(style.smallText)),
              colour: style.theme.ink)),
        ]
      }
  }

  private func heading(
    _ title: String, _ frame: Rect, _ style: FigureStyle
  ) -> Scene.Element {
    .label(
      Label(
        Text(title, size: style.axisText, .bold),
        at: Point(frame.x, frame.y - 0.6 * style.axisText),
        colour: style.theme.ink))
  }

  /// A colour a way: back in time, forward, and the rule of 1997.
  private func look(of row: Int) -> Int {
    let method = costs.rows[row].method
    return method.hasPrefix("back") ? 0 : method.hasPrefix("real") ? 1 : 2
  }

  private func caption(_ style: FigureStyle) -> String {
    """
    Lengths are logarithmic, from 1 at the left\
    \(style.isNarrow ? "" : "; each grey line stands for ten times as much"). \
    Over \(counted(costs.steps, "step")); all ways give the same gradient, to \
    \(Numerals.short(costs.rows.map(\.difference).max() ?? 0)). Going back keeps \
    the history; going forward keeps how every unit depends on every weight; \
    what 1997 truncates needs neither.
    """
  }

  private var summary: String {
    costs.rows.map {
      "\($0.cell), \($0.method): \($0.multiplications) multiplications per step, "
        + "\($0.kept) numbers kept."
    }.joined(separator: " ")
  }

  /// Every way with its costs.
  package var numbers: FigureNumbers {
    FigureNumbers(
      ["cell", "method", "weights", "multiplications", "kept", "difference"],
      costs.rows.map {
        [
          $0.cell, $0.method, "\($0.weights)", "\($0.multiplications)",
          "\($0.kept)", $0.difference.field,
        ]
      })
  }
}
